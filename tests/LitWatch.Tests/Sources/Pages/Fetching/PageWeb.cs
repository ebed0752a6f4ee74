using System.Net;
using LitWatch.Articles;
using LitWatch.Replay;
using LitWatch.Replay.Faults;
using LitWatch.Sources;
using LitWatch.Sources.Pages.Fetching;
using LitWatch.Tests.Replay;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LitWatch.Tests.Sources.Pages.Fetching;

/// <summary>The product's composition for pages on a web of one server, with a name service and a clock of its own.</summary>
internal sealed class PageWeb : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private PageWeb(ReplayServer server)
    {
        Server = server;
        Pages = new Uri(server.BaseAddress, "articles/");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Pages:ResolverUrl", server.ResolverUrl.AbsoluteUri)]).Build();
        services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IRequestGate>(Gate)
            .AddPages(configuration)
            .AddSingleton<IReachable>(new OneSite(server.BaseAddress))
            .AddSingleton<HostLookup>((host, _) => Task.FromResult(Lookup(host)))
            .BuildServiceProvider(validateScopes: true);
        Transcript = new SearchTranscript((answer, _) =>
        {
            Kept.Add(answer);
            return Task.CompletedTask;
        });
    }

    public ReplayServer Server { get; }

    public FakeTimeProvider Time { get; } = new(Replayed.Now);

    public CountingGate Gate { get; } = new();

    public SearchTranscript Transcript { get; }

    public List<SourceAnswer> Kept { get; } = [];

    /// <summary>Hosts that were looked up, in order.</summary>
    public List<string> LookedUp { get; } = [];

    /// <summary>What the name service says; numbers are themselves, and every other host is unknown.</summary>
    public Func<string, string[]> Names { get; set; } = _ => [];

    public Uri Pages { get; }

    public PageClient Client => services.GetRequiredService<PageClient>();

    public PageReader Reader => services.GetRequiredService<PageReader>();

    public IEnumerable<string> Asked => Server.Requests.Select(request => request.Path);

    public static async Task<PageWeb> StartAsync(params string[] records) =>
        new(await Replayed.ServerAsync(new ReplayOptions { RateLimits = false }, TimeProvider.System, records));

    public PageWeb With(FaultRule fault)
    {
        Server.Faults.Add(fault);
        return this;
    }

    /// <summary>The server's address under another name.</summary>
    public Uri At(string host, string path) => new($"http://{host}:{Server.BaseAddress.Port}{path}");

    public Task<FetchedPage> FetchAsync(Uri address) => Client.FetchAsync(address, Transcript, CancellationToken.None);

    public Task<SourceException> RefusedAsync(Uri address) => Assert.ThrowsAsync<SourceException>(() => FetchAsync(address));

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Server.DisposeAsync();
    }

    private IPAddress[] Lookup(string host)
    {
        LookedUp.Add(host);
        return IPAddress.TryParse(host, out var number) ? [number] : [.. Names(host).Select(IPAddress.Parse)];
    }
}
