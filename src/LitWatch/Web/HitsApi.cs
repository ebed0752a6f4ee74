using System.Runtime.CompilerServices;
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
        Media = [.. HitsOutput.Formats.Select(OutputFormats.ContentTypeOf)],
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
        var hits = found.OfAsync(alert, request.Instant("since") ?? DateTimeOffset.MinValue, request.Query["decision"], cancellationToken, ListPages.After(request));
        return format == OutputFormats.Json
            ? request.Json(await hits.PageAsync(request, AlertHits.KeyOf, cancellationToken), WebJson.Default.ListPageHitView)
            : Results.Text(HitsOutput.Write(format, await hits.ToListAsync(cancellationToken)), OutputFormats.ContentTypeOf(format), Encoding.UTF8);
    }
}

/// <summary>Hits of an alert over all strategies it had, by article.</summary>
internal sealed class AlertHits(HitStore hits, ArticleStore articles, DecisionStore decisions)
{
    // A read takes milliseconds, most of them waiting.
    private const int AtOnce = 16;

    /// <summary>Newest first; reads no more articles than are taken.</summary>
    /// <param name="decided">Only hits on which this was decided: <see cref="Verdicts.Names"/>, <see cref="Verdicts.None"/> for those that nobody has decided on; all hits when empty.</param>
    /// <param name="after">The <see cref="KeyOf"/> behind which to begin; null for the beginning.</param>
    /// <exception cref="RequestException"><paramref name="decided"/> holds another word.</exception>
    public async IAsyncEnumerable<HitView> OfAsync(
        Alert alert, DateTimeOffset since, IEnumerable<string?> decided, [EnumeratorCancellation] CancellationToken cancellationToken, string? after = null)
    {
        Verdict?[] wanted = [.. decided.Select(Wanted)];
        var found = new List<Hit>();
        foreach (var strategy in alert.Strategies.Select(version => version.Hash).Distinct(StringComparer.Ordinal))
        {
            found.AddRange(await hits.SinceAsync(strategy, since, cancellationToken).ToListAsync(cancellationToken));
        }

        var byRecord = found.ToLookup(hit => hit.Article, StringComparer.Ordinal);
        var decisionsOn = await decisions.OfAsync(alert.Team, alert.Id, cancellationToken);
        var records = byRecord.Select(record => (Key: KeyOf(record), Record: record.Key)).Where(record => string.CompareOrdinal(record.Key, after) > 0).OrderBy(record => record.Key, StringComparer.Ordinal);
        foreach (var chunk in records.Chunk(AtOnce))
        {
            var roots = await Task.WhenAll(chunk.Select(one => articles.FindRootAsync(one.Record, cancellationToken)));
            foreach (var (root, key) in roots.Zip(chunk, (root, one) => (root, one.Key)))
            {
                // An article of several records that matched stands where the first of them was seen.
                if (root is not null && root.Aliases.SelectMany(alias => byRecord[alias]).ToList() is { } all && KeyOf(all) == key
                    && (DecisionStore.InOrder(root.Aliases.SelectMany(alias => decisionsOn[alias])) is [.., var latest] ? latest : null) is var decision
                    && (wanted.Length == 0 || wanted.Contains(decision?.Verdict)))
                {
                    yield return new HitView(root.Merged(), all, decision);
                }
            }
        }
    }

    /// <summary>Newest first.</summary>
    public static string KeyOf(HitView view) => KeyOf(view.Hits);

    private static string KeyOf(IEnumerable<Hit> hits) => hits.Select(hit => $"{TableKey.Inverted(hit.FirstSeenAt)}|{hit.Article}").Max(StringComparer.Ordinal)!;

    private static Verdict? Wanted(string? name) => name == Verdicts.None ? null
        : Verdicts.Parse(name) ?? throw new RequestException("decision", $"decision must be one of {string.Join(", ", Verdicts.Names)} or {Verdicts.None}.");
}
