using System.Net;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Local.Hosting;
using LitWatch.Replay.Faults;
using LitWatch.Tests.Local;

namespace LitWatch.Tests.Pipelines;

/// <summary>Crossref counts requests at once as well as requests a second: answers that take their time must not pile up.</summary>
public sealed class SlowSourceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_slow_source_is_never_asked_more_often_at_once_than_it_allows()
    {
        await using var sources = await Bench.ReplayAsync();
        sources.Faults.Add(new FaultRule { Route = "works", Kind = FaultKind.Delay, Delay = TimeSpan.FromSeconds(2.5) });
        var configuration = Bench.Configuration(azurite.ConnectionString, TestStorage.NewPrefix(), sources, folder["outbox"]);
        await using var runner = await LocalRunner.StartAsync(configuration, folder.Path, TimeProvider.System, HostParts.Queues);
        foreach (var strategy in LitWatch.Local.Commands.DemoAlerts.Strategies.Take(6))
        {
            await Bench.AlertAsync(runner.Services, Bench.Team, strategy, [new AlertSource(SourceNames.Crossref, Required: true)]);
        }

        await runner.SweepAsync();

        Assert.DoesNotContain(sources.Requests, request => request.Status == (int)HttpStatusCode.TooManyRequests);
    }
}
