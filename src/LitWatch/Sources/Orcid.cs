namespace LitWatch.Sources;

/// <summary>ORCID iDs come bare, with and without hyphens, with spaces, and as addresses of several spellings; articles carry one form.</summary>
internal static class Orcid
{
    private const int Digits = 16;
    private const int Group = 4;

    /// <summary><c>0000-0002-1825-0097</c>, or null when <paramref name="text"/> does not end in sixteen digits (the last may be X).</summary>
    public static string? Normalize(ReadOnlySpan<char> text)
    {
        Span<char> form = stackalloc char[Digits + (Digits / Group) - 1];
        var place = form.Length;
        var rest = text.TrimEnd(" /.\t\r\n\u00A0");
        for (; place > 0 && rest.Length > 0; rest = rest[..^1])
        {
            var c = rest[^1];
            if (char.IsAsciiDigit(c) || (c is 'x' or 'X' && place == form.Length))
            {
                form[--place] = c == 'x' ? 'X' : c;
                if (place > 0 && (form.Length - place) % (Group + 1) == Group)
                {
                    form[--place] = '-';
                }
            }
            else if (!IsGap(c) || place == form.Length)
            {
                return null;
            }
        }

        return place == 0 && (rest.IsEmpty || !char.IsAsciiDigit(rest[^1])) ? form.ToString() : null;
    }

    private static bool IsGap(char c) => c is '-' or (>= '\u2010' and <= '\u2015') or '\u2212' || char.IsWhiteSpace(c);
}
