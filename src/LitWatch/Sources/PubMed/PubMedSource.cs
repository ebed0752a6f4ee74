using System.Runtime.CompilerServices;
using LitWatch.Articles;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// PubMed over a window of its own days, which are those of Bethesda, Maryland (US Eastern): NLM stamps every date of a record there, so a day of a server in another
/// zone would close before PubMed's does. A record belongs to the window by any of four dates; see <see cref="PubMedTerm"/>.
/// </summary>
internal sealed class PubMedSource(PubMedClient client, TimeProvider time) : ILiteratureSource
{
    private static readonly TimeZoneInfo Eastern = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    public string Name => SourceNames.PubMed;

    public DateOnly Today => DateOnly.FromDateTime(Now);

    /// <summary>NCBI asks for large jobs on weekends or between 21:00 and 05:00 Eastern (NBK25497).</summary>
    public bool IsPeak => Now is { DayOfWeek: not (DayOfWeek.Saturday or DayOfWeek.Sunday), Hour: >= 5 and < 21 };

    private DateTime Now => TimeZoneInfo.ConvertTime(time.GetUtcNow(), Eastern).DateTime;

    public IReadOnlyList<string> Queries(Strategy strategy) => [PubMedQuery.Render(strategy)];

    public async IAsyncEnumerable<IReadOnlyList<Article>> SearchAsync(
        Strategy strategy, SearchWindow? window, SearchTranscript transcript, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = PubMedQuery.Render(strategy);
        if (query.Length == 0)
        {
            throw new SourceException(SourceNames.PubMed, "The strategy leaves nothing to ask PubMed for.", retryable: false);
        }

        var matcher = StrategyMatcher.For(strategy);
        await foreach (var articles in new PubMedSearch(client, query, Today, transcript).RunAsync(window, cancellationToken))
        {
            // Exclusions that PubMed cannot evaluate exactly are ours to apply; see PubMedQuery.LeftToMatcher.
            var excluded = strategy.Not.Count == 0 ? [] : articles.Where(article => matcher.MatchDelivered(article) is null).ToHashSet();
            if (excluded.Count > 0)
            {
                transcript.Exclude(excluded.Select(article => article.Records[0].Id));
                transcript.Sift(articles.Count - excluded.Count, excluded.Count);
            }

            yield return [.. articles.Where(article => !excluded.Contains(article))];
        }
    }
}
