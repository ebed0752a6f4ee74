using System.Diagnostics;
using System.Globalization;
using LitWatch.Alerts;
using LitWatch.Local.Hosting;
using LitWatch.Replay;
using LitWatch.Replay.Faults;
using LitWatch.Storage;
using LitWatch.Tests.Local;
using Xunit.Abstractions;

namespace LitWatch.Tests.Pipelines;

/// <summary>The real binary is asked to stop (SIGTERM) while its queues are full and sources answer slowly.</summary>
[Collection(nameof(LongProcesses))]
[Trait("Category", "Long")]
public sealed class TerminationTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const int Alerts = 30;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [SkippableFact]
    public async Task It_ends_in_time_and_nothing_is_lost_or_done_twice()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no SIGTERM there");
        using var folder = new TemporaryFolder();
        await using var sources = await Bench.ReplayAsync(rateLimits: false);
        var (quiet, _) = await FilledAsync(sources, folder);
        await RunAsync(quiet, folder);

        var (stopped, work) = await FilledAsync(sources, folder);
        sources.Faults.Add(FaultRule.Parse("route=*,kind=delay,delay=1"));
        var before = sources.Requests.Count;
        await using (var run = LitWatchProcess.Start(stopped, folder.Path, "run"))
        {
            // What the sweep had not asked for yet would come with the next one, when nobody trusts this one any more.
            await Eventually.TrueAsync(() => sources.Requests.Count >= before + 6, "searches are under way");
            await Eventually.TrueAsync(async () => (await StoredState.RowsAsync(work, "Cursors")).Count == 2 * Alerts, "all searches are asked for");
            var watch = Stopwatch.StartNew();
            run.Terminate();
            await run.EndedAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
            var (took, left) = (watch.Elapsed, await LeftAsync(work));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ended after {took.TotalSeconds:0.0} s with {left} messages left"));
            Assert.True(took < Limit, $"{took} {run.Said}");
        }

        Assert.True(await LeftAsync(work) > 0, "Nothing was left to do: the test is too late.");
        sources.Faults.Clear();
        await RunAsync(stopped, folder);

        StoredState.AssertSame(await OutcomeAsync(quiet), await OutcomeAsync(stopped));
        Assert.Equal(2 * Alerts, (await StoredState.RowsAsync(work, "Runs")).Count);
    }

    private async Task<(Dictionary<string, string?> Configuration, StorageAccount Storage)> FilledAsync(ReplayServer sources, TemporaryFolder folder)
    {
        var configuration = Bench.Configuration(azurite.ConnectionString, TestStorage.NewPrefix(), sources, folder["outbox"]);
        await using var host = await LocalRunner.StartAsync(configuration, folder.Path, TimeProvider.System, HostParts.None);
        for (var number = 0; number < Alerts; number++)
        {
            await Bench.AlertAsync(host.Services, Bench.Team, Bench.StrategyOf(["natalizumab", "Tysabri"], ["psoriasis", string.Create(CultureInfo.InvariantCulture, $"reaction{number}")]));
        }

        return (configuration, StorageAccount.Of(new StorageOptions { ConnectionString = azurite.ConnectionString, Prefix = configuration["Storage:Prefix"]! }));
    }

    private static async Task RunAsync(Dictionary<string, string?> configuration, TemporaryFolder folder)
    {
        await using var run = LitWatchProcess.Start(configuration, folder.Path, "run", "--until-idle");
        await run.EndedAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(3));
        Assert.True(run.ExitCode == 0, run.Said);
    }

    private async Task<IReadOnlyList<string>> OutcomeAsync(Dictionary<string, string?> configuration) =>
        await StoredState.OutcomeAsync(StorageAccount.Of(new StorageOptions { ConnectionString = azurite.ConnectionString, Prefix = configuration["Storage:Prefix"]! }));

    private static async Task<int> LeftAsync(StorageAccount storage) =>
        (await (await storage.QueueAsync(SourceSearch.Queue, CancellationToken.None)).GetPropertiesAsync()).Value.ApproximateMessagesCount;
}
