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

/// <param name="Status"><c>ok</c>, or the gravest of <c>overdue</c>, <c>givenUp</c>, <c>late</c>, <c>failing</c>, <c>unheard</c>: the list of that name says what.</param>
/// <param name="Overdue">Active alerts of the team whose required sources were not completely searched for this many days or more.</param>
/// <param name="GivenUp">Messages that were given up, about, by queue; not of one team.</param>
/// <param name="Late">Digests of which mails are still to be sent, longer than half an hour after they were due.</param>
/// <param name="Failing">Active alerts of the team whose required sources were not completely searched the last time; they are searched again by themselves.</param>
/// <param name="Unheard">Subscriptions that are not paused and have nobody who gets their digests.</param>
internal sealed record HealthReport(
    string Status,
    string Version,
    DateTimeOffset Now,
    int Alerts,
    IReadOnlyList<OverdueSearch> Overdue,
    IReadOnlyList<UnheardSubscription> Unheard,
    IReadOnlyDictionary<string, int> GivenUp,
    IReadOnlyList<LateDigest> Late,
    IReadOnlyList<FailingSearch> Failing);

internal sealed record UnheardSubscription(string Subscription, string Name);

/// <param name="Id">Of the digest.</param>
internal sealed record LateDigest(string Id, string Subscription, DateTimeOffset Slot);

/// <param name="Failures">Searches in a row that were not complete.</param>
internal sealed record FailingSearch(string Alert, string Name, string Source, SearchOutcome? Outcome, int Failures, DateTimeOffset? LastSearchedAt);

/// <summary>Whether the team's searches and digests are on time and somebody hears of them.</summary>
internal sealed class ShowHealth(
    AlertStore alerts, CursorStore cursors, SubscriptionStore subscriptions, DeliveryStore deliveries, PoisonQueues poison, IEnumerable<ILiteratureSource> sources, TimeProvider clock, Caller caller) : IHttpHandler
{
    public const string Route = "api/health";

    /// <summary>A digest takes minutes, and is carried on after ten of them if something went wrong.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(30);

    public static Operation Operation { get; } = new("Whether the team's searches and digests are on time and somebody hears of them") { Answer = WebJson.Default.HealthReport };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var count = 0;
        var (overdue, failing) = (new List<OverdueSearch>(), new List<FailingSearch>());
        await foreach (var alert in alerts.AllAsync(caller.Team, cancellationToken))
        {
            count++;
            foreach (var required in alert.Sources.Where(source => source.Required && sources.Any(known => known.Name == source.Source && alert.IsActive(known.Today))))
            {
                var cursor = await cursors.FindAsync(alert.StrategyHash, required.Source, cancellationToken);
                if (OverdueSearch.Of(alert, cursor, now) is { } late)
                {
                    overdue.Add(late);
                }

                if (cursor.Failures > 0)
                {
                    failing.Add(new(alert.Id, alert.Name, required.Source, cursor.LastOutcome, cursor.Failures, cursor.LastSearchedAt));
                }
            }
        }

        var unheard = await subscriptions.AllAsync(caller.Team, cancellationToken)
            .Where(subscription => subscription.IsUnheard).Select(subscription => new UnheardSubscription(subscription.Id, subscription.Name)).ToListAsync(cancellationToken);
        var waiting = await deliveries.UnsettledAsync(cancellationToken)
            .Where(delivery => delivery.Team == caller.Team && now - delivery.Slot >= Late).Select(delivery => new LateDigest(delivery.Id, delivery.Subscription, delivery.Slot)).ToListAsync(cancellationToken);
        var given = (await poison.CountAsync(Pipeline.Queues, cancellationToken)).Where(queue => queue.Value > 0).ToDictionary(StringComparer.Ordinal);
        var status = overdue.Count > 0 ? "overdue" : given.Count > 0 ? "givenUp" : waiting.Count > 0 ? "late" : failing.Count > 0 ? "failing" : unheard.Count > 0 ? "unheard" : "ok";
        return request.Json(new HealthReport(status, SoftwareVersion.Current, now, count, overdue, unheard, given, waiting, failing), WebJson.Default.HealthReport);
    }
}
