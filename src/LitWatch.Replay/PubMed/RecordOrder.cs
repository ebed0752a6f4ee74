namespace LitWatch.Replay.PubMed;

/// <summary>The orders that ESearch's sort names. Records come in already in the default order, most recent first.</summary>
internal static class RecordOrder
{
    public static bool IsKnown(string? sort) => Name(sort) is "" or "relevance" or "pubdate" or "author" or "journalname" or "journal" or "mostrecent" or "date";

    public static IEnumerable<PubMedRecord> Sort(IEnumerable<PubMedRecord> records, string? sort, IReadOnlyList<string> words) => Name(sort) switch
    {
        "pubdate" => records.OrderByDescending(r => r.Published.DefaultIfEmpty(DateOnly.MinValue).Max()),
        "author" => records.OrderBy(r => r.Terms.Values(Field.Author).FirstOrDefault() ?? "\uFFFF", StringComparer.Ordinal),
        "journal" or "journalname" => records.OrderBy(r => r.Terms.Values(Field.Journal).FirstOrDefault() ?? "\uFFFF", StringComparer.Ordinal),
        "relevance" => records.OrderByDescending(r => Weight(r, words.ToHashSet(StringComparer.Ordinal))),
        _ => records,
    };

    private static string Name(string? sort) => (sort ?? "").Replace("_", "", StringComparison.Ordinal).Replace("+", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>A word in the title counts thrice: enough of an order to differ from the default one.</summary>
    private static int Weight(PubMedRecord record, HashSet<string> words) =>
        (2 * Count(record, Field.Title, words)) + Count(record, Field.TitleAbstract, words);

    private static int Count(PubMedRecord record, Field field, HashSet<string> words) => record.Terms.Text(field).Sum(run => run.Count(words.Contains));
}
