using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace LitWatch.Articles;

/// <summary>The one form of text in articles: Unicode NFC, single spaces, no control characters.</summary>
internal static class PlainText
{
    private const int ShortEnoughForStack = 256;

    /// <summary>Normal form of <paramref name="text"/>, which is <paramref name="text"/> itself where it is normal; null when nothing is left.</summary>
    public static string? Normalize(string? text) =>
        string.IsNullOrEmpty(text) ? null : IsNormal(text) ? text : Normalize(text.AsSpan());

    /// <summary>Normal form of <paramref name="text"/>; null when nothing is left.</summary>
    public static string? Normalize(ReadOnlySpan<char> text)
    {
        // Often all that is not normal is white space around it.
        text = text.Trim();
        return text.IsEmpty ? null : IsNormal(text) ? text.ToString() : Rewrite(text);
    }

    /// <summary>True only for text that is its own normal form; false also where that would take more than a look at each character.</summary>
    public static bool IsNormal(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] == ' ' || text[^1] == ' ' || text.IndexOf("  ", StringComparison.Ordinal) >= 0)
        {
            return false;
        }

        for (var at = text.IndexOfAnyExceptInRange(' ', '~'); at >= 0;)
        {
            if (!StandsAlone(text[at]))
            {
                return false;
            }

            text = text[(at + 1)..];
            at = text.IndexOfAnyExceptInRange(' ', '~');
        }

        return true;
    }

    /// <summary>
    /// No white space, no control, and normal next to any neighbour (NFC_Quick_Check=Yes and combining class 0 in Unicode's DerivedNormalizationProps):
    /// Latin, Greek, punctuation, arrows and mathematical operators, which is what articles are written in.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool StandsAlone(char c) => c is (> '\u00A0' and < '\u0300') or (>= '\u0388' and < '\u0400') or (>= '\u2010' and < '\u2028') or (>= '\u2030' and < '\u205F') or (>= '\u2190' and < '\u2300');

    private static string? Rewrite(ReadOnlySpan<char> text)
    {
        var rented = text.Length > ShortEnoughForStack ? ArrayPool<char>.Shared.Rent(text.Length) : null;
        var result = rented ?? stackalloc char[ShortEnoughForStack];
        var length = 0;
        var isPlain = true;
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            if (c is > ' ' and <= '~' || StandsAlone(c))
            {
                result[length++] = c;
                at++;
                continue;
            }

            Rune.DecodeFromUtf16(text[at..], out var rune, out var consumed);
            at += consumed;
            // U+FFFE is no character, and .NET normalises no text that holds it.
            if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune) && rune.Value != 0xFFFE)
            {
                length += rune.EncodeToUtf16(result[length..]);
                isPlain = false;
            }
            else if (length > 0 && result[length - 1] != ' ')
            {
                result[length++] = ' ';
            }
        }

        var normal = result[..length].TrimEnd(' ').ToString();
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return normal.Length == 0 ? null : isPlain ? normal : normal.Normalize(NormalizationForm.FormC);
    }
}
