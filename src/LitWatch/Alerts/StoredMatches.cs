using System.Runtime.CompilerServices;
using LitWatch.Articles;
using LitWatch.Storage;
using LitWatch.Strategies.Matching;

namespace LitWatch.Alerts;

/// <summary>What strategies would have found of the articles that searches have found, whoever's: a look through all of them.</summary>
internal sealed class StoredMatches(ArticleStore articles)
{
    /// <summary>Every article looked at, and which strategies match it, if any.</summary>
    /// <param name="since">Only articles that a source took in or changed on this day or later; all when null.</param>
    public async IAsyncEnumerable<(Article Article, IReadOnlyList<StrategyMatch> Matches)> OfAsync(StrategySet strategies, DateOnly? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var stored in articles.RootsAsync(cancellationToken))
        {
            if (since is not { } first || stored.Parts.Any(part => Day(part) >= first))
            {
                var article = stored.Merged();
                yield return (article, strategies.Match(article));
            }
        }
    }

    /// <summary>Of the newest change at its source; of what has no such days (pages, files), of the reading.</summary>
    private static DateOnly? Day(Article record) =>
        record.Dates.Latest ?? (record.Records.Max(source => source.Retrieved) is { } retrieved ? DateOnly.FromDateTime(retrieved.UtcDateTime) : null);
}
