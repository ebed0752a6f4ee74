using System.Diagnostics;
using System.Net;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Digests;
using LitWatch.Local.Hosting;
using LitWatch.Replay;
using LitWatch.Storage;
using LitWatch.Strategies;
using LitWatch.Tests.Local;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace LitWatch.Tests.Pipelines;

/// <summary>Two hosts in processes of their own on one storage: what either does the other does not do again, and together they keep the sources' rates.</summary>
[Collection(nameof(LongProcesses))]
[Trait("Category", "Long")]
public sealed class SideBySideTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>, IDisposable
{
    private const int Teams = 10;
    private const int LimitSeconds = 220;
    private static readonly int Alerts = FullRun.IsAsked ? 200 : 30;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Two_hosts_search_each_strategy_once_and_mail_each_subscriber_once()
    {
        var watch = Stopwatch.StartNew();
        await using var sources = await Bench.ReplayAsync();
        var clock = new ShiftedTimeProvider(Bench.Beforehand);
        var configuration = Bench.Configuration(azurite.ConnectionString, TestStorage.NewPrefix(), sources, folder["outbox"]);
        await using var services = await LocalRunner.StartAsync(configuration, folder.Path, clock, HostParts.None);
        var (alerts, subscriptions) = await WatchAsync(services.Services);
        clock.Offset = TimeSpan.Zero;
        var strategies = alerts.Select(alert => alert.StrategyHash).Distinct(StringComparer.Ordinal).ToArray();

        await using var one = Serve(configuration);
        await using var other = Serve(configuration);
        await RunningAsync([one, other], () => AllSearchedAsync(services.Services, 2 * strategies.Length), "all strategies are searched in both sources");
        output.WriteLine($"{alerts.Count} alerts, {strategies.Length} strategies searched after {watch.Elapsed.TotalSeconds:0} s");
        await ResumeAsync(services.Services, subscriptions);
        await RunningAsync([one, other], () => AllSettledAsync(services.Services, subscriptions.Count), "all digests are settled");

        // Both go on sweeping for a while: a second mail would come now.
        await Task.Delay(TimeSpan.FromSeconds(6));
        await AssertMailAsync(services.Services, subscriptions);
        await AssertSearchesAsync(services.Services, strategies);
        var requests = sources.Requests;
        var refused = requests.Where(request => request.Status == (int)HttpStatusCode.TooManyRequests).Select(request => $"{request.Route} after {(request.Time - requests[0].Time).TotalSeconds:0.00} s").ToArray();
        output.WriteLine($"{requests.Count} requests, {refused.Length} answered 429 ({string.Join(", ", refused)}); {watch.Elapsed.TotalSeconds:0} s in all");

        // How late a request leaves is the machine's; RequestGateTests prove the pace. Without a gate nearly all would be refused.
        Assert.True(refused.Length * 3 <= requests.Count, $"{refused.Length} of {requests.Count} requests were refused for their rate: {string.Join(", ", refused)}");
    }

    // A pair with further reaction words is another strategy that finds the same.
    private static IReadOnlyList<Strategy> Variants(int count)
    {
        var pairs = LitWatch.Local.Commands.DemoAlerts.Strategies;
        return
        [
            .. Enumerable.Range(0, count).Select(i => pairs[i % pairs.Count] with
            {
                Reaction = [.. pairs[i % pairs.Count].Reaction, .. Enumerable.Range(0, i / pairs.Count).Select(extra => (Term)$"madeup reaction {extra}")],
            }),
        ];
    }

    private static async Task<(IReadOnlyList<Alert> Alerts, IReadOnlyList<Subscription> Subscriptions)> WatchAsync(IServiceProvider services)
    {
        var strategies = Variants(Math.Max(10, Alerts / 5));
        var alerts = new List<Alert>();
        foreach (var i in Enumerable.Range(0, Alerts))
        {
            alerts.Add(await Bench.AlertAsync(services, Team(i % Teams), strategies[((i % Teams) + (i / Teams * 3)) % strategies.Count], Bench.BothRequired, name: $"alert {i}"));
        }

        var subscriptions = new List<Subscription>();
        foreach (var team in alerts.GroupBy(alert => alert.Team, StringComparer.Ordinal))
        {
            // Paused until all is searched: which host composes when is then the only race.
            subscriptions.Add(await Bench.SubscribeAsync(services, team.Key, team, paused: true, $"{team.Key}@example.org", $"head.of.{team.Key}@example.org"));
        }

        return (alerts, subscriptions);
    }

    private static string Team(int number) => $"team{number}";

    private static async Task ResumeAsync(IServiceProvider services, IReadOnlyList<Subscription> subscriptions)
    {
        await using var scope = services.CreateAsyncScope();
        foreach (var subscription in subscriptions)
        {
            var (current, read) = (await services.GetRequiredService<SubscriptionStore>().FindAsync(subscription.Team, subscription.Id, CancellationToken.None))!.Value;
            Assert.NotNull(await scope.ServiceProvider.GetRequiredService<EditSubscriptions>().ChangeAsync(current, read, "tests", new SubscriptionDraft { Paused = false }, CancellationToken.None));
        }
    }

    private static async Task<bool> AllSearchedAsync(IServiceProvider services, int cursors)
    {
        var rows = await StoredState.RowsAsync(services.GetRequiredService<StorageAccount>(), "Cursors");
        return rows.Count == cursors && rows.All(row => row.Read(AlertsJson.Default.SearchCursor) is { CompleteThrough: not null, IsUnderWay: false });
    }

    private static async Task<bool> AllSettledAsync(IServiceProvider services, int deliveries)
    {
        var rows = await StoredState.RowsAsync(services.GetRequiredService<StorageAccount>(), "Deliveries");
        return rows.Count == deliveries && rows.All(row => row.GetString("State") == nameof(DeliveryState.Settled));
    }

    private static Task RunningAsync(LitWatchProcess[] hosts, Func<Task<bool>> condition, string what) => Eventually.TrueAsync(
        async () =>
        {
            Assert.All(hosts, host => Assert.False(host.HasEnded, host.HasEnded ? host.Said : ""));
            await Task.Delay(500);
            return await condition();
        },
        what,
        LimitSeconds);

    private async Task AssertMailAsync(IServiceProvider services, IReadOnlyList<Subscription> subscriptions)
    {
        var mails = Mail.In(folder["outbox"]);
        Assert.Equal(
            subscriptions.SelectMany(subscription => subscription.Recipients).Select(recipient => recipient.Address).Order(StringComparer.Ordinal),
            mails.Select(mail => mail.To).Order(StringComparer.Ordinal));
        await using var scope = services.CreateAsyncScope();
        foreach (var subscription in subscriptions)
        {
            var delivery = Assert.Single(await services.GetRequiredService<DeliveryStore>().OfAsync(subscription.Team, subscription.Id, CancellationToken.None));
            var manifest = await scope.ServiceProvider.GetRequiredService<DigestArchive>().FindManifestAsync(delivery, CancellationToken.None);
            Assert.NotNull(manifest);
            Assert.True(manifest.IsComplete());
            var articles = manifest.Alerts.SelectMany(alert => alert.New).Select(line => line.Article).ToArray();
            Assert.NotEmpty(articles);
            Assert.Equal(articles.Length, articles.Select(article => article.Id).Distinct(StringComparer.Ordinal).Count());
            AssertOnce(articles.Select(article => article.Pmid?.ToString()));
            AssertOnce(articles.Select(article => article.Doi?.ToString()));
            Assert.Equal(await WantedAsync(services, subscription), articles.Select(article => article.Id).Order(StringComparer.Ordinal));
            Assert.All(mails.Where(mail => mail.To.EndsWith($"{subscription.Team}@example.org", StringComparison.Ordinal)), mail => Assert.Contains($"{articles.Length} new", mail.Subject, StringComparison.Ordinal));
        }
    }

    /// <summary>The articles that the hits of a subscription's alerts come to, joined: none may be missing from its digest.</summary>
    private static async Task<IEnumerable<string>> WantedAsync(IServiceProvider services, Subscription subscription)
    {
        var wanted = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var subscribed in subscription.Alerts)
        {
            var (alert, _) = (await services.GetRequiredService<AlertStore>().FindAsync(subscription.Team, subscribed.Alert, CancellationToken.None))!.Value;
            await foreach (var hit in services.GetRequiredService<HitStore>().SinceAsync(alert.StrategyHash, DateTimeOffset.MinValue, CancellationToken.None))
            {
                wanted.Add((await services.GetRequiredService<ArticleStore>().FindRootAsync(hit.Article, CancellationToken.None))!.Id);
            }
        }

        return wanted;
    }

    private static async Task AssertSearchesAsync(IServiceProvider services, IReadOnlyList<string> strategies)
    {
        foreach (var strategy in strategies)
        {
            foreach (var source in (string[])[SourceNames.PubMed, SourceNames.Crossref])
            {
                var run = Assert.Single(await services.GetRequiredService<RunStore>().SinceAsync(strategy, source, DateTimeOffset.MinValue, CancellationToken.None).ToListAsync());
                Assert.Equal(SearchOutcome.Complete, run.Certificate.Outcome);
            }
        }

        Assert.Empty(await StoredState.LooseEndsAsync(services.GetRequiredService<StorageAccount>()));
    }

    private static void AssertOnce(IEnumerable<string?> names)
    {
        var given = names.OfType<string>().ToArray();
        Assert.Equal(given.Length, given.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    private LitWatchProcess Serve(Dictionary<string, string?> configuration) => LitWatchProcess.Start(
        new Dictionary<string, string?>(configuration, StringComparer.OrdinalIgnoreCase)
        {
            ["Schedules:SweepAlerts"] = "*/10 * * * * *",
            ["Schedules:SweepDigests"] = "*/2 * * * * *",
        },
        folder.Path,
        "serve");
}
