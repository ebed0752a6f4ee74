using System.Globalization;
using System.Text;

namespace LitWatch.Replay.PubMed;

/// <summary>Text as PubMed's index sees it: words of letters and digits, case and diacritics folded; a hyphen or an apostrophe parts words.</summary>
internal static class PubMedText
{
    public static string[] Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in Valid(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
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
            'ς' => word.Append('σ'),
            _ => word.Append(rune.ToString()),
        };
    }
}
