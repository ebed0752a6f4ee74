using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LitWatch.Digests;
using LitWatch.Local.Hosting;
using LitWatch.Replay;
using LitWatch.Storage;
using LitWatch.Tests.Digests.Smtp;
using LitWatch.Tests.Local;
using LitWatch.Tests.Pipelines;
using LitWatch.Tests.Web;
using Microsoft.Extensions.DependencyInjection;
using Received = LitWatch.Tests.Pipelines.Mail;

namespace LitWatch.Tests.Digests;

/// <summary>A digest that was composed and mailed, over real storage, real HTTP and a real mail server.</summary>
public abstract class MailedDigest(AzuriteFixture azurite, SmtpFixture smtp) : IAsyncLifetime
{
    private protected const string Team = "default";

    private readonly TemporaryFolder folder = new();

    private protected AzuriteFixture Azurite => azurite;

    private protected ReplayServer Sources { get; private set; } = null!;

    private protected ShiftedTimeProvider Clock { get; } = new(Bench.Beforehand);

    private protected HttpClient Client { get; } = new();

    private protected Dictionary<string, string?> Configuration { get; private set; } = null!;

    private protected LocalHost Host { get; private set; } = null!;

    private protected StorageAccount Storage => Host.Services.GetRequiredService<StorageAccount>();

    public async Task InitializeAsync()
    {
        Sources = await Bench.ReplayAsync();
        Configuration = Bench.Configuration(azurite.ConnectionString, TestStorage.NewPrefix(), Sources, folder["outbox"]);
        Configuration["Mail:Host"] = "127.0.0.1";
        Configuration["Mail:Port"] = smtp.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Configuration["Mail:Security"] = "None";
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        await Sources.DisposeAsync();
        folder.Dispose();
    }

    private protected async Task StartAsync()
    {
        Host = await LocalHost.BuildAsync(
            new LocalHostSettings { Parts = HostParts.Queues | HostParts.Web, WorkingFolder = folder.Path, Clock = Clock, Values = Configuration, Services = Adjust }, CancellationToken.None);
        await Host.StartAsync(CancellationToken.None);
    }

    /// <summary>What a test wants to be different about the host.</summary>
    private protected virtual void Adjust(IServiceCollection services)
    {
    }

    /// <summary>The identifier of a digest that was composed and mailed.</summary>
    private protected async Task<string> MailedAsync(params string[] recipients)
    {
        var alert = await Bench.AlertAsync(Host.Services, Team, Bench.Natalizumab);
        await Bench.SubscribeAsync(Host.Services, Team, [alert], paused: false, recipients);
        Clock.Offset = TimeSpan.Zero;
        await Host.SweepAsync(TimeSpan.Zero, CancellationToken.None);
        return (string)(await DigestAsync())["id"]!;
    }

    private protected async Task<JsonNode> DigestAsync()
    {
        var subscription = await Host.Services.GetRequiredService<SubscriptionStore>().AllAsync(Team, CancellationToken.None).SingleAsync();
        return Assert.Single(Items(await GetAsync($"digests?subscription={subscription.Id}")));
    }

    private protected async Task<JsonNode[]> MailsAsync(string digest) => [.. Items(await GetAsync($"digests/{digest}/mails"))];

    private protected Task<HttpResponseMessage> ResendAsync(string digest, string?[]? recipients) => Client.PostAsJsonAsync(Address($"digests/{digest}/resend"), new { recipients });

    private protected async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(Address(path));
        return await TestWeb.JsonAsync(answer);
    }

    private protected Uri Address(string path) => new($"{Host.Addresses.Single()}/api/{path}");

    private protected static IEnumerable<JsonNode> Items(JsonNode page) => page["items"]!.AsArray().Select(item => item!);

    private protected async Task<Received> NextAsync() => new("", (await smtp.NextAsync()).Mail);

    private protected async Task<IReadOnlyDictionary<string, Received>> ReceivedAsync(int count)
    {
        var received = new Dictionary<string, Received>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var mail = await NextAsync();
            received.Add(mail.To, mail);
        }

        return received;
    }

    private protected async Task<IReadOnlyList<string>> StateAsync(string table) =>
        [.. (await StoredState.RowsAsync(Storage, table)).Select(row => $"{row.PartitionKey} {row.RowKey} {row.ETag} {row.Timestamp:O}")];

    private protected async Task<int> MailsArchivedAsync()
    {
        var count = 0;
        await foreach (var blob in (await Storage.ContainerAsync("digests", CancellationToken.None)).GetBlobsAsync())
        {
            count += blob.Name.EndsWith(".eml", StringComparison.Ordinal) ? 1 : 0;
        }

        return count;
    }
}
