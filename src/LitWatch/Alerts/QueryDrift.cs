using System.Text.RegularExpressions;

namespace LitWatch.Alerts;

/// <summary>
/// Whether a source understands an unchanged strategy otherwise than before: it has learnt a heading, forgotten a phrase, changed its rules. The translated query
/// tells, without its days, which are others in each run.
/// </summary>
internal static partial class QueryDrift
{
    private const int LongestQuote = 300;

    /// <summary>In words; null where nothing changed, or nothing can be compared.</summary>
    /// <param name="before">The newest run before this one that has a translation.</param>
    /// <param name="queries">As the strategy is rendered now.</param>
    /// <param name="translated">As the source understood them now.</param>
    public static string? Of(SearchRun before, IReadOnlyList<string> queries, IReadOnlyList<string> translated)
    {
        var known = before.TranslatedQueries.Select(Timeless).ToHashSet(StringComparer.Ordinal);
        if (known.Count == 0 || translated.Select(Timeless).FirstOrDefault(query => !known.Contains(query)) is not { } now)
        {
            return null;
        }

        var who = queries.SequenceEqual(before.Queries, StringComparer.Ordinal)
            ? $"{before.Source} understands this unchanged strategy otherwise than on {before.SearchedAt:yyyy-MM-dd}"
            : $"this unchanged strategy is asked otherwise than on {before.SearchedAt:yyyy-MM-dd} (software {before.SoftwareVersion})";
        return $"{who}. Now: {Quote(now)} Before: {Quote(known.First())}";
    }

    /// <summary>Up to the first day, without what joins the two: <c>((drug) AND (reaction)) AND (2026/11/16:…</c>.</summary>
    public static string Timeless(string translated) =>
        Day().Match(translated) is { Success: true } day ? Joint().Replace(translated[..day.Index], "") : translated;

    private static string Quote(string query) => query.Length <= LongestQuote ? $"{query}." : $"{query[..LongestQuote]}…";

    [GeneratedRegex(@"""?\b\d{4}/\d{1,2}/\d{1,2}""?\s*(?:\[[^\]]*\])?\s*:|""?\b\d{4}/\d{1,2}/\d{1,2}""?\s*\[", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Day();

    [GeneratedRegex(@"(?:\s|\(|\bAND\b|\bOR\b|\bNOT\b)+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Joint();
}
