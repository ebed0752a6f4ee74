using System.Globalization;
using System.Text;

namespace LitWatch.Digests.Mail;

/// <summary>
/// Text that others wrote, made fit for one line of a mail. Encoding for HTML is the renderer's work; this takes away what does harm
/// after decoding too: line breaks (header injection) and characters that turn the direction of all text behind them (CVE-2021-42574).
/// </summary>
internal static class ForeignText
{
    // Looking further back for a gap would cut away a good part of a text without gaps (Chinese, or a hostile one).
    private const int LongestWord = 30;

    // Letters of all scripts have fewer; towers of them spill over other lines.
    private const int MostMarks = 4;

    /// <summary>One line without control, bidirectional and other invisible characters, cut at a word near <paramref name="max"/>.</summary>
    public static string Line(string? text, int max = 200)
    {
        // Most of an over-long text is thrown away, so it need not be cleaned first.
        var clean = Clean(text is null || text.Length <= 4 * max ? text : text[..(4 * max)]).Trim();
        return clean.Length <= max ? clean : clean[..WordEnd(clean, max - 1)].TrimEnd() + "…";
    }

    /// <summary>As <see cref="Line"/>, but neither cut nor trimmed: for the parts of a text that is put together again.</summary>
    public static string Clean(string? text)
    {
        var result = new StringBuilder(text?.Length ?? 0);
        var marks = 0;
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            marks = IsMark(rune) ? marks + 1 : 0;
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (result is not [.., ' '])
                {
                    result.Append(' ');
                }
            }
            else if (IsVisible(rune) && marks <= MostMarks)
            {
                result.Append(rune.ToString());
            }
        }

        return result.ToString();
    }

    /// <summary>The last place at or before <paramref name="position"/> at which <paramref name="text"/> can be cut.</summary>
    public static int WordEnd(string text, int position)
    {
        if (position >= text.Length)
        {
            return text.Length;
        }

        var gap = text.LastIndexOf(' ', position, Math.Min(LongestWord, position + 1));
        return gap > 0 ? gap : Whole(text, position);
    }

    /// <summary>The first place at or after <paramref name="position"/> at which a word starts.</summary>
    public static int WordStart(string text, int position)
    {
        if (position <= 0)
        {
            return 0;
        }

        var gap = text.IndexOf(' ', position - 1, Math.Min(LongestWord, text.Length - position + 1));
        return gap >= 0 ? gap + 1 : Whole(text, position);
    }

    /// <summary><paramref name="position"/>, or one less where it would halve a surrogate pair.</summary>
    public static int Whole(string text, int position) =>
        position > 0 && position < text.Length && char.IsSurrogatePair(text[position - 1], text[position]) ? position - 1 : position;

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    // The two joiners are letters' own business in Persian, Hindi and emoji; the other format characters only steer the display. XML has no place for U+FFFE and its like.
    private static bool IsVisible(Rune rune) =>
        rune.Value is 0x200C or 0x200D || ((rune.Value & 0xFFFE) != 0xFFFE && Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format);
}
