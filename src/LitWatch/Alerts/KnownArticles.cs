using LitWatch.Articles;
using LitWatch.Deduplication;
using LitWatch.Storage;

namespace LitWatch.Alerts;

/// <summary>What a team has seen before, as hits of its alerts.</summary>
internal sealed class KnownArticles(AlertStore alerts, HitStore hits, ArticleKeyStore keys)
{
    private const int AtOnce = 16;

    /// <summary>For each article, which need not be stored, the ids of the team's alerts that have it.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> AlertsOfAsync(string team, IReadOnlyList<Article> articles, CancellationToken cancellationToken)
    {
        var owners = (await alerts.AllAsync(team, cancellationToken).ToListAsync(cancellationToken))
            .SelectMany(alert => alert.Strategies.Select(version => (version.Hash, alert.Id)))
            .ToLookup(pair => pair.Hash, pair => pair.Id, StringComparer.Ordinal);
        var known = new IReadOnlyList<string>[articles.Count];
        await Parallel.ForAsync(0, articles.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (i, token) =>
            known[i] = [.. (await StrategiesAsync(articles[i], token)).SelectMany(strategy => owners[strategy]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        return known;
    }

    // A source may name an article that only another one has told of so far: then they share an identifier.
    private async Task<IReadOnlyCollection<string>> StrategiesAsync(Article article, CancellationToken cancellationToken)
    {
        var records = article.Records.Select(record => ArticleId.Of(record.Source, record.Id)).ToHashSet(StringComparer.Ordinal);
        foreach (var key in ArticleKey.Identifiers(article))
        {
            records.UnionWith(await keys.BearersAsync(key, cancellationToken));
        }

        var strategies = new HashSet<string>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            strategies.UnionWith(await hits.StrategiesOfAsync(record, cancellationToken));
        }

        return strategies;
    }
}
