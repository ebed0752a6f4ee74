using System.Globalization;
using System.Text.RegularExpressions;

namespace LitWatch.Deduplication;

/// <summary>
/// Pages as sources write them: <c>1225-1230</c>, <c>1225-30</c>, <c>S86-S87</c>, <c>e43268</c>, <c>viii108</c>, <c>230-5, 246-51</c>. Numbers of an article by itself (<c>1-9</c>, online first) and
/// what a spreadsheet made of them (<c>01-Jun</c>) say nothing of its place.
/// </summary>
internal sealed partial class PageSpan
{
    private readonly List<(string Letters, int First, int Last)> _ranges;

    private PageSpan(List<(string Letters, int First, int Last)> ranges) => _ranges = ranges;

    /// <summary>The first page without its letters: what copies of one record have in common.</summary>
    public int Number => _ranges[0].First;

    /// <summary>Null when the text names no place in a volume.</summary>
    public static PageSpan? Of(string? pages)
    {
        if (pages is null || Date().IsMatch(pages))
        {
            return null;
        }

        var ranges = Range().Matches(pages.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal).Replace('–', '-'))
            .Select(Read).OfType<(string Letters, int First, int Last)>().Where(range => range.First > 1 || range.Letters.Length > 0).ToList();
        return ranges.Count == 0 ? null : new PageSpan(ranges);
    }

    public static Agreement Compare(PageSpan? one, PageSpan? other) =>
        one is null || other is null ? Agreement.Unknown
        : one._ranges.Exists(range => other._ranges.Exists(theirs => range.First == theirs.First && range.Letters == theirs.Letters)) ? Agreement.Same
        : one._ranges.Exists(range => other._ranges.Exists(theirs => IsNear(range, theirs))) ? Agreement.Near
        : one.IsLocator != other.IsLocator ? Agreement.Unknown
        : Agreement.Different;

    /// <summary>Whether both cover the same two pages or more: one abstract of many on a page does not.</summary>
    public bool IsSameSpan(PageSpan other) => _ranges.Exists(range => range.Last > range.First && other._ranges.Exists(theirs => range.First == theirs.First && range.Last == theirs.Last));

    /// <summary>Numbered as an article (<c>e43268</c>), not by pages: it says nothing against a page.</summary>
    private bool IsLocator => _ranges[0].Letters is ['e', ..] or ['a', ..] || _ranges[0].First > 9_999;

    // Other letters before the same number, or a slip in one end of a range.
    private static bool IsNear((string Letters, int First, int Last) one, (string Letters, int First, int Last) other) =>
        one.First == other.First
        || (one.Letters == other.Letters && one.Last > one.First && other.Last > other.First
            && Math.Max(one.First, other.First) < Math.Min(one.Last, other.Last) && Math.Abs(one.First - other.First) <= 2);

    private static (string Letters, int First, int Last)? Read(Match range)
    {
        if (!int.TryParse(range.Groups["first"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var first))
        {
            return null;
        }

        var text = range.Groups["last"].Value;
        var whole = text.Length > 0 && text.Length < range.Groups["first"].Value.Length ? range.Groups["first"].Value[..^text.Length] + text : text;
        var letters = range.Groups["letters"].Value;
        return (letters is "p" or "pp" ? "" : letters, first, int.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : first);
    }

    [GeneratedRegex(@"(?<letters>[a-z]*)0*(?<first>[0-9]+)[a-z]?(?:\.[a-z]*[0-9]+)?(?:-+[a-z]*(?<last>[0-9]+))?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Range();

    [GeneratedRegex("^ *[0-9]{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Date();
}
