using System.Globalization;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <summary><c>GET runs?alert=&amp;from=&amp;to=</c>: the searches made for an alert, newest first.</summary>
internal sealed class ListRuns(AlertStore alerts, AlertRuns runs, Caller caller) : IHttpHandler
{
    public const string Route = "api/runs";

    public static Operation Operation { get; } = new("The searches made for an alert, or for all, newest first")
    {
        Query =
        [
            new("alert", "The alert; all of the team without it"),
            new("from", "Only searches since then", QueryKind.Moment),
            new("to", "Only searches until then; a day is meant with its end", QueryKind.Moment),
        ],
        Answer = WebJson.Default.ListPageSearchRun,
        IsPaged = true,
        Problems = [400, 404],
    };

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

    public static Operation Operation { get; } = new("One archived answer of a source, byte for byte") { Media = ["application/octet-stream"], Problems = [404] };

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
