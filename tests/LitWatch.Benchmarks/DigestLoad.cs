using System.Diagnostics;
using System.Globalization;
using LitWatch.Alerts;
using LitWatch.Local.Hosting;
using LitWatch.Replay;
using LitWatch.Sources;
using LitWatch.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Benchmarks;

/// <summary>
/// What digests cost that are all due in one slot, each of twenty alerts with one new article: storage transactions, time and memory, how they grow with the number of subscriptions, and what a second worker process brings.
/// Workers are processes of their own over one Azurite, whose share of the processors is told: on a small machine it is the limit.
/// </summary>
internal static class DigestLoad
{
    private const int Alerts = 200;
    private const string Team = "load";

    public static async Task RunAsync(IReadOnlyList<int> sizes)
    {
        Console.WriteLine("subscriptions | processes | digests/s | x time | storage/digest | KB allocated/digest | MB peak | Azurite's share of the time");
        double? first = null;
        foreach (var size in sizes)
        {
            var seconds = await MeasureAsync(size, processes: 1, first);
            first ??= seconds;
        }

        await MeasureAsync(sizes[0], processes: 2, first);
    }

    /// <summary>One worker: drains the queues of the storage that its environment names, and says what that cost.</summary>
    public static async Task WorkAsync(string folder)
    {
        using var requests = new RequestCount();
        await using var host = await LocalHost.BuildAsync(new LocalHostSettings { Parts = HostParts.Queues, WorkingFolder = folder }, CancellationToken.None);
        var watch = Stopwatch.StartNew();
        await host.StartAsync(CancellationToken.None);
        await host.DrainAsync(TimeSpan.Zero, CancellationToken.None);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds} {requests.Except(0)} {GC.GetTotalAllocatedBytes()} {Process.GetCurrentProcess().PeakWorkingSet64}"));
    }

    private static async Task<double> MeasureAsync(int size, int processes, double? first)
    {
        var folder = Directory.CreateTempSubdirectory("litwatch-load").FullName;
        try
        {
            return await MeasureAsync(folder, size, processes, first);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> MeasureAsync(string folder, int size, int processes, double? first)
    {
        await using var sources = await SourcesAsync(folder);
        await using var host = await LocalHost.BuildAsync(Settings(folder, sources), CancellationToken.None);
        await host.StartAsync(CancellationToken.None);
        await using var scope = host.ScopeFor(Team);
        await SubscribeAsync(scope.ServiceProvider, size);
        await Pipeline.SweepDigests.RunAsync(scope.ServiceProvider, CancellationToken.None);
        var emulator = EmulatorTime();
        var workers = await Task.WhenAll(Enumerable.Range(0, processes).Select(_ => WorkerAsync(folder, host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<StorageOptions>>().Value.ConnectionString!)));
        var (seconds, requests, allocated, peak) = (workers.Max(worker => worker[0]), workers.Sum(worker => worker[1]), workers.Sum(worker => worker[2]), workers.Max(worker => worker[3]));
        if (Directory.GetFiles(Path.Combine(folder, "outbox"), "*.eml").Length is var mails && mails != size)
        {
            throw new InvalidOperationException($"{mails} of {size} digests were mailed.");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{size,13} | {processes,9} | {size / seconds,9:0.0} | {seconds / (first ?? seconds),6:0.0} | {requests / size,14:0.0} | {allocated / size / 1000,19:0} | {peak / 1e6,7:0} | {(EmulatorTime() - emulator).TotalSeconds / seconds,6:0.00}"));
        return seconds;
    }

    private static async Task<ReplayServer> SourcesAsync(string folder)
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-2);
        var records = SyntheticRecords.PubMedSet(Alerts, day).Split("<PubmedArticle>").Select((record, number) => record.Replace("xamplimab", "xamplimab" + Letters(number - 1), StringComparison.Ordinal));
        var corpus = Directory.CreateDirectory(Path.Combine(folder, "corpus")).FullName;
        await File.WriteAllTextAsync(Path.Combine(corpus, "records.xml"), string.Join("<PubmedArticle>", records));
        return await ReplayServer.StartAsync(new ReplayOptions { Corpora = [corpus], RateLimits = false }, TimeProvider.System, CancellationToken.None);
    }

    private static async Task SubscribeAsync(IServiceProvider services, int size)
    {
        var now = TimeProvider.System.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var alerts = new List<Alert>();
        for (var number = 0; number < Alerts; number++)
        {
            var alert = await SyntheticTeam.WatchAsync(services, Team, "examplimab" + Letters(number));
            var search = new SourceSearch(alert.StrategyHash, "pubmed", new SearchWindow(today.AddDays(-7), today.AddDays(-1)), SearchPurpose.Newest, now);
            await services.GetRequiredService<SearchSource>().RunAsync(search, CancellationToken.None);
            alerts.Add(alert);
        }

        await SyntheticTeam.SubscribeAsync(services, Team, alerts, size);
    }

    private static async Task<double[]> WorkerAsync(string folder, string connection)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(DigestLoad).Assembly.Location, "digests-work", folder]) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = folder };
        foreach (var (key, value) in Values(folder).Append(new(StorageOptions.ConnectionKey, connection)))
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        using var worker = Process.Start(start)!;
        var said = await worker.StandardOutput.ReadToEndAsync();
        await worker.WaitForExitAsync();
        return [.. said.Split(' ', StringSplitOptions.TrimEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    // Azurite is the one program of Node here.
    private static TimeSpan EmulatorTime() => Process.GetProcessesByName("node").Aggregate(TimeSpan.Zero, (sum, process) => sum + process.TotalProcessorTime);

    private static string Letters(int number) => $"{(char)('a' + (number / 20))}{(char)('a' + (number % 20))}";

    private static Dictionary<string, string?> Values(string folder) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Mail:PickupDirectory"] = Path.Combine(folder, "outbox"),
        ["PubMed:Email"] = "benchmark@example.org",
        ["Security:SigningKey"] = "benchmark-signing-key-0123456789",
    };

    private static LocalHostSettings Settings(string folder, ReplayServer sources) => new()
    {
        Parts = HostParts.None,
        StateFolder = Path.Combine(folder, "state"),
        Values = new Dictionary<string, string?>(Values(folder), StringComparer.OrdinalIgnoreCase)
        {
            [StorageOptions.ConnectionKey] = "",
            ["PubMed:BaseUrl"] = sources.PubMedBaseUrl.AbsoluteUri,
            ["PubMed:ApiKey"] = "benchmark",
            ["Crossref:BaseUrl"] = sources.CrossrefBaseUrl.AbsoluteUri,
        },
    };
}
