using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using LitWatch.Alerts;
using LitWatch.Digests;
using LitWatch.Local.Hosting;
using LitWatch.Replay;
using LitWatch.Sources.Http;
using LitWatch.Storage;
using LitWatch.Strategies;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Benchmarks;

/// <summary>
/// What a number of alerts costs a month in Azure, and how much of the sources' limits it takes: storage transactions, requests to sources and seconds of handlers are measured over a week of virtual days
/// (real Azurite, replayed sources), taken times the ticks of a month, and priced. Each alert has a strategy of its own, two sources, and two new articles a week; ten share a subscription of three people.
/// </summary>
internal static class MonthlyCost
{
    // List prices in US dollars, pay as you go, West Europe, as of 2026: check them before you rely on them. Without free grants.
    private const double TableTransaction = 0.00036 / 10_000;
    private const double QueueTransaction = 0.0004 / 10_000;
    private const double BlobWrite = 0.065 / 10_000;
    private const double GigabyteSecond = 0.000026;
    private const double Execution = 0.40 / 1_000_000;
    private const double InstanceGigabytes = 2;

    private const int DaysOfMonth = 30;
    private const int ArticlesAWeek = 2;

    /// <summary>Requests a day that PubMed's limit with a key allows, and Crossref's public pool of list queries.</summary>
    private const double PubMedADay = 10 * 86_400d;
    private const double CrossrefADay = 3 * 86_400d;

    /// <summary>Ticks a month of the three timers (15, 5 and 5 minutes).</summary>
    private static readonly Dictionary<string, int> Ticks = new(StringComparer.Ordinal) { ["SweepAlerts"] = 96 * DaysOfMonth, ["SweepDigests"] = 288 * DaysOfMonth, ["WatchQueues"] = 288 * DaysOfMonth };

    public static async Task RunAsync(int measured)
    {
        var (week, idle) = await MeasureAsync(measured);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"measured with {measured} alerts: a week {week}; a round of idle ticks {idle}"));
        Console.WriteLine("alerts | table tx/month | blob | queue   | executions | handler s | PubMed req/day (of limit) | Crossref req/day (of limit) | $ storage | $ compute | $ a month");
        foreach (var alerts in new[] { 10, 100, 1_000, 10_000 })
        {
            Print(alerts, (double)alerts / measured, week, idle);
        }
    }

    private static void Print(int alerts, double times, Usage week, Usage idle)
    {
        var weeks = DaysOfMonth / 7d;
        // Idle rounds: most ticks find nothing due. The share of a tick in a round is not told apart, so each round counts as often as the rarest timer, and the others' ticks add what a round costs without alerts.
        var rounds = Ticks["SweepAlerts"];
        double Month(Func<Usage, double> of) => times * ((weeks * of(week)) + (rounds * of(idle)));
        var (tables, blobs, queues) = (Month(usage => usage.Tables), Month(usage => usage.Blobs), Month(usage => usage.Queues));
        var (executions, seconds) = ((times * weeks * week.Executions) + Ticks.Values.Sum(), Month(usage => usage.Seconds));
        var (pubmed, crossref) = (times * week.PubMed / 7, times * week.Crossref / 7);
        var (storage, compute) = ((tables * TableTransaction) + (blobs * BlobWrite) + (queues * QueueTransaction), (seconds * InstanceGigabytes * GigabyteSecond) + (executions * Execution));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{alerts,6} | {tables,14:0} | {blobs,6:0} | {queues,7:0} | {executions,10:0} | {seconds,9:0} | {pubmed,9:0} ({pubmed / PubMedADay,8:P2}) | {crossref,9:0} ({crossref / CrossrefADay,8:P2}) | {storage,9:0.00} | {compute,9:0.00} | {storage + compute,9:0.00}"));
    }

    private static async Task<(Usage Week, Usage Idle)> MeasureAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("litwatch-month").FullName;
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await File.WriteAllTextAsync(Path.Combine(folder, "records.xml"), SyntheticRecords.PubMedSet(ArticlesAWeek, today.AddDays(3), 2));
        await using var sources = await ReplayServer.StartAsync(new ReplayOptions { Corpora = [folder], RateLimits = false }, TimeProvider.System, CancellationToken.None);
        var clock = new LaterClock();
        using var meter = new Measure();
        await using var host = await LocalHost.BuildAsync(Settings(folder, sources, clock), CancellationToken.None);
        await host.StartAsync(CancellationToken.None);
        await using (var scope = host.ScopeFor("cost"))
        {
            var alerts = new List<Alert>();
            foreach (var number in Enumerable.Range(1, count))
            {
                alerts.Add(await scope.ServiceProvider.GetRequiredService<EditAlerts>().AddAsync(
                    "cost", "benchmark", new AlertDraft { Name = $"alert {number}", Strategy = new Strategy { Drug = ["examplimab"], Reaction = ["exampleitis", $"reaction of number {number}"] } }, CancellationToken.None));
            }

            foreach (var ten in alerts.Chunk(10))
            {
                await scope.ServiceProvider.GetRequiredService<EditSubscriptions>().AddAsync(
                    "cost", "benchmark", new SubscriptionDraft { Name = ten[0].Id, Recipients = ["a@example.org", "b@example.org", "c@example.org"], Alerts = [.. ten.Select(alert => new SubscribedAlertDraft(alert.Id))] }, CancellationToken.None);
            }
        }

        // The first search of an alert is paid once.
        await host.SweepAsync(TimeSpan.Zero, CancellationToken.None);
        meter.Take();
        for (var day = 1; day <= 7; day++)
        {
            clock.Offset = TimeSpan.FromDays(day);
            await host.SweepAsync(TimeSpan.Zero, CancellationToken.None);
        }

        var week = meter.Take();
        await host.SweepAsync(TimeSpan.Zero, CancellationToken.None);
        var idle = meter.Take();
        Directory.Delete(folder, recursive: true);
        return (week, idle);
    }

    private static LocalHostSettings Settings(string folder, ReplayServer sources, TimeProvider clock) => new()
    {
        Parts = HostParts.Queues,
        StateFolder = Path.Combine(folder, "state"),
        Clock = clock,
        Say = Console.Error.WriteLine,
        Values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [StorageOptions.ConnectionKey] = "",
            ["PubMed:BaseUrl"] = sources.PubMedBaseUrl.AbsoluteUri,
            ["PubMed:ApiKey"] = "benchmark",
            ["PubMed:Email"] = "benchmark@example.org",
            ["Crossref:BaseUrl"] = sources.CrossrefBaseUrl.AbsoluteUri,
            ["Mail:From"] = "LitWatch <benchmark@example.org>",
            ["Mail:PickupDirectory"] = Path.Combine(folder, "outbox"),
        },
    };

    private readonly record struct Usage(double Tables, double Blobs, double Queues, double PubMed, double Crossref, double Executions, double Seconds)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"{Tables:0} table, {Blobs:0} blob, {Queues:0} queue transactions, {PubMed:0} PubMed and {Crossref:0} Crossref requests, {Executions:0} executions of {Seconds:0.0} s in all");
    }

    /// <summary>Reads LitWatch's own metrics and traces: what an operator sees.</summary>
    private sealed class Measure : IDisposable
    {
        private readonly Lock turn = new();
        private readonly MeterListener meters = new();
        private readonly ActivityListener activities;
        private Usage usage;

        public Measure()
        {
            meters.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == Telemetry.Name && instrument.Name is StorageMetrics.Requests or SourceMetrics.Requests)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            meters.SetMeasurementEventCallback<long>((_, count, tags, _) =>
            {
                lock (turn)
                {
                    usage = tags[0].Value switch
                    {
                        "table" => usage with { Tables = usage.Tables + count },
                        "blob" => usage with { Blobs = usage.Blobs + count },
                        "queue" => usage with { Queues = usage.Queues + count },
                        "pubmed" => usage with { PubMed = usage.PubMed + count },
                        "crossref" => usage with { Crossref = usage.Crossref + count },
                        _ => usage,
                    };
                }
            });
            meters.Start();
            activities = new ActivityListener
            {
                ShouldListenTo = source => source.Name == Telemetry.Name,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity =>
                {
                    if (activity.Kind == ActivityKind.Consumer || activity.Parent is null)
                    {
                        lock (turn)
                        {
                            usage = usage with { Executions = usage.Executions + 1, Seconds = usage.Seconds + activity.Duration.TotalSeconds };
                        }
                    }
                },
            };
            ActivitySource.AddActivityListener(activities);
        }

        public Usage Take()
        {
            lock (turn)
            {
                (var taken, usage) = (usage, default);
                return taken;
            }
        }

        public void Dispose()
        {
            activities.Dispose();
            meters.Dispose();
        }
    }

    private sealed class LaterClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }
}
