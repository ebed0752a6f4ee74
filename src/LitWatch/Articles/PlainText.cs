using System.Text;

namespace LitWatch.Articles;

/// <summary>The one form of text in articles: Unicode NFC, single spaces, no control characters.</summary>
internal static class PlainText
{
    /// <summary>Normal form of <paramref name="text"/>; null when nothing is left.</summary>
    public static string? Normalize(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isGap = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune);
            if (!isGap)
            {
                result.Append(rune.ToString());
            }
            else if (result is [.., not ' '])
            {
                result.Append(' ');
            }
        }

        var normal = result.ToString().Trim();
        return normal.Length == 0 ? null : normal.Normalize(NormalizationForm.FormC);
    }
}
