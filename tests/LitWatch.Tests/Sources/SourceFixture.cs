using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.Http;
using LitWatch.Strategies;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Sources;

/// <summary>The real composition over a fake network, a gate that counts and a clock on which waiting takes no time.</summary>
internal sealed class SourceFixture : IAsyncDisposable
{
    public const string Key = "0123456789abcdef";
    private readonly ServiceProvider services;
    private readonly string name;

    public SourceFixture(string name, FakeUpstream upstream, params (string Key, string Value)[] settings)
    {
        this.name = name;
        Upstream = upstream;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PubMed:BaseUrl"] = "http://pubmed.test/eutils",
            ["Crossref:BaseUrl"] = "http://crossref.test/some/path",
        }).AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        var collection = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IRequestGate>(Gate)
            .AddSingleton<Jitter>(() => 0.5)
            .AddSources(configuration);
        collection.AddHttpClient(name).ConfigurePrimaryHttpMessageHandler(() => upstream);
        services = collection.BuildServiceProvider(validateScopes: true);
        Transcript = new SearchTranscript((answer, _) =>
        {
            Kept.Add(answer);
            return Task.CompletedTask;
        });
    }

    public FakeUpstream Upstream { get; }

    public InstantTime Time { get; } = new(new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero));

    public CountingGate Gate { get; } = new();

    public SearchTranscript Transcript { get; }

    public List<SourceAnswer> Kept { get; } = [];

    public List<SearchWindow?> Rests { get; } = [];

    public ILiteratureSource Source => services.GetServices<ILiteratureSource>().Single(source => source.Name == name);

    public static Strategy Strategy(params Term[] drug) => new() { Drug = drug.Length > 0 ? drug : ["natalizumab"], Reaction = ["psoriasis"] };

    /// <summary>Searches the whole window, part by part, in batches as they came; <see cref="Rests"/> has what was left after each.</summary>
    public async Task<List<IReadOnlyList<Article>>> SearchAsync(string from = "2026-11-16", string to = "2026-11-22", Strategy? strategy = null)
    {
        SearchWindow? window = new SearchWindow(DateOnly.ParseExact(from, "yyyy-MM-dd"), DateOnly.ParseExact(to, "yyyy-MM-dd"));
        var batches = new List<IReadOnlyList<Article>>();
        do
        {
            await foreach (var batch in Source.SearchAsync(strategy ?? Strategy(), window, Transcript, CancellationToken.None))
            {
                batches.Add(batch);
            }

            window = Transcript.Rest;
            Rests.Add(window);
        }
        while (window is not null);

        return batches;
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}

internal sealed class CountingGate : IRequestGate
{
    public List<(string Source, double Rate)> Paid { get; } = [];

    public List<TimeSpan> Held { get; } = [];

    public bool Busy { get; set; }

    /// <summary>Requests that were neither answered nor given up.</summary>
    public int UnderWay { get; private set; }

    public Task<IAsyncDisposable> EnterAsync(string source, double requestsPerSecond, CancellationToken cancellationToken)
    {
        Paid.Add((source, requestsPerSecond));
        if (Busy)
        {
            throw new GateBusyException(source, TimeSpan.FromSeconds(90));
        }

        UnderWay++;
        return Task.FromResult<IAsyncDisposable>(new Slot(this));
    }

    public Task HoldAsync(string source, TimeSpan pause, CancellationToken cancellationToken)
    {
        Held.Add(pause);
        return Task.CompletedTask;
    }

    private sealed class Slot(CountingGate gate) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            gate.UnderWay--;
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>Pauses between tries end at once and are written down; longer timers (timeouts) never ring.</summary>
internal sealed class InstantTime(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(31);

    public List<TimeSpan> Pauses { get; } = [];

    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(callback, state, Timeout.Infinite, Timeout.Infinite);
        if (dueTime >= TimeSpan.Zero && dueTime <= LongestPause)
        {
            Pauses.Add(dueTime);
            timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        return timer;
    }
}
