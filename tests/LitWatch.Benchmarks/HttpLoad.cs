using System.Diagnostics;
using System.Globalization;
using LitWatch.Local.Hosting;

namespace LitWatch.Benchmarks;

/// <summary>
/// How long the API takes under 1, 8 and 64 clients of a process of their own: a search against Replay and a list of 100 articles, as ratios to <c>GET api/health/live</c> under the same load, with the host's memory before and after.
/// </summary>
internal static class HttpLoad
{
    private const int Articles = 100;
    private const string Team = "default";

    public static async Task RunAsync(TimeSpan each)
    {
        var folder = Directory.CreateTempSubdirectory("litwatch-http").FullName;
        try
        {
            await using var sources = await BenchmarkHost.SourcesAsync(folder, articles: 20);
            await using var host = await BenchmarkHost.BuildAsync(folder, sources);
            await host.StartAsync(CancellationToken.None);
            await using var scope = host.ScopeFor(Team);
            var alert = await WatchAsync(scope.ServiceProvider);
            string[] paths = ["api/health/live", "api/search?drug=examplimab&reaction=exampleitis&source=pubmed", $"api/hits?alert={alert}"];
            await ClientsAsync(host.Addresses.Single(), paths, 8, TimeSpan.FromSeconds(2));
            Console.WriteLine("clients | path                | calls/s | median x live | 95 % x live | 99 % x live | errors | MB held");
            foreach (var clients in new[] { 1, 8, 64 })
            {
                double[]? live = null;
                foreach (var path in paths)
                {
                    var told = await ClientsAsync(host.Addresses.Single(), [path], clients, each);
                    live ??= told;
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{clients,7} | {path.Split('?')[0],-19} | {told[0] / each.TotalSeconds,7:0} | {told[1] / live[1],13:0.0} | {told[2] / live[2],11:0.0} | {told[3] / live[3],11:0.0} | {told[4],6} | {GC.GetTotalMemory(forceFullCollection: true) / 1e6,7:0}"));
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The clients: call in turn until the time is over, and say how many calls there were, the percentiles in milliseconds, and how many were not answered 200.</summary>
    public static async Task CallAsync(string address, int clients, TimeSpan time, string[] paths)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        var took = new System.Collections.Concurrent.ConcurrentBag<double>();
        var errors = 0;
        var all = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            for (var i = client; all.Elapsed < time; i++)
            {
                var watch = Stopwatch.StartNew();
                using var answer = await http.GetAsync(new Uri(paths[i % paths.Length], UriKind.Relative));
                await answer.Content.ReadAsByteArrayAsync();
                took.Add(watch.Elapsed.TotalMilliseconds);
                Interlocked.Add(ref errors, answer.IsSuccessStatusCode ? 0 : 1);
            }
        }));
        double[] sorted = [.. took.Order()];
        double At(double part) => sorted[(int)Math.Min(sorted.Length - 1, part * sorted.Length)];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sorted.Length} {At(0.5)} {At(0.95)} {At(0.99)} {errors}"));
    }

    private static async Task<double[]> ClientsAsync(string address, string[] paths, int clients, TimeSpan time)
    {
        string[] arguments = [typeof(HttpLoad).Assembly.Location, "http-calls", address, clients.ToString(CultureInfo.InvariantCulture), time.TotalSeconds.ToString(CultureInfo.InvariantCulture), .. paths];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return [.. said.Split(' ', StringSplitOptions.TrimEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    private static async Task<string> WatchAsync(IServiceProvider services)
    {
        var alert = await SyntheticTeam.WatchAsync(services, Team, "examplimab");
        foreach (var record in SyntheticTeam.Records(Articles))
        {
            await SyntheticTeam.FindAsync(services, alert, record);
        }

        return alert.Id;
    }
}
