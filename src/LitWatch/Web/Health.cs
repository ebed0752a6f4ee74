using LitWatch.Alerts;
using LitWatch.Sources;
using LitWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

internal sealed record Liveness(string Status, string Version);

/// <summary>Open to all: says that the process answers, and nothing else.</summary>
internal sealed class ShowLiveness : IHttpHandler
{
    public const string Route = "api/health/live";

    public Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(request.Json(new Liveness("ok", SoftwareVersion.Current), WebJson.Default.Liveness));
}

/// <param name="Overdue">Active alerts of the team whose required sources were not completely searched for this many days or more.</param>
internal sealed record HealthReport(string Status, string Version, DateTimeOffset Now, int Alerts, IReadOnlyList<OverdueSearch> Overdue);

internal sealed record OverdueSearch(string Alert, string Name, string Source, DateTimeOffset? LastCompleteAt);

/// <summary>Whether the team's searches are on time: GVP VI asks for one a week, a gap shows from day 6.</summary>
internal sealed class ShowHealth(AlertStore alerts, CursorStore cursors, IEnumerable<ILiteratureSource> sources, TimeProvider clock, Caller caller) : IHttpHandler
{
    public const string Route = "api/health";
    private static readonly TimeSpan WarnAfter = TimeSpan.FromDays(6);

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var count = 0;
        var overdue = new List<OverdueSearch>();
        await foreach (var alert in alerts.AllAsync(caller.Team, cancellationToken))
        {
            count++;
            foreach (var required in alert.Sources.Where(source => source.Required && sources.Any(known => known.Name == source.Source && alert.IsActive(known.Today))))
            {
                var cursor = await cursors.FindAsync(alert.StrategyHash, required.Source, cancellationToken);
                if (now - (cursor.LastCompleteAt ?? alert.CreatedAt) >= WarnAfter)
                {
                    overdue.Add(new OverdueSearch(alert.Id, alert.Name, required.Source, cursor.LastCompleteAt));
                }
            }
        }

        return request.Json(new HealthReport(overdue.Count == 0 ? "ok" : "overdue", SoftwareVersion.Current, now, count, overdue), WebJson.Default.HealthReport);
    }
}
