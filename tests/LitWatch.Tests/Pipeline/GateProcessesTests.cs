using System.Globalization;
using LitWatch.Replay;
using LitWatch.Tests.Local;
using LitWatch.Tests.Replay;
using Xunit.Abstractions;

namespace LitWatch.Tests.Pipelines;

/// <summary>Real processes that search at the same time keep one limit, as the source counts it, and make use of it.</summary>
[Collection(nameof(QuietMachine))]
[Trait("Category", "Long")]
public sealed class GateProcessesTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const int Processes = 4;

    /// <summary>The gate leaves about a tenth of the limit unused: the margin for clocks, and the time until an answer.</summary>
    private const double LeastUse = 0.8;

    /// <summary>A machine that is busy with something else can't use the limit for a while; a gate that wastes it wastes it always.</summary>
    private const int MostLooks = 4;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(3, null)]
    [InlineData(10, "key-of-the-test")]
    public async Task Four_processes_keep_the_limit_in_every_second_and_use_it(int limit, string? key)
    {
        var length = TimeSpan.FromSeconds(FullRun.IsAsked ? 30 : 12);
        using var folder = new TemporaryFolder();
        await WarmUp.RunAsync(CancellationToken.None);

        // A source that names few records a search makes one search hundreds of requests.
        await using var sources = await ReplayServer.StartAsync(new ReplayOptions { SearchCap = 8 }, TimeProvider.System, CancellationToken.None);
        sources.Add($"<PubmedArticleSet>{string.Concat(Enumerable.Range(1, 2_000).Select(Record))}</PubmedArticleSet>");
        var configuration = Bench.Configuration(azurite.ConnectionString, TestStorage.NewPrefix(), sources, folder["outbox"]);
        configuration["PubMed:ApiKey"] = key;
        await using var processes = new Running([.. Enumerable.Range(0, Processes).Select(_ => LitWatchProcess.Start(
            configuration, folder[""], "search", "--drug", "examplimab", "--any-reaction", "--source", "pubmed", "--from", "2024-01-01", "--to", "2026-06-30"))]);
        await Eventually.TrueAsync(() => sources.Requests.Count >= Processes * 4, "all processes search", seconds: 60);
        var used = 0.0;
        for (var look = 0; look < MostLooks && used < LeastUse; look++)
        {
            var begun = TimeProvider.System.GetUtcNow();
            await Task.Delay(length, TimeProvider.System);
            var ended = TimeProvider.System.GetUtcNow();
            used = sources.Requests.Count(request => request.Time >= begun && request.Time < ended) / (limit * (ended - begun).TotalSeconds);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"limit {limit}: {used:P1} used"));
        }

        Assert.All(processes.All, process => Assert.False(process.HasEnded, process.Said));
        var requests = sources.Requests;
        var times = requests.Select(request => request.Time).Order().ToList();
        var most = times.Select((time, i) => times.Skip(i).TakeWhile(other => other - time < Second).Count()).Max();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"limit {limit}: {times.Count} requests, at most {most} in a second"));
        Assert.DoesNotContain(requests, request => request.Status == 429);
        Assert.InRange(most, 1, limit);
        Assert.True(used >= LeastUse, string.Create(CultureInfo.InvariantCulture, $"{used:P1} of the limit used"));
    }

    private static string Record(int pmid)
    {
        var day = new DateTime(2024, 1, 1).AddDays(pmid % 900);
        return Replayed.Article(pmid, $"Case {pmid} under examplimab", history: Replayed.Moment("entrez", day.Year, day.Month, day.Day) + Replayed.Moment("pubmed", day.Year, day.Month, day.Day));
    }

    private sealed class Running(IReadOnlyList<LitWatchProcess> processes) : IAsyncDisposable
    {
        public IReadOnlyList<LitWatchProcess> All => processes;

        public async ValueTask DisposeAsync()
        {
            foreach (var process in processes)
            {
                await process.DisposeAsync();
            }
        }
    }
}

/// <summary>Tests of real time: alone, for requests that wait for a processor arrive in bunches that no gate can keep apart.</summary>
[CollectionDefinition(nameof(QuietMachine), DisableParallelization = true)]
public sealed class QuietMachine;
