using System.Text;
using LitWatch.Strategies.Matching;

namespace LitWatch.Strategies;

/// <summary>How the matcher, the rules and the queries read the text of a term, so that they read it alike.</summary>
internal static class TermText
{
    /// <summary>The term without its truncation mark, and whether it had one at its end.</summary>
    public static (string Stem, bool Truncated) Untruncated(string value)
    {
        var trimmed = value.TrimEnd();
        return trimmed.Length > 0 && Characters.IsStar(trimmed[^1]) ? (trimmed[..^1], true) : (value, false);
    }

    /// <summary>NFC, with what has no normal form replaced (halves of surrogate pairs, U+FFFE): never throws.</summary>
    public static string Composed(string value) =>
        string.Concat(value.EnumerateRunes().Select(rune => rune.Value == 0xFFFE ? Rune.ReplacementChar.ToString() : rune.ToString())).Normalize(NormalizationForm.FormC);
}
