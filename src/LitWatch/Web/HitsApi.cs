using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <param name="Article">As merged now.</param>
internal sealed record HitView(Article Article, IReadOnlyList<Hit> Hits);

/// <summary><c>GET hits?alert=&amp;since=</c>: what an alert's strategies matched, each article once, newest first.</summary>
internal sealed class ListHits(AlertStore alerts, AlertHits found, Caller caller) : IHttpHandler
{
    public const string Route = "api/hits";

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await alerts.FindAsync(caller.Team, request.Query["alert"].ToString(), cancellationToken) is not var (alert, _))
        {
            return Problems.NotFound("alert");
        }

        var hits = await found.OfAsync(alert, request.Instant("since") ?? DateTimeOffset.MinValue, cancellationToken);
        return request.Json(await hits.ToAsyncEnumerable().PageAsync(request, AlertHits.KeyOf, cancellationToken), WebJson.Default.ListPageHitView);
    }
}

/// <summary>Hits of an alert over all strategies it had, by article.</summary>
internal sealed class AlertHits(HitStore hits, ArticleStore articles)
{
    public async Task<IReadOnlyList<HitView>> OfAsync(Alert alert, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var byArticle = new Dictionary<string, (Article Article, List<Hit> Hits)>(StringComparer.Ordinal);
        foreach (var strategy in alert.Strategies.Select(version => version.Hash).Distinct(StringComparer.Ordinal))
        {
            await foreach (var hit in hits.SinceAsync(strategy, since, cancellationToken))
            {
                if (await articles.FindRootAsync(hit.Article, cancellationToken) is { } root)
                {
                    if (!byArticle.TryGetValue(root.Id, out var known))
                    {
                        byArticle[root.Id] = known = (root.Merged(), []);
                    }

                    known.Hits.Add(hit);
                }
            }
        }

        return
        [
            .. byArticle.Values
                .Select(entry => new HitView(entry.Article, entry.Hits))
                .OrderBy(KeyOf, StringComparer.Ordinal),
        ];
    }

    /// <summary>Newest first.</summary>
    public static string KeyOf(HitView view) => $"{TableKey.Inverted(view.Hits.Min(hit => hit.FirstSeenAt))}|{view.Article.Id}";
}
