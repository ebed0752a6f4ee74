using System.Net;
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

/// <summary>Digests mailed again, over real storage, real HTTP and a real mail server.</summary>
public sealed class ResendTests(AzuriteFixture azurite, SmtpFixture smtp) : IClassFixture<AzuriteFixture>, IClassFixture<SmtpFixture>, IAsyncLifetime
{
    private const string Team = "default";
    private readonly TemporaryFolder folder = new();
    private readonly ShiftedTimeProvider clock = new(Bench.Beforehand);
    private readonly HttpClient client = new();
    private Dictionary<string, string?> configuration = null!;
    private ReplayServer sources = null!;
    private LocalHost host = null!;

    private StorageAccount Storage => host.Services.GetRequiredService<StorageAccount>();

    public async Task InitializeAsync()
    {
        sources = await Bench.ReplayAsync();
        configuration = Bench.Configuration(azurite.ConnectionString, TestStorage.NewPrefix(), sources, folder["outbox"]);
        configuration["Mail:Host"] = "127.0.0.1";
        configuration["Mail:Port"] = smtp.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        configuration["Mail:Security"] = "None";
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
        await sources.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Everybody_gets_the_same_mail_again_also_who_was_refused_and_nothing_else_changes()
    {
        var digest = await MailedAsync("a@example.org", "refused@example.org", "b@example.org");
        var first = await ReceivedAsync(2);
        var before = await StateAsync("Mailed");
        Assert.NotEmpty(before);
        var refused = (await MailsAsync(digest)).Single(mail => (string)mail["address"]! == "refused@example.org");
        Assert.Equal(("failed", 1), ((string)refused["state"]!, (int)refused["tries"]!));
        Assert.Contains("550", (string)refused["error"]!, StringComparison.Ordinal);

        using var answer = await client.PostAsync(Address($"digests/{digest}/resend"), content: null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(["a@example.org", "b@example.org", "refused@example.org"], Items(await TestWeb.JsonAsync(answer)).Select(mail => (string)mail["address"]!));
        Assert.Equal(0, await host.DrainAsync(TimeSpan.Zero, CancellationToken.None));

        var again = await ReceivedAsync(2);
        Assert.Equal(first.Keys.Order(StringComparer.Ordinal), again.Keys.Order(StringComparer.Ordinal));
        foreach (var (to, mail) in first)
        {
            var repeated = again[to];
            Assert.Equal((mail.Message.MessageId, mail.Subject, mail.Message.Date), (repeated.Message.MessageId, repeated.Subject, repeated.Message.Date));
            Assert.Equal(mail.Text.Replace(mail.UnsubscribeToken, "", StringComparison.Ordinal), repeated.Text.Replace(repeated.UnsubscribeToken, "", StringComparison.Ordinal));
        }

        Assert.Equal(before, await StateAsync("Mailed"));
        var mails = await MailsAsync(digest);
        Assert.Equal([("a@example.org", "sent", 2), ("b@example.org", "sent", 2), ("refused@example.org", "failed", 2)], mails.Select(mail => ((string)mail["address"]!, (string)mail["state"]!, (int)mail["tries"]!)));
        Assert.Equal(first["a@example.org"].Message.MessageId, (string)mails[0]["messageId"]!);
        Assert.Equal(("local", null), ((string)mails[0]["again"]!["by"]!, (string?)mails[0]["error"]));
        var shown = await DigestAsync();
        Assert.Equal("settled", (string)shown["state"]!);
        Assert.Equal(("local", 3), ((string)shown["resends"]![0]!["by"]!, (int)shown["resends"]![0]!["mails"]!));
        Assert.Equal(4, await MailsArchivedAsync());
    }

    [Fact]
    public async Task Only_recipients_of_that_digest_who_have_not_left_get_it_again()
    {
        var digest = await MailedAsync("a@example.org", "b@example.org", "c@example.org");
        var first = await ReceivedAsync(3);
        using var left = await client.PostAsync(Address($"unsubscribe?token={first["b@example.org"].UnsubscribeToken}"), content: null);
        Assert.Equal(HttpStatusCode.OK, left.StatusCode);

        foreach (var (wrong, why) in new[] { (new[] { "stranger@example.org" }, "no recipient"), (["a@example.org", "b@example.org"], "unsubscribed"), ([], "at least one") })
        {
            using var refused = await ResendAsync(digest, wrong);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(why, (string)(await TestWeb.JsonAsync(refused))["errors"]!["recipients"]![0]!, StringComparison.Ordinal);
        }

        Assert.All(await MailsAsync(digest), mail => Assert.Equal(("sent", 1), ((string)mail["state"]!, (int)mail["tries"]!)));
        using var one = await ResendAsync(digest, [" A@example.org"]);
        Assert.Equal(HttpStatusCode.Accepted, one.StatusCode);
        await host.DrainAsync(TimeSpan.Zero, CancellationToken.None);
        Assert.Equal(["a@example.org"], (await ReceivedAsync(1)).Keys);

        using var all = await client.PostAsJsonAsync(Address($"digests/{digest}/resend"), new { });
        await host.DrainAsync(TimeSpan.Zero, CancellationToken.None);
        Assert.Equal(["a@example.org", "c@example.org"], (await ReceivedAsync(2)).Keys.Order(StringComparer.Ordinal));
        Assert.Equal([3, 1, 2], (await MailsAsync(digest)).Select(mail => (int)mail["tries"]!));
        Assert.Equal([1, 2], (await DigestAsync())["resends"]!.AsArray().Select(again => (int)again!["mails"]!));
    }

    [Fact]
    public async Task A_message_that_was_lost_is_made_up_for_by_the_sweep_and_holds_up_no_later_digest()
    {
        var digest = await MailedAsync("a@example.org");
        var first = (await ReceivedAsync(1)).Single().Value;
        // As after a crash before the message was sent.
        await using (var scope = host.ScopeFor(Team))
        {
            var delivery = await scope.ServiceProvider.GetRequiredService<DeliveryStore>().FindAsync(Team, digest, CancellationToken.None);
            var lost = new WorkQueues(azurite.NewAccount());
            var services = scope.ServiceProvider;
            await new ResendDigest(services.GetRequiredService<DeliveryStore>(), services.GetRequiredService<RecipientStore>(), services.GetRequiredService<SubscriptionStore>(), lost, clock)
                .RunAsync(delivery!, "tests", null, CancellationToken.None);
        }

        Assert.Equal("resending", (string)(await DigestAsync())["state"]!);
        Assert.Equal(0, await host.SweepAsync(TimeSpan.Zero, CancellationToken.None));
        Assert.Equal(1, (int)(await MailsAsync(digest))[0]["tries"]!);

        clock.Offset += TimeSpan.FromDays(7);
        Assert.Equal(0, await host.SweepAsync(TimeSpan.FromMinutes(1), CancellationToken.None));
        Received[] both = [await NextAsync(), await NextAsync()];
        Assert.Single(both, mail => mail.Message.MessageId == first.Message.MessageId);
        Assert.Contains("nothing new", Assert.Single(both, mail => mail.Message.MessageId != first.Message.MessageId).Subject, StringComparison.OrdinalIgnoreCase);
        var digests = Items(await GetAsync($"digests?subscription={digest.Split('.')[0]}")).ToArray();
        Assert.Equal(["settled", "settled"], digests.Select(one => (string)one["state"]!));
    }

    [Fact]
    public async Task The_Message_ID_stays_when_mail_is_sent_under_another_address_by_then()
    {
        var digest = await MailedAsync("a@example.org");
        var first = (await ReceivedAsync(1)).Single().Value;
        await host.DisposeAsync();
        configuration["Mail:From"] = "LitWatch <watch@hospital.example>";
        await StartAsync();

        using var answer = await ResendAsync(digest, ["a@example.org"]);
        await host.DrainAsync(TimeSpan.Zero, CancellationToken.None);

        var again = (await ReceivedAsync(1)).Single().Value;
        Assert.Equal(first.Message.MessageId, again.Message.MessageId);
        Assert.Equal("watch@hospital.example", again.Message.From.Mailboxes.Single().Address);
    }

    [Fact]
    public async Task A_server_that_says_later_is_seen_to_have_said_so()
    {
        var digest = await MailedAsync("later@example.org", "a@example.org");
        await ReceivedAsync(1);

        var later = (await MailsAsync(digest)).Single(mail => (string)mail["address"]! == "later@example.org");

        Assert.Equal("pending", (string)later["state"]!);
        Assert.Contains("try again later", (string)later["error"]!, StringComparison.Ordinal);
        Assert.InRange((int)later["tries"]!, 1, 5);
        Assert.NotNull((string?)later["messageId"]);
        Assert.Null(later["sentAt"]);
        Assert.Equal("composed", (string)(await DigestAsync())["state"]!);
    }

    [Fact]
    public async Task Where_no_mail_was_made_there_is_none_to_send_again()
    {
        var alert = await Bench.AlertAsync(host.Services, Team, Bench.Natalizumab);
        var subscription = await Bench.SubscribeAsync(host.Services, Team, [alert], paused: false, "a@example.org");
        clock.Offset = TimeSpan.Zero;
        var deliveries = host.Services.GetRequiredService<DeliveryStore>();
        Delivery silent = new(Team, subscription.Id, clock.GetUtcNow()) { State = DeliveryState.Settled, Suppressed = "nothing new" }, due = new(Team, subscription.Id, clock.GetUtcNow().AddHours(-1));
        foreach (var (delivery, why) in new[] { (silent, "No mail was made for this slot: nothing new."), (due, "not composed yet") })
        {
            Assert.True(await deliveries.AddAsync(delivery, CancellationToken.None));
            using var answer = await ResendAsync(delivery.Id, null);
            Assert.Equal((HttpStatusCode.Conflict, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            Assert.Contains(why, (string)(await TestWeb.JsonAsync(answer))["detail"]!, StringComparison.Ordinal);
            Assert.Empty(await MailsAsync(delivery.Id));
        }

        using var malformed = await client.PostAsync(Address($"digests/{silent.Id}/resend"), new StringContent("{ \"to\": [] }", System.Text.Encoding.UTF8, "application/json"));
        using var absent = await ResendAsync($"{subscription.Id}.20200101T000000000Z", null);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (malformed.StatusCode, absent.StatusCode));
    }

    private async Task StartAsync()
    {
        host = await LocalHost.BuildAsync(
            new LocalHostSettings { Parts = HostParts.Queues | HostParts.Web, WorkingFolder = folder.Path, Clock = clock, Values = configuration }, CancellationToken.None);
        await host.StartAsync(CancellationToken.None);
    }

    /// <summary>The identifier of a digest that was composed and mailed.</summary>
    private async Task<string> MailedAsync(params string[] recipients)
    {
        var alert = await Bench.AlertAsync(host.Services, Team, Bench.Natalizumab);
        await Bench.SubscribeAsync(host.Services, Team, [alert], paused: false, recipients);
        clock.Offset = TimeSpan.Zero;
        await host.SweepAsync(TimeSpan.Zero, CancellationToken.None);
        return (string)(await DigestAsync())["id"]!;
    }

    private async Task<JsonNode> DigestAsync()
    {
        var subscription = await host.Services.GetRequiredService<SubscriptionStore>().AllAsync(Team, CancellationToken.None).SingleAsync();
        return Assert.Single(Items(await GetAsync($"digests?subscription={subscription.Id}")));
    }

    private async Task<JsonNode[]> MailsAsync(string digest) => [.. Items(await GetAsync($"digests/{digest}/mails"))];

    private Task<HttpResponseMessage> ResendAsync(string digest, string[]? recipients) => client.PostAsJsonAsync(Address($"digests/{digest}/resend"), new { recipients });

    private async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await client.GetAsync(Address(path));
        return await TestWeb.JsonAsync(answer);
    }

    private Uri Address(string path) => new($"{host.Addresses.Single()}/api/{path}");

    private static IEnumerable<JsonNode> Items(JsonNode page) => page["items"]!.AsArray().Select(item => item!);

    private async Task<Received> NextAsync() => new("", (await smtp.NextAsync()).Mail);

    private async Task<IReadOnlyDictionary<string, Received>> ReceivedAsync(int count)
    {
        var received = new Dictionary<string, Received>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var mail = await NextAsync();
            received.Add(mail.To, mail);
        }

        return received;
    }

    private async Task<IReadOnlyList<string>> StateAsync(string table) =>
        [.. (await StoredState.RowsAsync(Storage, table)).Select(row => $"{row.PartitionKey} {row.RowKey} {row.ETag} {row.Timestamp:O}")];

    private async Task<int> MailsArchivedAsync()
    {
        var count = 0;
        await foreach (var blob in (await Storage.ContainerAsync("digests", CancellationToken.None)).GetBlobsAsync())
        {
            count += blob.Name.EndsWith(".eml", StringComparison.Ordinal) ? 1 : 0;
        }

        return count;
    }
}
