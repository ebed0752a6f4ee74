using System.Globalization;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Digests;
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

/// <summary><c>GET runs?alert=&amp;from=&amp;to=</c>: the searches made for an alert, newest first.</summary>
internal sealed class ListRuns(AlertStore alerts, AlertRuns runs, Caller caller) : IHttpHandler
{
    public const string Route = "api/runs";

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var wanted = new List<Alert>();
        if (request.Query["alert"].ToString() is { Length: > 0 } id)
        {
            if (await alerts.FindAsync(caller.Team, id, cancellationToken) is not var (alert, _))
            {
                return Problems.NotFound("alert");
            }

            wanted.Add(alert);
        }
        else
        {
            wanted = await alerts.AllAsync(caller.Team, cancellationToken).ToListAsync(cancellationToken);
        }

        var found = await runs.OfAsync(wanted, request.Instant("from") ?? DateTimeOffset.MinValue, request.InstantThrough("to") ?? DateTimeOffset.MaxValue, cancellationToken);
        return request.Json(await found.ToAsyncEnumerable().PageAsync(request, AlertRuns.KeyOf, cancellationToken), WebJson.Default.ListPageSearchRun);
    }
}

/// <summary>Runs of alerts over all strategies and sources they had.</summary>
internal sealed class AlertRuns(RunStore runs)
{
    // All there are, not those an alert has now: what was searched before a source was dropped stays in view.
    private static readonly string[] Searched = [SourceNames.PubMed, SourceNames.Crossref];

    public async Task<IReadOnlyList<SearchRun>> OfAsync(IEnumerable<Alert> alerts, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var searched = alerts
            .SelectMany(alert => alert.Strategies)
            .SelectMany(version => Searched.Select(source => (version.Hash, Source: source)))
            .Distinct();
        var found = new List<SearchRun>();
        foreach (var (strategy, source) in searched)
        {
            await foreach (var run in runs.SinceAsync(strategy, source, from, cancellationToken))
            {
                if (run.SearchedAt <= to)
                {
                    found.Add(run);
                }
            }
        }

        return [.. found.OrderBy(KeyOf, StringComparer.Ordinal)];
    }

    /// <summary>Newest first.</summary>
    public static string KeyOf(SearchRun run) => $"{TableKey.Inverted(run.SearchedAt)}|{run.Id}";

    /// <summary>Whether a run is one of the alerts' own: other teams' runs are not theirs to read.</summary>
    public static bool IsOf(SearchRun run, IEnumerable<Alert> alerts) => alerts.Any(alert => alert.Strategies.Any(version => version.Hash == run.Strategy));
}

/// <summary><c>GET runs/{id}/raw/{page}</c>: one archived answer, byte for byte; pages count from 1.</summary>
internal sealed class ShowRawPage(AlertStore alerts, RunStore runs, RawArchive archive, Caller caller) : IHttpHandler
{
    public const string Route = "api/runs/{id}/raw/{page}";

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(request.RouteValue("id"), cancellationToken) is not { } run
            || !AlertRuns.IsOf(run, await alerts.AllAsync(caller.Team, cancellationToken).ToListAsync(cancellationToken)))
        {
            return Problems.NotFound("run");
        }

        var found = int.TryParse(request.RouteValue("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= run.Raw.Count;
        return found && await archive.ReadAsync(run.Raw[number - 1], cancellationToken) is { } bytes
            // Foreign bytes: never shown as a page of ours.
            ? Results.Bytes(bytes, "application/octet-stream", $"{run.Id}-{number}")
            : Problems.NotFound("page of that run");
    }
}

/// <summary><c>GET articles/{id}</c>: by our identifier, under any alias.</summary>
internal sealed class ShowArticle(ArticleStore articles) : IHttpHandler
{
    public const string Route = "api/articles/{id}";

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await articles.FindRootAsync(request.RouteValue("id"), cancellationToken) is { } root
            ? request.Json(root.Merged(), ArticleJson.Readable.Article)
            : Problems.NotFound("article");
}

/// <param name="Records">What each source says of the article, as it came.</param>
/// <param name="Joins">Which records were taken for one work, when, by which rules and on what evidence.</param>
/// <param name="Splits">What people took apart since.</param>
internal sealed record ArticleHistory(IReadOnlyList<Article> Records, IReadOnlyList<ArticleJoin> Joins, IReadOnlyList<ArticleSplit> Splits);

/// <summary><c>GET articles/{id}/history</c>: why the records of an article are one.</summary>
internal sealed class ShowArticleHistory(ArticleStore articles) : IHttpHandler
{
    public const string Route = "api/articles/{id}/history";

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await articles.FindRootAsync(request.RouteValue("id"), cancellationToken) is { } root
            ? request.Json(new ArticleHistory([.. root.Parts], root.Joins, root.Splits), WebJson.Default.ArticleHistory)
            : Problems.NotFound("article");
}

/// <param name="Record">The record to take out: its article id, or its source and number there (<c>crossref:10.5826/dpc.1202a88</c>).</param>
/// <param name="Reason">Why the two are not one work.</param>
internal sealed record SplitRequest(string? Record, string? Reason);

/// <param name="Taken">The article of the record that was taken out.</param>
/// <param name="Left">That of the others.</param>
internal sealed record SplitAnswer(Article Taken, Article Left);

/// <summary><c>POST articles/{id}/split</c>: takes a record out of an article that it does not belong to.</summary>
internal sealed class SplitJoinedArticle(ArticleStore articles, SplitArticle split, Caller caller) : IHttpHandler
{
    public const string Route = "api/articles/{id}/split";

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var asked = await request.BodyAsync(WebJson.Default.SplitRequest, cancellationToken);
        if (string.IsNullOrWhiteSpace(asked.Reason))
        {
            throw new RequestException("reason", "reason must say why the two are not one work.");
        }

        if (await articles.FindRootAsync(request.RouteValue("id"), cancellationToken) is not { } root)
        {
            return Problems.NotFound("article");
        }

        var record = root.Parts.FirstOrDefault(part => part.Id == asked.Record || part.Records.Any(from => $"{from.Source}:{from.Id}" == asked.Record))?.Id
            ?? throw new RequestException("record", $"record must be one of {string.Join(", ", root.Parts.SelectMany(part => part.Records).Select(from => $"{from.Source}:{from.Id}"))}.");
        return await split.RunAsync(record, $"{caller.Team}/{caller.Name}", asked.Reason.Trim(), cancellationToken) is var (taken, left)
            ? request.Json(new SplitAnswer(taken.Merged(), left.Merged()), WebJson.Default.SplitAnswer)
            : throw new RequestException("record", "The article has one record only; there is nothing to take apart.");
    }
}

/// <summary><c>GET digests?subscription=</c>: what was sent, newest first.</summary>
internal sealed class ListDigests(SubscriptionStore subscriptions, DeliveryStore deliveries, Caller caller) : IHttpHandler
{
    public const string Route = "api/digests";

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindAsync(caller.Team, request.Query["subscription"].ToString(), cancellationToken) is not var (subscription, _))
        {
            return Problems.NotFound("subscription");
        }

        var all = await deliveries.OfAsync(caller.Team, subscription.Id, cancellationToken);
        return request.Json(await all.Reverse().ToAsyncEnumerable().PageAsync(request, delivery => TableKey.Inverted(delivery.Slot), cancellationToken), WebJson.Default.ListPageDelivery);
    }
}

/// <summary><c>GET digests/{id}</c>: the frozen manifest.</summary>
internal sealed class ShowDigest(DeliveryStore deliveries, DigestArchive archive, Caller caller) : IHttpHandler
{
    public const string Route = "api/digests/{id}";

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        request.RouteValue("id").Split('.') is [var subscription, var name]
        && Delivery.SlotOf(name) is { } slot
        && await deliveries.FindAsync(caller.Team, subscription, slot, cancellationToken) is { } delivery
        && await archive.FindManifestAsync(delivery, cancellationToken) is { } manifest
            ? request.Json(manifest, WebJson.Default.DigestManifest)
            : Problems.NotFound("digest");
}
