using LitWatch.Alerts;
using LitWatch.Storage;
using LitWatch.Tests.Local;
using LitWatch.Tests.Pipelines;
using LitWatch.Tests.Web;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Alerts;

public sealed class SharedSearchesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_thousand_alerts_of_a_hundred_strategies_are_a_hundred_searches_of_each_source()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        await Parallel.ForAsync(0, 1_000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
            await Bench.AlertAsync(web.Services, $"team{number % 7}", Bench.StrategyOf([$"drug{number % 100}mab"], ["rash"]), name: $"alert {number}"));

        for (var tick = 0; tick < 2; tick++)
        {
            await using var scope = web.Services.CreateAsyncScope();
            await Pipeline.SweepAlerts.RunAsync(scope.ServiceProvider, CancellationToken.None);
        }

        var queue = await web.Services.GetRequiredService<StorageAccount>().QueueAsync(SourceSearch.Queue, CancellationToken.None);
        var (asked, all) = (new HashSet<(string, string)>(), 0);
        while ((await queue.ReceiveMessagesAsync(32, TimeSpan.FromMinutes(5))).Value is { Length: > 0 } messages)
        {
            all += messages.Length;
            asked.UnionWith(messages.Select(message => QueueMessage.Read(message.Body, AlertsJson.Default.SourceSearch)).Select(search => (search.Strategy, search.Source)));
        }

        Assert.Equal((200, 200), (asked.Count, all));
    }
}
