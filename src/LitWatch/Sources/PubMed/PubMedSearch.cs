using System.Globalization;
using System.Runtime.CompilerServices;
using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>One run over one window: halves it until PubMed names all records of each part, fetches them oldest part first, and keeps account.</summary>
internal sealed class PubMedSearch(PubMedClient client, string query, DateOnly today, SearchTranscript transcript)
{
    /// <summary>Asked for already: a record lies in two parts of the window when it was created in one and revised in the other.</summary>
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    /// <summary>PubMed's oldest records are of 1781 (by publication); its own dates begin in 1966.</summary>
    private static readonly DateOnly FirstDay = new(1700, 1, 1);

    private readonly HashSet<string> named = new(StringComparer.Ordinal);

    public async IAsyncEnumerable<SourceBatch> RunAsync(SearchWindow? window, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A stack, so that the older half is on top.
        var parts = new Stack<SearchWindow?>([window]);
        int? whole = null;
        while (parts.TryPop(out var part))
        {
            var found = await NamedAsync(part, cancellationToken);
            whole ??= found.Count;
            if (part is null && found.Count > PubMedSource.MostRecords)
            {
                // Only by date can it be parted; what has no date at all then shows as a shortfall against the whole.
                parts.Push(new SearchWindow(FirstDay, today.AddYears(1)));
                continue;
            }

            if (part is not null && found.Count > PubMedSource.MostRecords && part.From < part.To)
            {
                var middle = part.From.AddDays((part.To.DayNumber - part.From.DayNumber) / 2);
                parts.Push(new SearchWindow(middle.AddDays(1), part.To));
                parts.Push(new SearchWindow(part.From, middle));
                continue;
            }

            if (part is not null && found.Count > PubMedSource.MostRecords)
            {
                transcript.FallShort(Text($"PubMed has {found.Count} records for {part.From:yyyy-MM-dd} alone and names {found.Ids.Count} of them; narrow the strategy."));
            }

            await foreach (var batch in FetchAsync(found.Ids, cancellationToken))
            {
                yield return batch;
            }

            if (parts.Count == 0 && named.Count < whole)
            {
                transcript.FallShort(Text($"PubMed counted {whole} records for the window and named {named.Count} in its parts."));
            }

            yield return new SourceBatch([], IsWhole ? part?.To : null);
        }
    }

    /// <summary>Nothing is known to lack so far.</summary>
    private bool IsWhole => transcript is { Missing.Count: 0, Shortfalls.Count: 0 };

    /// <summary>The search of one part; asked once more when the list of ids is not as long as the count says.</summary>
    private async Task<ESearchResult> NamedAsync(SearchWindow? part, CancellationToken cancellationToken)
    {
        var term = PubMedSource.Term(query, part);
        var found = await client.SearchAsync(term, transcript, cancellationToken);
        if (!IsNamed(found))
        {
            found = await client.SearchAsync(term, transcript, cancellationToken);
        }

        if (!IsNamed(found))
        {
            transcript.FallShort(Text($"PubMed counted {found.Count} records for {(part is null ? "all dates" : Text($"{part.From:yyyy-MM-dd} to {part.To:yyyy-MM-dd}"))} and named {found.Ids.Count}."));
        }

        return found;
    }

    private static bool IsNamed(ESearchResult found) => found.Count > PubMedSource.MostRecords || found.Ids.Count == found.Count;

    private async IAsyncEnumerable<SourceBatch> FetchAsync(IReadOnlyList<string> ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        transcript.Promise(ids);
        named.UnionWith(ids);
        var lacking = new List<string>();
        foreach (var batch in ids.Where(asked.Add).Chunk(PubMedClient.FetchBatch))
        {
            var (articles, missing) = await DeliveredAsync(batch, cancellationToken);
            lacking.AddRange(missing);
            yield return new SourceBatch(articles);
        }

        // Once more; what is missing then stays among the transcript's Missing.
        foreach (var batch in lacking.Chunk(PubMedClient.FetchBatch))
        {
            var (articles, _) = await DeliveredAsync(batch, cancellationToken);
            yield return new SourceBatch(articles);
        }
    }

    private async Task<(IReadOnlyList<Article> Articles, IEnumerable<string> Missing)> DeliveredAsync(string[] batch, CancellationToken cancellationToken)
    {
        // Versions of one record may come side by side; the last is the newest.
        var articles = (await client.FetchAsync(batch, transcript, cancellationToken))
            .GroupBy(article => article.Id, StringComparer.Ordinal)
            .Select(versions => versions.Last())
            .ToList();
        var delivered = articles.Select(article => article.Pmid?.ToString() ?? "").ToHashSet(StringComparer.Ordinal);
        transcript.Deliver(batch.Where(delivered.Contains));
        foreach (var stranger in delivered.Except(batch, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            transcript.Warn(stranger.Length == 0 ? "PubMed delivered a record without PMID." : $"PubMed delivered PMID {stranger}, which was not asked for.");
        }

        return (articles, batch.Where(id => !delivered.Contains(id)));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
