using System.Diagnostics;
using System.Globalization;
using LitWatch.Alerts;
using LitWatch.Local.Hosting;
using LitWatch.Replay;
using LitWatch.Sources;
using LitWatch.Storage;
using LitWatch.Strategies;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Benchmarks;

/// <summary>
/// What an article costs on its way from PubMed into storage: storage transactions and upstream requests, counted, not timed, first when it is new
/// and again when it is known; and how time and memory grow with the number of articles.
/// </summary>
internal static class PipelineCost
{
    private const int Days = 7;

    public static async Task RunAsync(IReadOnlyList<int> sizes)
    {
        Console.WriteLine("articles | pass  | storage/article | upstream/article | s     | x time | MB managed");
        double? first = null;
        foreach (var size in sizes)
        {
            first = await MeasureAsync(size, first);
        }
    }

    private static async Task<double?> MeasureAsync(int size, double? first)
    {
        var folder = Directory.CreateTempSubdirectory("litwatch-cost").FullName;
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-2);
        await File.WriteAllTextAsync(Path.Combine(folder, "records.xml"), SyntheticRecords.PubMedSet(size, day, Days));
        await using var sources = await ReplayServer.StartAsync(new ReplayOptions { Corpora = [folder], RateLimits = false }, TimeProvider.System, CancellationToken.None);
        using var requests = new RequestCount();
        await using var host = await LocalHost.BuildAsync(Settings(folder, sources), CancellationToken.None);
        await host.StartAsync(CancellationToken.None);
        await using var scope = host.ScopeFor("cost");
        var alert = await scope.ServiceProvider.GetRequiredService<EditAlerts>().AddAsync(
            "cost", "benchmark", new AlertDraft { Strategy = new Strategy { Drug = ["examplimab"], Reaction = ["exampleitis"] }, Sources = [new AlertSource("pubmed", Required: true)] }, CancellationToken.None);
        foreach (var pass in new[] { "new", "known" })
        {
            var (storage, upstream) = (requests.Except(sources.BaseAddress.Port), requests.To(sources.BaseAddress.Port));
            var watch = Stopwatch.StartNew();
            await SearchAsync(scope.ServiceProvider, new SourceSearch(alert.StrategyHash, "pubmed", new SearchWindow(day.AddDays(1 - Days), day), SearchPurpose.Newest, TimeProvider.System.GetUtcNow()), size);
            var seconds = watch.Elapsed.TotalSeconds;
            first ??= seconds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{size,8} | {pass,-5} | {(double)(requests.Except(sources.BaseAddress.Port) - storage) / size,15:0.00} | {(double)(requests.To(sources.BaseAddress.Port) - upstream) / size,16:0.0000} | {seconds,5:0.0} | {seconds / first,6:0.0} | {GC.GetTotalMemory(forceFullCollection: true) / 1e6,8:0}"));
        }

        Directory.Delete(folder, recursive: true);
        return first;
    }

    /// <summary>The search and all that it hands on; what is not complete would be the cost of something else.</summary>
    private static async Task SearchAsync(IServiceProvider services, SourceSearch search, int size)
    {
        var queue = await services.GetRequiredService<StorageAccount>().QueueAsync(SourceSearch.Queue, CancellationToken.None);
        await Pipeline.SearchSource.RunAsync(services, BinaryData.FromObjectAsJson(search, AlertsJson.Default.SourceSearch.Options), CancellationToken.None);
        while ((await queue.ReceiveMessageAsync()).Value is { } next)
        {
            await Pipeline.SearchSource.RunAsync(services, next.Body, CancellationToken.None);
            await queue.DeleteMessageAsync(next.MessageId, next.PopReceipt);
        }

        var stored = 0;
        await foreach (var run in services.GetRequiredService<RunStore>().SinceAsync(search.Strategy, search.Source, search.QueuedAt, CancellationToken.None))
        {
            stored += run.Certificate.Stored;
        }

        if (stored != size)
        {
            throw new InvalidOperationException($"{stored} of {size} articles were stored.");
        }
    }

    private static LocalHostSettings Settings(string folder, ReplayServer sources) => new()
    {
        Parts = HostParts.None,
        StateFolder = Path.Combine(folder, "state"),
        Say = Console.Error.WriteLine,
        Values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [StorageOptions.ConnectionKey] = "",
            ["PubMed:BaseUrl"] = sources.PubMedBaseUrl.AbsoluteUri,
            ["PubMed:ApiKey"] = "benchmark",
            ["Crossref:BaseUrl"] = sources.CrossrefBaseUrl.AbsoluteUri,
        },
    };
}
