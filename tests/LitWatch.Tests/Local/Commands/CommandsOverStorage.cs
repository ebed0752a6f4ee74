using System.Text.Json;
using LitWatch.Local.Hosting;
using LitWatch.Replay;

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

    private protected async Task SweepAsync(TimeSpan? later = null)
    {
        await using var host = await LocalHost.BuildAsync(
            new LocalHostSettings { Parts = HostParts.Queues, WorkingFolder = Folder.Path, Values = Configuration, Clock = new LaterClock(later ?? TimeSpan.Zero) }, CancellationToken.None);
        await host.StartAsync(CancellationToken.None);
        Assert.Equal(0, await host.SweepAsync(TimeSpan.Zero, CancellationToken.None));
    }

    private sealed class LaterClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
