using System.Globalization;
using LitWatch.Local.Hosting;
using LitWatch.Local.Loops;
using LitWatch.Replay;
using LitWatch.Storage;
using LitWatch.Tests.Digests.Smtp;
using LitWatch.Tests.Local;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace LitWatch.Tests.Pipelines;

/// <summary>From the tick to the mail while everything around it fails now and then: what is there in the end, and what people got, is the same as on a quiet day.</summary>
[Collection(nameof(LongProcesses))]
[Trait("Category", "Long")]
public sealed class TroubledPipelineTests(AzuriteFixture azurite, SmtpFixture smtp, ITestOutputHelper output) : IClassFixture<AzuriteFixture>, IClassFixture<SmtpFixture>, IAsyncLifetime
{
    private static readonly string[] Recipients = [.. Enumerable.Range(1, 24).Select(number => string.Create(CultureInfo.InvariantCulture, $"reader{number:00}@example.org"))];

    private readonly TemporaryFolder folder = new();
    private ReplayServer sources = null!;
    private StorageProxy proxy = null!;
    private UnsteadyLine line = null!;

    public async Task InitializeAsync()
    {
        sources = await Bench.ReplayAsync(rateLimits: false);
        proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
        line = new UnsteadyLine(smtp.Port);
    }

    public async Task DisposeAsync()
    {
        await line.DisposeAsync();
        await proxy.DisposeAsync();
        await sources.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData(nameof(Trouble.EveryMessageTwice))]
    [InlineData(nameof(Trouble.StorageBusy))]
    [InlineData(nameof(Trouble.MailServerDrops))]
    [InlineData(nameof(Trouble.HandlersCancelled))]
    public async Task It_ends_as_on_a_quiet_day(string trouble)
    {
        var quiet = await RunAsync(Trouble.None);
        var troubled = await RunAsync(Enum.Parse<Trouble>(trouble));

        StoredState.AssertSame(quiet.State, troubled.State);
        Assert.Equal(Recipients, quiet.Mails.Keys);
        Assert.Equal(Recipients, troubled.Mails.Keys);
        // At least once, and always the same mail: a mail program shows it once.
        Assert.All(troubled.Mails, mails => Assert.Single(mails.Value.Distinct(StringComparer.Ordinal)));
        Assert.True(troubled.Happened > 0, "There was no trouble.");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{trouble}: {troubled.Happened} times, {troubled.Mails.Sum(mails => mails.Value.Count)} mails for {Recipients.Length}"));
    }

    private async Task<(IReadOnlyList<string> State, SortedDictionary<string, List<string>> Mails, int Happened)> RunAsync(Trouble trouble)
    {
        var watcher = new Troubled(TestStorage.NewPrefix(), trouble);
        proxy.Watch(watcher);
        line.BreaksEvery = trouble == Trouble.MailServerDrops ? 20 : null;
        var configuration = Bench.Configuration(proxy.ConnectionString, watcher.Prefix, sources, folder["outbox"]);
        (configuration["Mail:Host"], configuration["Mail:Port"], configuration["Mail:Security"]) = ("127.0.0.1", line.Port.ToString(CultureInfo.InvariantCulture), "None");
        var clock = new ShiftedTimeProvider(Bench.Beforehand);
        await using (var before = await LocalRunner.StartAsync(configuration, folder.Path, clock, HostParts.None))
        {
            await Bench.SubscribeAsync(before.Services, Bench.Team, [await Bench.AlertAsync(before.Services, Bench.Team, Bench.Natalizumab)], paused: false, Recipients);
        }

        clock.Offset = TimeSpan.Zero;
        watcher.IsOn = true;
        var isCancelled = trouble == Trouble.HandlersCancelled;
        // Searches to their end, then digests: one of searches that were cut off would say, rightly, that they are incomplete.
        var happened = isCancelled ? await CancelledAsync(configuration, clock, SearchAsync) : 0;
        await using (var host = await StartAsync(configuration, clock))
        {
            // What a cancelled sweep has left behind is asked for again once its trust ends. On a quiet day, too: a day may end meanwhile.
            foreach (var later in new[] { 0, 45, 60 })
            {
                clock.Offset = TimeSpan.FromMinutes(later);
                await SearchAsync(host, CancellationToken.None);
                Assert.Equal(0, await host.DrainAsync(TimeSpan.FromMinutes(2), CancellationToken.None));
            }
        }

        happened += isCancelled ? await CancelledAsync(configuration, clock, (host, stop) => host.SweepAsync(TimeSpan.Zero, stop)) : 0;
        await using (var host = await StartAsync(configuration, clock))
        {
            foreach (var later in new[] { 60, 75 })
            {
                clock.Offset = TimeSpan.FromMinutes(later);
                Assert.Equal(0, await host.SweepAsync(TimeSpan.FromMinutes(2), CancellationToken.None));
            }

            watcher.IsOn = false;
            var state = await StoredState.OutcomeAsync(host.Services.GetRequiredService<StorageAccount>());
            Assert.Empty(await StoredState.LooseEndsAsync(host.Services.GetRequiredService<StorageAccount>()));
            Assert.All((await host.Services.GetRequiredService<PoisonQueues>().CountAsync(Pipeline.Queues, CancellationToken.None)).Values, count => Assert.Equal(0, count));
            var mails = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
            foreach (var mail in smtp.Taken())
            {
                mails.TryAdd(mail.Recipients.Single(), []);
                mails[mail.Recipients.Single()].Add(mail.Mail.MessageId!);
            }

            return ([.. state.Select(fact => fact.Replace(watcher.Prefix, "", StringComparison.Ordinal))], mails, happened + watcher.Happened + (trouble == Trouble.MailServerDrops ? line.Broken : 0));
        }
    }

    private static async Task SearchAsync(LocalHost host, CancellationToken stop)
    {
        await host.Services.GetRequiredService<TimerTick>().RunAsync(LitWatch.Pipeline.SweepAlerts, stop);
        await host.DrainAsync(TimeSpan.Zero, stop);
    }

    /// <summary>Hosts that are stopped in the middle of their work, at moments drawn by chance; how many were cut off.</summary>
    private async Task<int> CancelledAsync(Dictionary<string, string?> configuration, ShiftedTimeProvider clock, Func<LocalHost, CancellationToken, Task> work)
    {
        var (chance, cut) = (new Random(20261128), 0);
        // A message that was cut off five times is given up: each has used up one of its attempts, as in Azure.
        for (var i = 0; i < 4; i++)
        {
            var host = await StartAsync(configuration, clock);
            using var stop = new CancellationTokenSource(chance.Next(20, 250));
            try
            {
                await work(host, stop.Token);
            }
            catch (OperationCanceledException)
            {
                cut++;
            }

            await host.DisposeAsync();
        }

        return cut;
    }

    private async Task<LocalHost> StartAsync(Dictionary<string, string?> configuration, TimeProvider clock)
    {
        var rules = HostJson.Load(HostJson.DefaultPath);
        var host = await LocalHost.BuildAsync(
            new LocalHostSettings
            {
                Parts = HostParts.Queues,
                WorkingFolder = folder.Path,
                Clock = clock,
                Values = configuration,
                LogLevel = Microsoft.Extensions.Logging.LogLevel.Critical,
                // Nobody has five minutes for a message that failed once.
                HostJson = rules with { Queues = rules.Queues with { VisibilityTimeout = TimeSpan.FromSeconds(1) } },
            },
            CancellationToken.None);
        await host.StartAsync(CancellationToken.None);
        return host;
    }

    private enum Trouble
    {
        None,
        EveryMessageTwice,
        StorageBusy,
        MailServerDrops,
        HandlersCancelled,
    }

    private sealed class Troubled(string prefix, Trouble trouble) : IStorageWatcher
    {
        private readonly Random chance = new(20261128);
        private int happened;

        public string Prefix => prefix;

        public bool IsOn { get; set; }

        public int Happened => happened;

        public bool Refuses(StorageRequest request)
        {
            lock (chance)
            {
                return IsOn && trouble == Trouble.StorageBusy && chance.Next(10) == 0 && ++happened > 0;
            }
        }

        public bool Repeats(StorageRequest request) =>
            IsOn && trouble == Trouble.EveryMessageTwice && request is { Service: "queue", Method: "POST" } && request.Resource(prefix).EndsWith("/messages", StringComparison.Ordinal) && Interlocked.Increment(ref happened) > 0;
    }
}
