using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LitWatch.Digests;
using LitWatch.Local.Hosting;
using LitWatch.Tests.Digests.Smtp;
using LitWatch.Tests.Local;
using LitWatch.Tests.Pipelines;
using LitWatch.Tests.Web;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Digests;

/// <summary>Digests mailed again.</summary>
public sealed class ResendTests(AzuriteFixture azurite, SmtpFixture smtp) : MailedDigest(azurite, smtp), IClassFixture<AzuriteFixture>, IClassFixture<SmtpFixture>
{
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

        using var answer = await Client.PostAsync(Address($"digests/{digest}/resend"), content: null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(["a@example.org", "b@example.org", "refused@example.org"], Items(await TestWeb.JsonAsync(answer)).Select(mail => (string)mail["address"]!));
        Assert.Equal(0, await Host.DrainAsync(TimeSpan.Zero, CancellationToken.None));

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
        using var left = await Client.PostAsync(Address($"unsubscribe?token={first["b@example.org"].UnsubscribeToken}"), content: null);
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
        await Host.DrainAsync(TimeSpan.Zero, CancellationToken.None);
        Assert.Equal(["a@example.org"], (await ReceivedAsync(1)).Keys);

        using var all = await Client.PostAsJsonAsync(Address($"digests/{digest}/resend"), new { });
        await Host.DrainAsync(TimeSpan.Zero, CancellationToken.None);
        Assert.Equal(["a@example.org", "c@example.org"], (await ReceivedAsync(2)).Keys.Order(StringComparer.Ordinal));
        Assert.Equal([3, 1, 2], (await MailsAsync(digest)).Select(mail => (int)mail["tries"]!));
        Assert.Equal([1, 2], (await DigestAsync())["resends"]!.AsArray().Select(again => (int)again!["mails"]!));
    }

    [Fact]
    public async Task The_Message_ID_stays_when_mail_is_sent_under_another_address_by_then()
    {
        var digest = await MailedAsync("a@example.org");
        var first = (await ReceivedAsync(1)).Single().Value;
        await Host.DisposeAsync();
        Configuration["Mail:From"] = "LitWatch <watch@hospital.example>";
        await StartAsync();

        using var answer = await ResendAsync(digest, ["a@example.org"]);
        await Host.DrainAsync(TimeSpan.Zero, CancellationToken.None);

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
        var alert = await Bench.AlertAsync(Host.Services, Team, Bench.Natalizumab);
        var subscription = await Bench.SubscribeAsync(Host.Services, Team, [alert], paused: false, "a@example.org");
        Clock.Offset = TimeSpan.Zero;
        var deliveries = Host.Services.GetRequiredService<DeliveryStore>();
        Delivery silent = new(Team, subscription.Id, Clock.GetUtcNow()) { State = DeliveryState.Settled, Suppressed = "nothing new" }, due = new(Team, subscription.Id, Clock.GetUtcNow().AddHours(-1));
        foreach (var (delivery, why) in new[] { (silent, "No mail was made for this slot: nothing new."), (due, "not composed yet") })
        {
            Assert.True(await deliveries.AddAsync(delivery, CancellationToken.None));
            using var answer = await ResendAsync(delivery.Id, null);
            Assert.Equal((HttpStatusCode.Conflict, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            Assert.Contains(why, (string)(await TestWeb.JsonAsync(answer))["detail"]!, StringComparison.Ordinal);
            Assert.Empty(await MailsAsync(delivery.Id));
        }

        using var malformed = await Client.PostAsync(Address($"digests/{silent.Id}/resend"), new StringContent("{ \"to\": [] }", System.Text.Encoding.UTF8, "application/json"));
        using var absent = await ResendAsync($"{subscription.Id}.20200101T000000000Z", null);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (malformed.StatusCode, absent.StatusCode));
    }

    [Fact]
    public async Task An_address_that_is_null_is_refused_as_any_other_that_is_none()
    {
        var digest = await MailedAsync("a@example.org");
        await ReceivedAsync(1);

        using var answer = await ResendAsync(digest, [null]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Who_has_unsubscribed_gets_none_also_when_no_longer_listed()
    {
        var digest = await MailedAsync("a@example.org", "b@example.org");
        var first = await ReceivedAsync(2);
        using var left = await Client.PostAsync(Address($"unsubscribe?token={first["b@example.org"].UnsubscribeToken}"), content: null);
        Assert.Equal(HttpStatusCode.OK, left.StatusCode);
        using var shorter = await Client.PutAsJsonAsync(Address($"subscriptions/{digest.Split('.')[0]}"), new { recipients = new[] { "a@example.org" } });
        Assert.Equal(HttpStatusCode.OK, shorter.StatusCode);

        using var answer = await ResendAsync(digest, ["b@example.org"]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("unsubscribed", (string)(await TestWeb.JsonAsync(answer))["errors"]!["recipients"]![0]!, StringComparison.Ordinal);
    }
}
