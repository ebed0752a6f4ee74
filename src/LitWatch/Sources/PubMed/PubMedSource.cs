using System.Globalization;
using System.Runtime.CompilerServices;
using LitWatch.Articles;
using LitWatch.Strategies;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// PubMed over a window of its own days (US Eastern). A record belongs to the window by any of four dates: created (CRDT), entered (EDAT, which
/// is the publication date for late arrivals), indexed (MHDA: MeSH terms match only from then on) or revised (LR: retractions, corrections).
/// </summary>
internal sealed class PubMedSource(PubMedClient client, TimeProvider time) : ILiteratureSource
{
    /// <summary>
    /// A search that counts more is halved. One below <see cref="PubMedClient.MostIds"/>, because of the last position: retstart may be 9,998 at most (measured).
    /// </summary>
    public const int MostRecords = PubMedClient.MostIds - 1;

    private static readonly TimeZoneInfo Eastern = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    public string Name => SourceNames.PubMed;

    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), Eastern).DateTime);

    /// <summary>The query with the four date ranges, as it is sent; without a window the query alone.</summary>
    public static string Term(string query, SearchWindow? window)
    {
        if (window is null)
        {
            return query;
        }

        var range = string.Create(CultureInfo.InvariantCulture, $"{window.From:yyyy'/'MM'/'dd}:{window.To:yyyy'/'MM'/'dd}");
        return $"({query}) AND ({range}[crdt] OR {range}[edat] OR {range}[mhda] OR {range}[lr])";
    }

    public IReadOnlyList<string> Queries(Strategy strategy) => [PubMedQuery.Render(strategy)];

    public async IAsyncEnumerable<SourceBatch> SearchAsync(
        Strategy strategy, SearchWindow? window, SearchTranscript transcript, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = PubMedQuery.Render(strategy);
        if (query.Length == 0)
        {
            throw new SourceException(SourceNames.PubMed, "The strategy leaves nothing to ask PubMed for.", retryable: false);
        }

        var matcher = StrategyMatcher.For(strategy);
        await foreach (var batch in new PubMedSearch(client, query, Today, transcript).RunAsync(window, cancellationToken))
        {
            // Exclusions that PubMed cannot evaluate exactly are ours to apply; see PubMedQuery.LeftToMatcher.
            Article[] wanted = strategy.Not.Count == 0 ? [.. batch.Articles] : [.. batch.Articles.Where(article => matcher.MatchDelivered(article) is not null)];
            if (wanted.Length < batch.Articles.Count)
            {
                transcript.Sift(wanted.Length, batch.Articles.Count - wanted.Length);
            }

            yield return batch with { Articles = wanted };
        }
    }
}
