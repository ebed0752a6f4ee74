using System.Text.Json;
using LitWatch.Digests;
using LitWatch.Local.Hosting;
using LitWatch.Replay;
using LitWatch.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LitWatch.Tests.Local.Commands;

/// <summary>Commands over real storage and the bundled records: the setting of their tests.</summary>
public abstract class CommandsOverStorage(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private protected TemporaryFolder Folder { get; } = new();

    private protected ReplayServer Upstream { get; private set; } = null!;

    private protected CommandRunner Litwatch { get; private set; } = null!;

    private protected AzuriteFixture Azurite { get; } = azurite;

    private protected Dictionary<string, string?> Configuration { get; } = azurite.NewConfiguration();

    public async Task InitializeAsync()
    {
        Upstream = await ReplayServer.StartAsync(new ReplayOptions { Corpora = [BundledCorpus.Folder], RateLimits = false }, TimeProvider.System, CancellationToken.None);
        Configuration["PubMed:BaseUrl"] = Upstream.PubMedBaseUrl.AbsoluteUri;
        Configuration["Crossref:BaseUrl"] = Upstream.CrossrefBaseUrl.AbsoluteUri;
        Configuration["PubMed:Email"] = "tests@example.org";
        Litwatch = new CommandRunner { Adjust = settings => settings with { WorkingFolder = Folder.Path, Values = Configuration } };
    }

    public async Task DisposeAsync()
    {
        await Upstream.DisposeAsync();
        Folder.Dispose();
    }

    private protected static IEnumerable<JsonElement> Items(string json) => JsonElement.Parse(json).GetProperty("items").EnumerateArray();

    private protected string Write(string name, string text)
    {
        File.WriteAllText(Folder[name], text);
        return Folder[name];
    }

    /// <summary>A host in which nothing runs by itself, unless it gets parts that do.</summary>
    private protected Task<LocalHost> HostAsync(Dictionary<string, string?> configuration, TimeProvider clock, HostParts parts = HostParts.None) =>
        LocalHost.BuildAsync(new LocalHostSettings { Parts = parts, WorkingFolder = Folder.Path, Clock = clock, Values = configuration }, CancellationToken.None);

    /// <summary>Composes the digests of the slots before <paramref name="now"/>, as the pipeline does then; none is sent.</summary>
    private protected async Task<LocalHost> ComposeAsync(Dictionary<string, string?> configuration, DateTimeOffset now)
    {
        var host = await HostAsync(configuration, new FakeTimeProvider(now));
        await using var scope = host.Services.CreateAsyncScope();
        await LitWatch.Pipeline.SweepDigests.RunAsync(scope.ServiceProvider, CancellationToken.None);
        var queue = await host.Services.GetRequiredService<StorageAccount>().QueueAsync(DigestDue.Queue, CancellationToken.None);
        foreach (var message in (await queue.ReceiveMessagesAsync(32)).Value)
        {
            await LitWatch.Pipeline.ComposeDigest.RunAsync(scope.ServiceProvider, message.Body, CancellationToken.None);
        }

        return host;
    }

    private protected async Task SweepAsync(TimeSpan? later = null)
    {
        await using var host = await HostAsync(Configuration, new LaterClock(later ?? TimeSpan.Zero), HostParts.Queues);
        await host.StartAsync(CancellationToken.None);
        Assert.Equal(0, await host.SweepAsync(TimeSpan.Zero, CancellationToken.None));
    }

    private sealed class LaterClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
