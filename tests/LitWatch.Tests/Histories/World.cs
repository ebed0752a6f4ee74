using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Digests;
using LitWatch.Sources;
using LitWatch.Storage;
using LitWatch.Strategies;
using LitWatch.Tests.Histories.Memory;
using LitWatch.Tests.Sources;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LitWatch.Tests.Histories;

/// <summary>
/// Runs a plan through the pipeline's own entries, in virtual time, over storage in memory that crashes workers between any two calls, lets others have their turn, delivers messages twice and in any order.
/// One step follows another in an order that the seed decides.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    public const string Team = "team";

    private static readonly string[] Drugs = ["alphamab", "betacycline"];
    private static readonly string[] Reactions = ["rashitis", "nephrosis"];
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private const int MostAttempts = 5;

    private readonly Plan plan;
    private readonly Random random;
    private readonly InstantTime clock;
    private readonly Weather weather;
    private readonly MemoryQueues queues;
    private readonly ServiceProvider services;
    private readonly Dictionary<string, Topic> topics = new(StringComparer.Ordinal);

    public World(Plan plan, Planted planted = Planted.None)
    {
        this.plan = plan;
        Planted = planted;
        random = new Random(plan.Seed ^ 0x5eed);
        clock = new InstantTime(plan.Start);
        weather = new Weather(plan.Trouble, this);
        queues = new MemoryQueues(weather, clock);
        Mailer = new ModelMailer(this);
        Sources = [new ModelSource(SourceNames.PubMed, plan, this), new ModelSource(SourceNames.Crossref, plan, this)];
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Security:SigningKey"] = "histories-signing-key-0123456789" }).Build();
        var collection = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(new Random(plan.Seed))
            .AddLitWatch(configuration)
            .AddSingleton(new StorageAccount(new MemoryTables(weather), new MemoryBlobs(weather), queues))
            .AddSingleton<IMailer>(Mailer)
            .RemoveAll<ILiteratureSource>();
        foreach (var source in Sources)
        {
            collection.AddSingleton<ILiteratureSource>(source);
        }

        services = collection.BuildServiceProvider();
    }

    public Planted Planted { get; }

    public DateTimeOffset Now => clock.Now;

    public ModelMailer Mailer { get; }

    public IReadOnlyList<ModelSource> Sources { get; }

    /// <summary>What the plan's alerts and subscriptions have become, by number.</summary>
    public List<WatchedAlert> Alerts { get; } = [];

    public List<FollowedSubscription> Subscriptions { get; } = [];

    /// <summary>Works whose records a person took apart, and when.</summary>
    public Dictionary<int, DateTimeOffset> Splits { get; } = [];

    /// <summary>Told every handler's work, for whoever looks into a seed.</summary>
    public Action<string>? Story { get; init; }

    /// <summary>What no handler may throw.</summary>
    public List<string> Faults { get; } = [];

    public static string DrugOf(Topic topic) => Drugs[topic.Drugs - 1];

    public static string ReactionOf(Topic topic) => Reactions[topic.Reactions - 1];

    public Topic TopicOf(Strategy strategy) => topics[StrategyHash.Of(strategy)];

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public bool Chance(double chance) => chance > 0 && random.NextDouble() < chance;

    public int Draw(int from, int below) => random.Next(from, below);

    public void Pass(TimeSpan time) => clock.Now += time;

    public SourceTrouble SourceFault(string source) =>
        weather.IsCalm ? SourceTrouble.None
        : plan.Trouble.Outages.TryGetValue(source, out var outage) && outage.Contains(Now) ? SourceTrouble.Down
        : Chance(plan.Trouble.SourceFault) ? (SourceTrouble)random.Next(1, 6)
        : SourceTrouble.None;

    public MailTrouble MailFault() =>
        weather.IsCalm ? MailTrouble.None
        : plan.Trouble.MailOutage?.Contains(Now) == true ? MailTrouble.Before
        : Chance(plan.Trouble.MailFault) ? (MailTrouble)random.Next(1, 3)
        : MailTrouble.None;

    /// <summary>The history from its start, and then all quiet until everything is settled.</summary>
    public async Task RunAsync()
    {
        var changes = await BeginAsync();
        while (clock.Now < plan.End)
        {
            clock.Now += TimeSpan.FromMinutes(Chance(0.3) ? random.Next(10, 60) : random.Next(60, 14 * 60));
            if (Chance(0.02))
            {
                // Clocks are set right now and then.
                clock.Now -= TimeSpan.FromMinutes(random.Next(1, 9));
            }

            while (changes.TryPeek(out var change, out var at) && at <= clock.Now)
            {
                changes.Dequeue();
                await change();
            }

            if (plan.Trouble.Down?.Contains(clock.Now) != true)
            {
                await TickAsync();
            }
        }

        while (changes.TryDequeue(out var change, out _))
        {
            await change();
        }

        await SettleAsync();
        weather.IsOver = true;
    }

    /// <summary>Another instance has its turn: a timer's tick or a message.</summary>
    public Task OtherWorkerAsync() => random.Next(4) switch
    {
        0 => SweepAsync(Pipeline.SweepAlerts, isNested: true),
        1 => SweepDigestsAsync(isNested: true),
        _ => NextMessage() is { } message ? DeliverAsync(message, isNested: true) : Task.CompletedTask,
    };

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private async Task<PriorityQueue<Func<Task>, DateTimeOffset>> BeginAsync()
    {
        var changes = new PriorityQueue<Func<Task>, DateTimeOffset>();
        foreach (var planned in plan.Alerts)
        {
            var alert = await People.AddAlertAsync(this, planned);
            Alerts.Add(alert);
            foreach (var (at, topic) in planned.Edits)
            {
                changes.Enqueue(() => People.EditAsync(this, alert, topic), at);
            }

            if (planned.Pause is { } pause)
            {
                changes.Enqueue(() => People.PauseAsync(this, alert, "holiday"), pause.From);
                changes.Enqueue(() => People.PauseAsync(this, alert, ""), pause.To);
            }
        }

        foreach (var (planned, number) in plan.Subscriptions.Select((planned, number) => (planned, number)))
        {
            var subscription = await People.SubscribeAsync(this, planned, number);
            Subscriptions.Add(subscription);
            foreach (var (alert, at) in planned.Alerts.Where(alert => alert.At > plan.Start))
            {
                changes.Enqueue(() => People.FollowAsync(this, subscription, Alerts[alert]), at);
            }

            if (planned.Edit is { } edit)
            {
                changes.Enqueue(() => People.RescheduleAsync(this, subscription, edit.Schedule), edit.At);
            }

            if (planned.Pause is { } pause)
            {
                changes.Enqueue(() => People.PauseAsync(this, subscription, isPaused: true), pause.From);
                changes.Enqueue(() => People.PauseAsync(this, subscription, isPaused: false), pause.To);
            }
        }

        foreach (var (subscription, unheard) in Subscriptions.Zip(plan.Subscriptions.Select(planned => planned.Unheard)))
        {
            if (unheard is not null)
            {
                changes.Enqueue(() => People.LeaveAsync(this, subscription), unheard.From);
                changes.Enqueue(() => People.JoinAsync(this, subscription), unheard.To);
            }
        }

        foreach (var work in plan.Works.Where(work => work.SplitAt is not null))
        {
            changes.Enqueue(() => People.SplitAsync(this, plan, work), work.SplitAt!.Value);
        }

        return changes;
    }

    /// <summary>Registers what a strategy of the model means.</summary>
    public Strategy StrategyOf(Topic topic)
    {
        var strategy = new Strategy { Drug = [.. Named(Drugs, topic.Drugs)], Reaction = [.. Named(Reactions, topic.Reactions)] };
        topics[StrategyHash.Of(strategy)] = topic;
        return strategy;
    }

    private static IEnumerable<Term> Named(string[] names, int bits) => names.Where((_, i) => (bits & (1 << i)) != 0).Select(name => (Term)name);

    private async Task TickAsync()
    {
        if (Chance(0.9))
        {
            await SweepAsync(Pipeline.SweepAlerts, isNested: false);
        }

        if (Chance(0.9))
        {
            await SweepDigestsAsync(isNested: false);
        }

        while (NextMessage() is { } message && !Chance(0.03))
        {
            await DeliverAsync(message, isNested: false);
        }
    }

    private async Task SettleAsync()
    {
        weather.IsCalm = true;
        // Longer than a search is left alone after failures, and then as long as the rarest search takes to be due.
        for (var round = 0; round < 4 + plan.Alerts.Max(alert => alert.CadenceDays); round++)
        {
            clock.Now += TimeSpan.FromHours(round < 4 ? 7 : 24);
            await SweepAsync(Pipeline.SweepAlerts, isNested: false);
            await DrainAsync();
        }

        var slots = Subscriptions.SelectMany(subscription => PlainSlots.After(subscription.Schedule, clock.Now).Take(2)).Distinct().Order().ToArray();
        foreach (var slot in slots)
        {
            clock.Now = slot > clock.Now ? slot.AddMinutes(1) : clock.Now.AddMinutes(1);
            // What an outage held up is carried on one digest a sweep.
            for (var round = 0; round < 3 || (round < 40 && await Get<DeliveryStore>().UnsettledAsync(CancellationToken.None).AnyAsync()); round++)
            {
                await SweepDigestsAsync(isNested: false);
                await DrainAsync();
                clock.Now += TimeSpan.FromMinutes(11);
            }
        }
    }

    private async Task DrainAsync()
    {
        while (queues.Messages.Count > 0)
        {
            if (NextMessage() is not { } message)
            {
                clock.Now = queues.Messages.Min(waiting => waiting.VisibleAt);
                continue;
            }

            await DeliverAsync(message, isNested: false);
        }
    }

    private Waiting? NextMessage()
    {
        Waiting[] visible = [.. queues.Messages.Where(message => message.VisibleAt <= clock.Now)];
        return visible is [] ? null : visible[random.Next(visible.Length)];
    }

    private async Task DeliverAsync(Waiting message, bool isNested)
    {
        message.Attempts++;
        message.VisibleAt = clock.Now + Lease;
        var entry = Pipeline.Entries.OfType<QueueEntry>().Single(entry => entry.Queue == message.Queue);
        var isDone = await WorkAsync($"{entry.Name} {message.Body}", (provider, token) => entry.RunAsync(provider, message.Body, token), isNested);
        if (isDone ? weather.IsCalm || !Chance(plan.Trouble.Duplicate) : message.Attempts >= MostAttempts)
        {
            queues.Messages.Remove(message);
        }
    }

    private Task<bool> SweepAsync(TimerEntry entry, bool isNested) => WorkAsync(entry.Name, entry.RunAsync, isNested);

    private async Task SweepDigestsAsync(bool isNested)
    {
        var now = clock.Now;
        var due = Subscriptions.Where(subscription => !subscription.IsPaused).Select(subscription => (Subscription: subscription, Slot: subscription.DueAt(now))).ToArray();
        var isDone = await SweepAsync(Pipeline.SweepDigests, isNested);
        foreach (var (subscription, slot) in due)
        {
            if (slot is not null)
            {
                (isDone ? subscription.Must : subscription.May).Add(slot.Value);
            }
        }
    }

    private async Task<bool> WorkAsync(string what, Func<IServiceProvider, CancellationToken, Task> handler, bool isNested)
    {
        var begun = clock.Now;
        var isDone = await WorkAsync(handler, isNested);
        Story?.Invoke($"{begun:MM-dd HH:mm:ss} {(isNested ? "  " : "")}{what}{(isDone ? "" : " DIED")}");
        return isDone;
    }

    /// <summary>One handler in a scope of its own; false when it died or could not reach the mail server.</summary>
    private async Task<bool> WorkAsync(Func<IServiceProvider, CancellationToken, Task> handler, bool isNested)
    {
        Worker.Current = new Worker { IsNested = isNested };
        try
        {
            await using var scope = services.CreateAsyncScope();
            await handler(scope.ServiceProvider, CancellationToken.None);
            return true;
        }
        catch (Exception died) when (died is CrashException or IOException)
        {
            return false;
        }
        catch (Exception fault)
        {
            Faults.Add(fault.ToString());
            return false;
        }
    }
}
