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
    public static IEnumerable<string> Split(IReadOnlyList<string?> elements) =>
        elements.SelectMany(text => Parts(text ?? "", elements.Count == 1)).Select(PlainText.Normalize).OfType<string>();

    private static string[] Parts(string text, bool alone)
    {
        if (text.Contains(';', StringComparison.Ordinal) && !Entity().IsMatch(text))
        {
            return text.Split(';');
        }

        var parts = text.Split(',');
        return alone && parts.Length >= FewestPartsOfCommaList && !text.Contains('(', StringComparison.Ordinal) ? parts : [text];
    }

    /// <summary>An entity that was escaped once too often (<c>&amp;amp;beta;</c>) ends in a semicolon that separates nothing.</summary>
    [GeneratedRegex(@"&#?\w+;", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Entity();
}
