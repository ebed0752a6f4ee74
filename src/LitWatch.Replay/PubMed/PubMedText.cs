using System.Globalization;
using System.Text;

namespace LitWatch.Replay.PubMed;

/// <summary>Text as PubMed's index sees it: words of letters and digits, case and diacritics folded, Greek letters spelt out within their word (17β-HSD is searched as 17beta-HSD); a hyphen or an apostrophe parts words.</summary>
internal static class PubMedText
{
    private static readonly string[] Greek =
        ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"];

    public static string[] Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in Valid(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (GreekName(rune) is { } name)
            {
                word.Append(name);
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                Append(word, Rune.ToLowerInvariant(rune));
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format) && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return [.. words];
    }

    /// <summary>A value of a controlled field (heading, author, language…) in the form that two spellings share.</summary>
    public static string Key(string text) => string.Join(' ', Words(text));

    /// <summary>Normalization throws on half a surrogate pair; runes replace it.</summary>
    private static string Valid(string text) => text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') ? string.Concat(text.EnumerateRunes()) : text;

    private static string? GreekName(Rune rune)
    {
        var letter = Rune.ToLowerInvariant(rune).Value;
        return letter == 'ς' ? "sigma" : letter is >= 'α' and <= 'ω' ? Greek[letter - 'α'] : null;
    }

    private static void Append(StringBuilder word, Rune rune)
    {
        // Letters that no normalization takes apart.
        _ = rune.Value switch
        {
            'ß' => word.Append("ss"),
            'æ' => word.Append("ae"),
            'œ' => word.Append("oe"),
            'ø' => word.Append('o'),
            'ł' => word.Append('l'),
            'đ' or 'ð' => word.Append('d'),
            'ı' => word.Append('i'),
            _ => word.Append(rune.ToString()),
        };
    }
}
