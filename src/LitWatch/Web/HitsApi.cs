using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Serialization;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Search;
using LitWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <param name="Article">As merged now.</param>
/// <param name="Decision">What counts of what reviewers decided; null while nobody has.</param>
internal sealed record HitView(Article Article, IReadOnlyList<Hit> Hits, Decision? Decision)
{
    [JsonIgnore]
    public DateTimeOffset FirstSeenAt => Hits.Min(hit => hit.FirstSeenAt);
}

/// <summary><c>GET hits?alert=&amp;since=&amp;decision=&amp;format=</c>: what an alert's strategies matched, each article once, newest first.</summary>
internal sealed class ListHits(AlertStore alerts, AlertHits found, Caller caller) : IHttpHandler
{
    public const string Route = "api/hits";

    public static Operation Operation { get; } = new("What an alert's strategies matched, each article once, newest first")
    {
        Query =
        [
            new("alert", "The alert") { IsRequired = true },
            new("since", "Only hits first seen since then", QueryKind.Moment),
            new("decision", "Only hits on which this was decided") { IsRepeatable = true, Words = [.. Verdicts.Names, Verdicts.None] },
            new("format", "json in pages, or the whole list as a file; Accept says the same") { Words = HitsOutput.Formats },
        ],
        Answer = WebJson.Default.ListPageHitView,
        Media = [.. HitsOutput.Formats.Select(AdHocOutput.ContentTypeOf)],
        IsPaged = true,
        Problems = [400, 404],
    };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await alerts.FindAsync(caller.Team, request.Query["alert"].ToString(), cancellationToken) is not var (alert, _))
        {
            return Problems.NotFound("alert");
        }

        var format = HitsOutput.FormatOf(request);
        var hits = await found.OfAsync(alert, request.Instant("since") ?? DateTimeOffset.MinValue, request.Query["decision"], cancellationToken);
        return format == HitsOutput.Json
            ? request.Json(await hits.ToAsyncEnumerable().PageAsync(request, AlertHits.KeyOf, cancellationToken), WebJson.Default.ListPageHitView)
            : Results.Text(HitsOutput.Write(format, hits), AdHocOutput.ContentTypeOf(format), Encoding.UTF8);
    }
}

/// <summary>Hits of an alert over all strategies it had, by article.</summary>
internal sealed class AlertHits(HitStore hits, ArticleStore articles, DecisionStore decisions)
{
    // A read takes milliseconds, most of them waiting; an alert has hundreds.
    private const int AtOnce = 16;

    /// <param name="decided">Only hits on which this was decided: <see cref="Verdicts.Names"/>, <see cref="Verdicts.None"/> for those that nobody has decided on; all hits when empty.</param>
    /// <exception cref="RequestException"><paramref name="decided"/> holds another word.</exception>
    public async Task<IReadOnlyList<HitView>> OfAsync(Alert alert, DateTimeOffset since, IEnumerable<string?> decided, CancellationToken cancellationToken)
    {
        Verdict?[] wanted = [.. decided.Select(Wanted)];
        var found = new List<Hit>();
        foreach (var strategy in alert.Strategies.Select(version => version.Hash).Distinct(StringComparer.Ordinal))
        {
            found.AddRange(await hits.SinceAsync(strategy, since, cancellationToken).ToListAsync(cancellationToken));
        }

        var roots = new ConcurrentDictionary<string, StoredArticle>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(found.Select(hit => hit.Article).Distinct(StringComparer.Ordinal), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (record, token) =>
        {
            if (await articles.FindRootAsync(record, token) is { } root)
            {
                roots[record] = root;
            }
        });
        var byArticle = found.Where(hit => roots.ContainsKey(hit.Article)).GroupBy(hit => roots[hit.Article].Id, StringComparer.Ordinal)
            .Select(group => (Root: roots[group.First().Article], Hits: group.ToList()));

        var decisionsOn = await decisions.OfAsync(alert.Team, alert.Id, cancellationToken);
        return
        [
            .. byArticle
                .Select(entry => new HitView(entry.Root.Merged(), entry.Hits, DecisionStore.InOrder(entry.Root.Aliases.SelectMany(alias => decisionsOn[alias])) is [.., var latest] ? latest : null))
                .Where(view => wanted.Length == 0 || wanted.Contains(view.Decision?.Verdict))
                .OrderBy(KeyOf, StringComparer.Ordinal),
        ];
    }

    /// <summary>Newest first.</summary>
    public static string KeyOf(HitView view) => $"{TableKey.Inverted(view.FirstSeenAt)}|{view.Article.Id}";

    private static Verdict? Wanted(string? name) => name == Verdicts.None ? null
        : Verdicts.Parse(name) ?? throw new RequestException("decision", $"decision must be one of {string.Join(", ", Verdicts.Names)} or {Verdicts.None}.");
}
