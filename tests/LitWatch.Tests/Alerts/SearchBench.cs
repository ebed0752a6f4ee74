using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Digests;
using LitWatch.Sources;
using LitWatch.Sources.Http;
using LitWatch.Storage;
using LitWatch.Tests.Local;
using LitWatch.Tests.Sources;
using LitWatch.Tests.Sources.PubMed;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Alerts;

/// <summary>Sweep and search over real storage, with a PubMed of the test's own making and a clock that it sets.</summary>
internal sealed class SearchBench : IAsyncDisposable
{
    private readonly ServiceProvider services;

    public SearchBench(AzuriteFixture azurite)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(azurite.NewConfiguration()).AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PubMed:BaseUrl"] = "http://pubmed.test/eutils",
            ["Security:SigningKey"] = "search-tests-signing-key-0123456789",
        }).Build();
        var collection = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<Jitter>(() => 0.5)
            .AddLitWatch(configuration)
            .AddSingleton<IRequestGate, CountingGate>();
        collection.AddHttpClient(SourceNames.PubMed).ConfigurePrimaryHttpMessageHandler(() => new FakeUpstream(PubMed.Answer));
        services = collection.BuildServiceProvider();
    }

    public InstantTime Clock { get; } = new(new DateTimeOffset(2026, 11, 25, 17, 0, 0, TimeSpan.Zero));

    public FakePubMed PubMed { get; } = new();

    public Task<Alert> WatchAsync(string? start = null, bool offPeak = false) => Get<EditAlerts>().AddAsync(
        "team",
        "tests",
        new AlertDraft
        {
            Strategy = SourceFixture.Strategy(),
            Sources = [new AlertSource(SourceNames.PubMed, Required: true)],
            Start = start is null ? null : DateOnly.ParseExact(start, "yyyy-MM-dd"),
            BackFillOffPeak = offPeak,
        },
        CancellationToken.None);

    /// <summary>One sweep, and every message that comes of it.</summary>
    public async Task SweepAsync()
    {
        await Get<SweepAlerts>().RunAsync(CancellationToken.None);
        while (await NextAsync() is { } message)
        {
            await SearchAsync(message);
        }
    }

    public Task AskAsync() => Get<SweepAlerts>().RunAsync(CancellationToken.None);

    public Task SearchAsync(SourceSearch message) => Get<SearchSource>().RunAsync(message, CancellationToken.None);

    public async Task<SourceSearch?> NextAsync()
    {
        var queue = await Get<StorageAccount>().QueueAsync(SourceSearch.Queue, CancellationToken.None);
        if ((await queue.ReceiveMessageAsync()).Value is not { } message)
        {
            return null;
        }

        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        return message.Body.ToObjectFromJson<SourceSearch>(AlertsJson.Default.SourceSearch.Options);
    }

    public Task<SearchCursor> CursorAsync(Alert alert) => Get<CursorStore>().FindAsync(alert.StrategyHash, SourceNames.PubMed, CancellationToken.None);

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<SearchRun>> RunsAsync(Alert alert) =>
        [.. (await Get<RunStore>().SinceAsync(alert.StrategyHash, SourceNames.PubMed, DateTimeOffset.MinValue, CancellationToken.None).ToListAsync()).OrderBy(run => run.QueuedAt).ThenBy(run => run.Window.From)];

    public async Task<IReadOnlyList<Hit>> HitsAsync(Alert alert) => await Get<HitStore>().SinceAsync(alert.StrategyHash, DateTimeOffset.MinValue, CancellationToken.None).ToListAsync();

    /// <summary>What a digest of the alert would say now.</summary>
    public async Task<DigestAlert> DigestAsync(Alert alert)
    {
        var subscription = new Subscription
        {
            Id = "subscription",
            Team = alert.Team,
            Name = "Weekly",
            Recipients = [],
            Alerts = [new SubscribedAlert(alert.Id, alert.CreatedAt)],
            CreatedAt = alert.CreatedAt,
            CreatedBy = "tests",
        };
        var manifest = await Get<ManifestBuilder>().BuildAsync(subscription, Clock.Now, previousSlot: null, CancellationToken.None);
        return manifest.Alerts.Single();
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();
}
