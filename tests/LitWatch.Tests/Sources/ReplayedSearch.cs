using System.Globalization;
using System.Text;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Replay;
using LitWatch.Sources;
using LitWatch.Sources.Http;
using LitWatch.Tests.Replay;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LitWatch.Tests.Sources;

/// <summary>PubMed or Crossref over real HTTP, with faults that the test orders, and searches of it by the real composition.</summary>
internal sealed class ReplayedSearch : IAsyncDisposable
{
    private readonly string name;

    private ReplayedSearch(string name, ReplayServer server, IReadOnlySet<string> truth) => (this.name, Server, Truth) = (name, server, truth);

    public ReplayServer Server { get; }

    /// <summary>The PMIDs or DOIs that a search should find.</summary>
    public IReadOnlySet<string> Truth { get; }

    public static async Task<ReplayedSearch> PubMedAsync(int records, int searchCap = 9_999)
    {
        var server = await ReplayServer.StartAsync(new ReplayOptions { RateLimits = false, SearchCap = searchCap }, TimeProvider.System, CancellationToken.None);
        server.Add($"<PubmedArticleSet>{string.Concat(Enumerable.Range(1, records).Select(Record))}</PubmedArticleSet>");
        return new ReplayedSearch(SourceNames.PubMed, server, Enumerable.Range(1, records).Select(pmid => pmid.ToString(CultureInfo.InvariantCulture)).ToHashSet(StringComparer.Ordinal));
    }

    public static async Task<ReplayedSearch> CrossrefAsync(int works)
    {
        var server = await ReplayServer.StartAsync(new ReplayOptions { RateLimits = false }, TimeProvider.System, CancellationToken.None);
        server.Add($"[{string.Join(',', Enumerable.Range(1, works).Select(Work))}]");
        return new ReplayedSearch(SourceNames.Crossref, server, Enumerable.Range(1, works).Select(Doi).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>One search of the week by a process of its own, so that no circuit is open from the last.</summary>
    /// <param name="time">Null: pauses between tries take no time.</param>
    public async Task<SearchedOnce> RunAsync(TimeProvider? time = null)
    {
        using var log = new Capture();
        await using var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
            .AddSingleton(time ?? new InstantTime(new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero)))
            .AddSingleton<IRequestGate>(new CountingGate())
            .AddSingleton<Jitter>(() => 0.5)
            .AddSources(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["PubMed:BaseUrl"] = Server.PubMedBaseUrl.AbsoluteUri,
                ["PubMed:ApiKey"] = SourceFixture.Key,
                ["Crossref:BaseUrl"] = Server.CrossrefBaseUrl.AbsoluteUri,
                ["Crossref:PlusToken"] = SourceFixture.Key,
            }).Build())
            .BuildServiceProvider();
        var source = services.GetServices<ILiteratureSource>().Single(candidate => candidate.Name == name);
        var kept = new List<SourceAnswer>();
        var transcript = new SearchTranscript((answer, _) =>
        {
            kept.Add(answer);
            return Task.CompletedTask;
        });
        var delivered = new List<string>();
        var before = Server.Requests.Count;
        string? fault = null;
        try
        {
            SearchWindow? window = new SearchWindow(new DateOnly(2026, 11, 16), new DateOnly(2026, 11, 22));
            do
            {
                await foreach (var batch in source.SearchAsync(SourceFixture.Strategy(), window, transcript, CancellationToken.None))
                {
                    delivered.AddRange(batch.Select(article => article.Records[0].Id));
                }

                window = transcript.Rest;
            }
            while (window is not null);
        }
        catch (SourceException ended)
        {
            fault = ended.Message;
        }

        return new SearchedOnce(Certificate.Of(transcript, delivered, delivered.Count, fault), delivered, kept, transcript.Warnings, [.. Server.Requests.Skip(before)])
        {
            Lost = [.. Truth.Except(delivered, StringComparer.Ordinal)],
            Log = log.ToString(),
            IsShortOf = transcript.Shortfalls.Count > 0 || fault is not null,
        };
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private sealed class Capture : ILoggerProvider, ILogger
    {
        private readonly StringBuilder lines = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines)
            {
                lines.AppendLine(CultureInfo.InvariantCulture, $"{logLevel} {formatter(state, exception)} {exception}");
            }
        }

        public void Dispose()
        {
        }

        public override string ToString()
        {
            lock (lines)
            {
                return lines.ToString();
            }
        }
    }

    private static string Doi(int work) => string.Create(CultureInfo.InvariantCulture, $"10.5555/case.{work}");

    private static string Work(int work) =>
        Replayed.Work(Doi(work), string.Create(CultureInfo.InvariantCulture, $"Case {work}: natalizumab and psoriasis")).Replace("[2026,11,4]", "[2026,11,18]", StringComparison.Ordinal).Replace("2026-11-04", "2026-11-18", StringComparison.Ordinal);

    private static string Record(int pmid) =>
        Replayed.Article(pmid, $"Case {pmid}: natalizumab and psoriasis", history: Replayed.Moment("entrez", 2026, 11, 16 + (pmid % 7)) + Replayed.Moment("pubmed", 2026, 11, 16 + (pmid % 7)));
}

/// <summary>What one search was told and brought.</summary>
/// <param name="Delivered">PMIDs or DOIs as they came.</param>
/// <param name="Kept">Answers as received.</param>
internal sealed record SearchedOnce(Certificate Certificate, IReadOnlyList<string> Delivered, IReadOnlyList<SourceAnswer> Kept, IReadOnlyList<string> Warnings, IReadOnlyList<ReplayedRequest> Requests)
{
    /// <summary>What the source has and the search did not bring.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>The search says that it lacks something it cannot name.</summary>
    public required bool IsShortOf { get; init; }

    /// <summary>All that was logged, at every level.</summary>
    public required string Log { get; init; }

    /// <summary>Lost, and neither named nor told.</summary>
    public IReadOnlyList<string> LostInSilence => Certificate.Outcome != SearchOutcome.Complete && IsShortOf ? [] : [.. Lost.Except(Certificate.Missing, StringComparer.Ordinal)];

    public override string ToString() =>
        $"{Certificate.Outcome}: {Certificate.Delivered} of {Certificate.Promised}; lost {string.Join(' ', Lost.Take(20))}; missing {string.Join(' ', Certificate.Missing.Take(20))}; why {string.Join(" | ", Certificate.Why)}";
}
