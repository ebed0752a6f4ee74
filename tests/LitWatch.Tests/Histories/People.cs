using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Digests;
using LitWatch.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Histories;

/// <summary>An alert of the plan as it is watched.</summary>
internal sealed class WatchedAlert(string id, DateTimeOffset createdAt, IReadOnlyList<string> sources, int cadenceDays, Topic topic)
{
    public string Id => id;

    public DateTimeOffset CreatedAt => createdAt;

    public IReadOnlyList<string> Sources => sources;

    public int CadenceDays => cadenceDays;

    /// <summary>All it ever asked for, the newest last.</summary>
    public List<Topic> Topics { get; } = [topic];

    public bool IsPaused { get; set; }

    public DateOnly NewsSince => DateOnly.FromDateTime(createdAt.UtcDateTime).AddDays(-7);
}

/// <summary>A subscription of the plan, and the slots it must and may have.</summary>
internal sealed class FollowedSubscription(string id, DateTimeOffset createdAt, DigestSchedule schedule)
{
    private DateTimeOffset scheduledAt = createdAt;

    public string Id => id;

    public DigestSchedule Schedule { get; private set; } = schedule;

    public bool IsPaused { get; set; }

    /// <summary>With the time each joined.</summary>
    public Dictionary<WatchedAlert, DateTimeOffset> Alerts { get; } = [];

    public SortedSet<DateTimeOffset> Must { get; } = [];

    public SortedSet<DateTimeOffset> May { get; } = [];

    public void Reschedule(DigestSchedule schedule, DateTimeOffset at) => (Schedule, scheduledAt) = (schedule, at);

    /// <summary>The slot that a sweep at this moment must open: the latest that has come since the schedule was made.</summary>
    public DateTimeOffset? DueAt(DateTimeOffset now) => PlainSlots.Before(Schedule, now) is { } slot && slot > scheduledAt ? slot : null;
}

/// <summary>What people do in the course of a history; they do not crash.</summary>
internal static class People
{
    public static async Task<WatchedAlert> AddAlertAsync(World world, PlannedAlert planned)
    {
        var draft = new AlertDraft
        {
            Name = $"alert {world.Alerts.Count}",
            Strategy = world.StrategyOf(planned.Topic),
            Sources = [.. planned.Sources.Select(source => new AlertSource(source, Required: true))],
            CadenceDays = planned.CadenceDays,
        };
        var alert = await ActAsync(world, services => services.GetRequiredService<EditAlerts>().AddAsync(World.Team, "people", draft, CancellationToken.None));
        return new WatchedAlert(alert.Id, alert.CreatedAt, planned.Sources, planned.CadenceDays, planned.Topic);
    }

    public static async Task EditAsync(World world, WatchedAlert watched, Topic topic)
    {
        await ChangeAsync(world, watched, new AlertDraft { Strategy = world.StrategyOf(topic) });
        watched.Topics.Add(topic);
    }

    public static async Task PauseAsync(World world, WatchedAlert watched, string reason)
    {
        await ChangeAsync(world, watched, new AlertDraft { PauseReason = reason });
        watched.IsPaused = reason.Length > 0;
    }

    public static async Task<FollowedSubscription> SubscribeAsync(World world, PlannedSubscription planned, int number)
    {
        var followed = planned.Alerts.Where(alert => alert.At <= world.Now).Select(alert => world.Alerts[alert.Alert]).ToArray();
        var draft = new SubscriptionDraft
        {
            Name = $"subscription {number}",
            Recipients = [.. Enumerable.Range(0, planned.Recipients).Select(recipient => $"r{number}.{recipient}@example.org")],
            Alerts = [.. followed.Select(alert => new SubscribedAlertDraft(alert.Id))],
            Schedule = planned.Schedule,
            MailWhenNothingNew = planned.MailWhenNothingNew,
        };
        var made = await ActAsync(world, services => services.GetRequiredService<EditSubscriptions>().AddAsync(World.Team, "people", draft, CancellationToken.None));
        var subscription = new FollowedSubscription(made.Id, made.CreatedAt, planned.Schedule);
        foreach (var alert in followed)
        {
            subscription.Alerts[alert] = made.CreatedAt;
        }

        return subscription;
    }

    public static async Task FollowAsync(World world, FollowedSubscription subscription, WatchedAlert alert)
    {
        await ChangeAsync(world, subscription, new SubscriptionDraft { Alerts = [.. subscription.Alerts.Keys.Append(alert).Select(followed => new SubscribedAlertDraft(followed.Id))] });
        subscription.Alerts[alert] = world.Now;
    }

    public static async Task RescheduleAsync(World world, FollowedSubscription subscription, DigestSchedule schedule)
    {
        await ChangeAsync(world, subscription, new SubscriptionDraft { Schedule = schedule });
        subscription.Reschedule(schedule, world.Now);
    }

    public static async Task PauseAsync(World world, FollowedSubscription subscription, bool isPaused)
    {
        await ChangeAsync(world, subscription, new SubscriptionDraft { Paused = isPaused });
        subscription.IsPaused = isPaused;
    }

    /// <summary>Every recipient follows the link in a mail.</summary>
    public static Task LeaveAsync(World world, FollowedSubscription followed) => ActAsync(world, async services =>
    {
        var store = services.GetRequiredService<SubscriptionStore>();
        var (subscription, etag) = (await store.FindAsync(World.Team, followed.Id, CancellationToken.None))!.Value;
        return await store.ReplaceAsync(subscription with { Recipients = [.. subscription.Recipients.Select(recipient => recipient with { UnsubscribedAt = world.Now })] }, etag, "people", CancellationToken.None);
    });

    public static Task JoinAsync(World world, FollowedSubscription subscription) => ChangeAsync(world, subscription, new SubscriptionDraft { Recipients = [$"successor.{subscription.Id}@example.org"] });

    /// <summary>Takes PubMed's record out of an article that has both; nothing when they are not joined yet.</summary>
    public static async Task SplitAsync(World world, Plan plan, PlannedWork work)
    {
        var record = plan.Records.First(record => record.Work == work.Number && record.Source == SourceNames.PubMed);
        if (await world.Get<SplitArticle>().RunAsync(record.ArticleId, "people", "not one work", CancellationToken.None) is not null)
        {
            world.Splits[work.Number] = world.Now;
        }
    }

    private static Task<bool> ChangeAsync(World world, WatchedAlert watched, AlertDraft draft) => ActAsync(world, async services =>
    {
        var (alert, etag) = (await services.GetRequiredService<AlertStore>().FindAsync(World.Team, watched.Id, CancellationToken.None))!.Value;
        return await services.GetRequiredService<EditAlerts>().ChangeAsync(alert, etag, "people", draft, CancellationToken.None) is not null ? true : throw new InvalidOperationException("Somebody changed the alert.");
    });

    private static Task<bool> ChangeAsync(World world, FollowedSubscription followed, SubscriptionDraft draft) => ActAsync(world, async services =>
    {
        var (subscription, etag) = (await services.GetRequiredService<SubscriptionStore>().FindAsync(World.Team, followed.Id, CancellationToken.None))!.Value;
        return await services.GetRequiredService<EditSubscriptions>().ChangeAsync(subscription, etag, "people", draft, CancellationToken.None) is not null ? true : throw new InvalidOperationException("Somebody changed the subscription.");
    });

    private static async Task<T> ActAsync<T>(World world, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = world.Get<IServiceScopeFactory>().CreateAsyncScope();
        return await act(scope.ServiceProvider);
    }
}
