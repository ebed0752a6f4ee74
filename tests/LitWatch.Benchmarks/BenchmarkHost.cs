using LitWatch.Local.Hosting;
using LitWatch.Replay;
using LitWatch.Storage;

namespace LitWatch.Benchmarks;

/// <summary>A host that serves the API and the page from a folder, over sources of any size.</summary>
internal static class BenchmarkHost
{
    /// <summary>Replay with so many articles on examplimab and exampleitis.</summary>
    public static async Task<ReplayServer> SourcesAsync(string folder, int articles)
    {
        var corpus = Directory.CreateDirectory(Path.Combine(folder, "corpus")).FullName;
        await File.WriteAllTextAsync(Path.Combine(corpus, "records.xml"), SyntheticRecords.PubMedSet(articles, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-2)));
        return await ReplayServer.StartAsync(new ReplayOptions { Corpora = [corpus], RateLimits = false }, TimeProvider.System, CancellationToken.None);
    }

    public static Task<LocalHost> BuildAsync(string folder, ReplayServer sources) => LocalHost.BuildAsync(Settings(folder, sources), CancellationToken.None);

    private static LocalHostSettings Settings(string folder, ReplayServer sources) => new()
    {
        Parts = HostParts.Web,
        StateFolder = Path.Combine(folder, "state"),
        Values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [StorageOptions.ConnectionKey] = "",
            ["PubMed:Email"] = "benchmark@example.org",
            ["PubMed:ApiKey"] = "benchmark",
            ["PubMed:BaseUrl"] = sources.PubMedBaseUrl.AbsoluteUri,
            ["Crossref:BaseUrl"] = sources.CrossrefBaseUrl.AbsoluteUri,
            ["Security:SigningKey"] = "benchmark-signing-key-0123456789",
            ["Web:PublicUrl"] = "http://127.0.0.1:0/",
            ["Web:SearchesPerMinute"] = "100000",
        },
    };
}
