using LitWatch.Alerts;
using LitWatch.Digests;
using LitWatch.Sources;
using LitWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

internal sealed record Liveness(string Status, string Version);

/// <summary>Open to all: says that the process answers, and nothing else.</summary>
internal sealed class ShowLiveness : IHttpHandler
{
    public const string Route = "api/health/live";

    public static Operation Operation { get; } = new("Whether the process answers") { Answer = WebJson.Default.Liveness };

    public Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(request.Json(new Liveness("ok", SoftwareVersion.Current), WebJson.Default.Liveness));
}

/// <param name="Overdue">Active alerts of the team whose required sources were not completely searched for this many days or more.</param>
/// <param name="Unheard">Subscriptions that are not paused and have nobody who gets their digests.</param>
/// <param name="GivenUp">Messages that were given up, about, by queue; not of one team.</param>
internal sealed record HealthReport(
    string Status, string Version, DateTimeOffset Now, int Alerts, IReadOnlyList<OverdueSearch> Overdue, IReadOnlyList<UnheardSubscription> Unheard, IReadOnlyDictionary<string, int> GivenUp);

internal sealed record UnheardSubscription(string Subscription, string Name);

/// <summary>Whether the team's searches are on time and somebody hears of them.</summary>
internal sealed class ShowHealth(AlertStore alerts, CursorStore cursors, SubscriptionStore subscriptions, PoisonQueues poison, IEnumerable<ILiteratureSource> sources, TimeProvider clock, Caller caller) : IHttpHandler
{
    public const string Route = "api/health";

    public static Operation Operation { get; } = new("Whether the team's searches are on time and somebody hears of them") { Answer = WebJson.Default.HealthReport };

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
                if (OverdueSearch.Of(alert, await cursors.FindAsync(alert.StrategyHash, required.Source, cancellationToken), now) is { } late)
                {
                    overdue.Add(late);
                }
            }
        }

        var unheard = await subscriptions.AllAsync(caller.Team, cancellationToken)
            .Where(subscription => subscription.IsUnheard).Select(subscription => new UnheardSubscription(subscription.Id, subscription.Name)).ToListAsync(cancellationToken);
        var given = (await poison.CountAsync(Pipeline.Queues, cancellationToken)).Where(queue => queue.Value > 0).ToDictionary(StringComparer.Ordinal);
        var status = overdue.Count > 0 ? "overdue" : given.Count > 0 ? "givenUp" : unheard.Count > 0 ? "unheard" : "ok";
        return request.Json(new HealthReport(status, SoftwareVersion.Current, now, count, overdue, unheard, given), WebJson.Default.HealthReport);
    }
}
