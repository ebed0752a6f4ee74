using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Deduplication;
using LitWatch.Local.Hosting;
using LitWatch.Replay;
using LitWatch.Replay.Faults;
using LitWatch.Sources;
using LitWatch.Sources.Pages.Fetching;
using LitWatch.Storage;
using LitWatch.Tests.Local;
using LitWatch.Tests.Replay;
using LitWatch.Tests.Sources;
using LitWatch.Tests.Sources.Pages.Fetching;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Pipelines;

/// <summary>From the tick to a page of the publisher's that joins its article, over real storage and real HTTP.</summary>
public sealed class EnrichmentTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private const string Doi = "10.5826/dpc.1202a88";
    private readonly TemporaryFolder folder = new();
    private readonly string prefix = TestStorage.NewPrefix();
    private ReplayServer sources = null!;

    public async Task InitializeAsync() => sources = await Bench.ReplayAsync();

    public async Task DisposeAsync()
    {
        await sources.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task What_Crossref_knows_without_keywords_gets_them_from_its_page_and_stays_one_article()
    {
        await using var runner = await StartAsync();
        await WatchAsync(runner, enrich: true, SourceNames.Crossref);

        await runner.SweepAsync();

        var article = await ArticleAsync(runner);
        Assert.Equal([SourceNames.Crossref, SourceNames.Page], article.Records.Select(record => record.Source).Order(StringComparer.Ordinal));
        Assert.Contains("palmo-plantar", article.Keywords);
        Assert.NotEmpty(article.Abstract);
        Assert.Equal([SourceNames.Page], article.Provenance!["keywords"]);
        var raw = await runner.Services.GetRequiredService<StorageAccount>().ContainerAsync("raw", CancellationToken.None);
        Assert.Contains(await raw.GetBlobsAsync().ToListAsync(), blob => blob.Name.Contains("-page-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_does_not_ask_for_pages_gets_none()
    {
        await using var runner = await StartAsync();
        await WatchAsync(runner, enrich: null, SourceNames.Crossref);

        await runner.SweepAsync();

        Assert.Equal([SourceNames.Crossref], (await ArticleAsync(runner)).Records.Select(record => record.Source));
        Assert.Empty(PageRequests);
    }

    [Fact]
    public async Task An_article_that_another_source_describes_in_full_needs_no_page()
    {
        await using var runner = await StartAsync();
        await WatchAsync(runner, enrich: null, SourceNames.PubMed);
        await runner.SweepAsync();
        await WatchAsync(runner, enrich: true, SourceNames.PubMed, SourceNames.Crossref);

        await runner.SweepAsync();

        Assert.Equal([SourceNames.Crossref, SourceNames.PubMed], (await ArticleAsync(runner)).Records.Select(record => record.Source).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(PageRequests, request => request.Path.EndsWith("1202a88", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_page_that_cannot_be_had_changes_nothing_and_comes_with_the_next_try()
    {
        await using var runner = await StartAsync();
        await WatchAsync(runner, enrich: null, SourceNames.Crossref);
        await runner.SweepAsync();
        var id = (await ArticleAsync(runner)).Id;
        sources.Faults.Add(new FaultRule { Route = "doi", Kind = FaultKind.Status, Status = 503, Limit = 1 });

        await ReadAsync(runner, id);
        Assert.Single((await ArticleAsync(runner)).Records);

        await ReadAsync(runner, id);
        Assert.Equal(2, (await ArticleAsync(runner)).Records.Count);
        await ReadAsync(runner, id);
        Assert.Equal(2, (await ArticleAsync(runner)).Records.Count);
        Assert.Equal(2, PageRequests.Count(request => request.Route == "doi"));
    }

    [Fact]
    public async Task A_page_is_tried_three_times_and_a_wait_for_the_gate_is_no_try()
    {
        var gate = new CountingGate();
        await using var runner = await StartAsync(services => services.AddSingleton<IReachable>(new OneSite(sources.BaseAddress)).AddSingleton<IRequestGate>(gate), HostParts.None);
        var id = await KeptAsync(runner);
        sources.Faults.Add(new FaultRule { Route = "doi", Kind = FaultKind.Status, Status = 503 });

        gate.Busy = true;
        await ReadAsync(runner, id, tries: 2);
        Assert.Equal(1, await WaitingAsync(runner));
        Assert.Empty(PageRequests);

        gate.Busy = false;
        await ReadAsync(runner, id, tries: 0);
        await ReadAsync(runner, id, tries: 1);
        Assert.Equal(3, await WaitingAsync(runner));
        await ReadAsync(runner, id, tries: 2);
        Assert.Equal(3, await WaitingAsync(runner));
        Assert.Equal(3, PageRequests.Count(request => request.Route == "doi"));
    }

    [Fact]
    public async Task A_configuration_cannot_make_this_machine_part_of_the_public_web()
    {
        // The composition of production, told to find DOIs at home.
        await using var runner = await StartAsync(static _ => { }, HostParts.Queues);
        await WatchAsync(runner, enrich: true, SourceNames.Crossref);

        await runner.SweepAsync();

        Assert.Equal([SourceNames.Crossref], (await ArticleAsync(runner)).Records.Select(record => record.Source));
        Assert.Empty(PageRequests);
    }

    private IEnumerable<ReplayedRequest> PageRequests => sources.Requests.Where(request => request.Route is "doi" or "page" or "robots");

    private Task<LocalRunner> StartAsync() => StartAsync(services => services.AddSingleton<IReachable>(new OneSite(sources.BaseAddress)), HostParts.Queues);

    private Task<LocalRunner> StartAsync(Action<IServiceCollection> services, HostParts parts)
    {
        var configuration = Bench.Configuration(azurite.ConnectionString, prefix, sources, folder["outbox"]);
        configuration["Pages:ResolverUrl"] = sources.ResolverUrl.AbsoluteUri;
        return LocalRunner.StartAsync(configuration, folder.Path, TimeProvider.System, parts, services);
    }

    private static async Task WatchAsync(LocalRunner runner, bool? enrich, params string[] from)
    {
        await using var scope = runner.Services.CreateAsyncScope();
        var start = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-7);
        var draft = new AlertDraft { Strategy = Bench.Natalizumab, Name = string.Join(' ', from), Start = start, Enrich = enrich, Sources = [.. from.Select(source => new AlertSource(source, Required: true))] };
        await scope.ServiceProvider.GetRequiredService<EditAlerts>().AddAsync(Bench.Team, "tests", draft, CancellationToken.None);
    }

    /// <summary>The article as Crossref knows it, put there without a search.</summary>
    private static async Task<string> KeptAsync(LocalRunner runner)
    {
        var record = new Article { Id = ArticleId.Of(SourceNames.Crossref, Doi), Title = "Natalizumab-Induced Pustular Psoriasis of Palms and Soles", Doi = LitWatch.Articles.Doi.Parse(Doi), Records = [new ArticleRecord(SourceNames.Crossref, Doi, Url: null, Replayed.Now)] };
        await runner.Services.GetRequiredService<KeepRecord>().RunAsync(record, CancellationToken.None);
        return record.Id;
    }

    /// <summary>Messages for later.</summary>
    private static async Task<int> WaitingAsync(LocalRunner runner)
    {
        var queue = await runner.Services.GetRequiredService<StorageAccount>().QueueAsync(PageDue.Queue, CancellationToken.None);
        return (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount;
    }

    private static async Task ReadAsync(LocalRunner runner, string article, int tries = 0)
    {
        await using var scope = runner.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ReadPage>().RunAsync(new PageDue(article, tries), CancellationToken.None);
    }

    private static async Task<Article> ArticleAsync(LocalRunner runner) =>
        Assert.Single(await runner.Services.GetRequiredService<ArticleStore>().RootsAsync(CancellationToken.None).Select(root => root.Merged()).Where(article => article.Doi?.ToString() == Doi).ToListAsync());
}
