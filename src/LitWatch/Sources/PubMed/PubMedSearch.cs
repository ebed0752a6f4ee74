using System.Globalization;
using System.Runtime.CompilerServices;
using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// One search of one window, or of its first part where PubMed has more than one search should bring: the list of PMIDs is the promise, the records
/// fetched by them the delivery, and the difference is named.
/// </summary>
internal sealed class PubMedSearch(PubMedClient client, string query, DateOnly today, SearchTranscript transcript)
{
    /// <summary>
    /// A list longer than this is not trusted to be whole. One below <see cref="PubMedClient.MostIds"/>, because of the last position: retstart may be 9,998 at most (measured).
    /// </summary>
    public const int MostNamed = PubMedClient.MostIds - 1;

    /// <summary>A larger window is searched in parts: so many new records take about a minute to fetch and store, and a handler has two.</summary>
    public const int Comfortable = 4_000;

    /// <summary>How often counts that do not add up are asked for again: PubMed takes in records while it is asked.</summary>
    private const int Tries = 3;

    /// <summary>The records of the first part, at most 200 a batch; <see cref="SearchTranscript.Rest"/> is set before the first batch.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Article>> RunAsync(SearchWindow? window, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (pmids, rest) = await PromisedAsync(window, cancellationToken);
        transcript.Promise(pmids);
        transcript.Leave(rest);
        var lacking = new List<string>();
        foreach (var asked in pmids.Chunk(PubMedClient.FetchBatch))
        {
            var (articles, missing) = await DeliveredAsync(asked, cancellationToken);
            lacking.AddRange(missing);
            yield return articles;
        }

        // Once more; what is missing then stays among the transcript's Missing.
        foreach (var asked in lacking.Chunk(PubMedClient.FetchBatch))
        {
            yield return (await DeliveredAsync(asked, cancellationToken)).Articles;
        }
    }

    /// <summary>The PMIDs of the window or of its first part, and what is left of it.</summary>
    private async Task<(IReadOnlyList<string> Pmids, SearchWindow? Left)> PromisedAsync(SearchWindow? window, CancellationToken cancellationToken)
    {
        var all = await NamedAsync(window is null ? null : new PubMedPart(window), cancellationToken);
        if (all.Count <= Comfortable && all.IsWhole)
        {
            return (all.Ids, null);
        }

        // PubMed may name fewer than it says it does; what it named is then what it can be asked for at once.
        var most = all.IsWhole || all.Count > MostNamed ? MostNamed : Math.Max(1, all.Ids.Count);

        if (window is null)
        {
            // Only by date can it be parted; what has no date at all then shows as a difference to the whole.
            window = new SearchWindow(PubMedTerm.FirstDay, today.AddYears(1));
            var undated = all.Count;
            all = await NamedAsync(new PubMedPart(window), cancellationToken);
            if (all.Count != undated)
            {
                transcript.FallShort(Text($"PubMed counted {undated} records, and {all.Count} by their dates."));
            }
        }

        for (var attempt = 1; ; attempt++)
        {
            var part = await new PubMedParts(CountAsync, today, most).FirstAsync(window, all.Count, cancellationToken);
            var named = await NamedAsync(part, cancellationToken);
            var rest = part.CreatedThrough is { } created ? window.AfterCreated(created) : window.After(part.Window.To);
            var left = rest is null ? 0 : await CountAsync(new PubMedPart(rest), cancellationToken);
            if (named.Count + left != all.Count && attempt < Tries)
            {
                all = await NamedAsync(new PubMedPart(window), cancellationToken);
                continue;
            }

            if (named.Count + left != all.Count)
            {
                transcript.FallShort(Text($"PubMed counted {all.Count} records for {Words(window)}, and in its two parts {named.Count} and {left}, {Tries} times over."));
            }

            if (!named.IsWhole)
            {
                transcript.FallShort(Text($"PubMed has {named.Count} records for {Words(part.Window)} and names {named.Ids.Count} of them{(named.Count > MostNamed ? "; narrow the strategy" : "")}."));
            }

            // A day of which records are counted and none is named cannot be parted any further: what was named at first is all there is to fetch.
            return named.Ids.Count == 0 && named.Count > 0 ? (all.Ids, window.After(part.Window.To)) : (named.Ids, rest);
        }
    }

    /// <summary>The search of one part; asked again when the list of PMIDs is not as long as the count says, though it could be.</summary>
    private async Task<ESearchResult> NamedAsync(PubMedPart? part, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var found = await client.SearchAsync(PubMedTerm.Of(query, part), PubMedClient.MostIds, transcript, cancellationToken);
            if (found.IsWhole || found.Count > MostNamed || attempt == Tries)
            {
                return found;
            }
        }
    }

    private async Task<int> CountAsync(PubMedPart part, CancellationToken cancellationToken) =>
        (await client.SearchAsync(PubMedTerm.Of(query, part), most: 0, transcript, cancellationToken)).Count;

    private async Task<(IReadOnlyList<Article> Articles, IEnumerable<string> Missing)> DeliveredAsync(string[] asked, CancellationToken cancellationToken)
    {
        // Versions of one record may come side by side; the last is the newest.
        var articles = (await client.FetchAsync(asked, transcript, cancellationToken))
            .GroupBy(article => article.Records[0].Id, StringComparer.Ordinal)
            .ToDictionary(versions => versions.Key, versions => versions.Last(), StringComparer.Ordinal);
        var delivered = asked.Where(articles.ContainsKey).ToList();
        transcript.Deliver(delivered);
        foreach (var stranger in articles.Keys.Except(asked, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            // It is in the archive; whether it matches, no search has said.
            transcript.Warn($"PubMed delivered {(Pmid.TryParse(stranger, out _) ? $"PMID {stranger}, which was not asked for" : "a record without PMID")}; it is left out.");
        }

        return ([.. delivered.Select(pmid => articles[pmid])], asked.Except(delivered, StringComparer.Ordinal));
    }

    private static string Words(SearchWindow window) => window.From < window.To ? Text($"{window.From:yyyy-MM-dd} to {window.To:yyyy-MM-dd}") : Text($"{window.From:yyyy-MM-dd}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
