using System.Text.RegularExpressions;
using LitWatch.Articles;

namespace LitWatch.Sources;

/// <summary>
/// Publishers deliver keywords one an element, or all in one element. A <c>;</c> separates; a comma does so only where one
/// element is the whole list and has three or more parts: <c>Biopsy, needle</c> and <c>PBS, phosphate-buffered saline</c> are one keyword each.
/// </summary>
internal static partial class KeywordList
{
    private const int FewestPartsOfCommaList = 3;

    /// <param name="elements">The elements of one list, as text.</param>
    public static IEnumerable<string> Split(IReadOnlyList<string?> elements)
    {
        foreach (var text in elements)
        {
            if (Separator(text ?? "", elements.Count == 1) is not { } separator)
            {
                if (PlainText.Normalize(text) is { } keyword)
                {
                    yield return keyword;
                }

                continue;
            }

            foreach (var part in text!.Split(separator))
            {
                if (PlainText.Normalize(part) is { } keyword)
                {
                    yield return keyword;
                }
            }
        }
    }

    private static char? Separator(string text, bool alone) =>
        text.Contains(';', StringComparison.Ordinal) && !Entity().IsMatch(text) ? ';'
        : alone && text.AsSpan().Count(',') >= FewestPartsOfCommaList - 1 && !text.Contains('(', StringComparison.Ordinal) ? ','
        : null;

    /// <summary>An entity that was escaped once too often (<c>&amp;amp;beta;</c>) ends in a semicolon that separates nothing.</summary>
    [GeneratedRegex(@"&#?\w+;", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Entity();
}
