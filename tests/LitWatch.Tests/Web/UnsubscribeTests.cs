using System.Net;
using LitWatch.Digests;
using LitWatch.Storage;
using LitWatch.Tests.Local;
using LitWatch.Web;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Web;

public sealed class UnsubscribeTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Opening_the_link_changes_nothing_and_the_button_or_the_mail_client_unsubscribes_one_person()
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: false);
        await web.BecomeAsync("one", Access.Editor);
        using var added = await web.PostAsync("api/subscriptions", new { name = "Weekly", recipients = new[] { "Anna@example.org", "ben@example.org" } });
        var id = (string)(await TestWeb.JsonAsync(added))["id"]!;
        web.Client.DefaultRequestHeaders.Authorization = null;
        var link = $"api/unsubscribe?token={Uri.EscapeDataString(web.Services.GetRequiredService<MailTokens>().Make(MailAction.Unsubscribe, Token("one", id)))}";

        for (var i = 0; i < 3; i++)
        {
            using var asked = await web.GetAsync(link);
            Assert.Equal((HttpStatusCode.OK, "text/html"), (asked.StatusCode, asked.Content.Headers.ContentType!.MediaType));
            Assert.Contains("<form method=\"post\"", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.All(await RecipientsAsync(web, id), recipient => Assert.Null(recipient.UnsubscribedAt));

        using var oneClick = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        using var done = await web.Client.PostAsync(new Uri(link, UriKind.Relative), oneClick);
        var first = await RecipientsAsync(web, id);
        using var again = await web.Client.PostAsync(new Uri(link, UriKind.Relative), null);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (done.StatusCode, again.StatusCode));
        Assert.NotNull(first[0].UnsubscribedAt);
        Assert.Null(first[1].UnsubscribedAt);
        Assert.Equal(first, await RecipientsAsync(web, id));
    }

    [Fact]
    public async Task Who_has_left_and_is_named_again_is_asked_first()
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: false);
        await web.BecomeAsync("one", Access.Editor);
        using var added = await web.PostAsync("api/subscriptions", new { name = "Left", recipients = new[] { "anna@example.org", "ben@example.org" } });
        var id = (string)(await TestWeb.JsonAsync(added))["id"]!;
        await web.Services.GetRequiredService<RecipientsWord>().LeaveAsync(Token("one", id), CancellationToken.None);

        await RecipientsBecomeAsync("ben@example.org");
        await RecipientsBecomeAsync("ben@example.org", "ANNA@example.org", "carl@example.org");

        Assert.Equal([true, false, true], (await RecipientsAsync(web, id)).Select(recipient => recipient.WantsMail));

        async Task RecipientsBecomeAsync(params string[] addresses)
        {
            await using var scope = web.Services.CreateAsyncScope();
            var (subscription, etag) = (await web.Services.GetRequiredService<SubscriptionStore>().FindAsync("one", id, CancellationToken.None))!.Value;
            Assert.NotNull(await scope.ServiceProvider.GetRequiredService<EditSubscriptions>().ChangeAsync(subscription, etag, "admin", new SubscriptionDraft { Recipients = addresses }, CancellationToken.None));
        }
    }

    [Fact]
    public async Task An_address_that_is_none_is_refused_in_words()
    {
        await using var web = await TestWeb.StartAsync(azurite);

        using var answer = await web.PostAsync("api/subscriptions", new { name = "None", recipients = new string?[] { null } });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("is not a mail address", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("a.b")]
    [InlineData("%25.%25")]
    public async Task A_link_that_is_not_ours_does_nothing(string token)
    {
        await using var web = await TestWeb.StartAsync(azurite);

        using var asked = await web.GetAsync($"api/unsubscribe?token={token}");
        using var done = await web.Client.PostAsync(new Uri($"api/unsubscribe?token={token}", UriKind.Relative), null);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (asked.StatusCode, done.StatusCode));
    }

    [Fact]
    public async Task A_token_holds_for_what_was_signed_and_for_the_key_that_signed()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        await using var other = await TestWeb.StartAsync(azurite);
        var tokens = web.Services.GetRequiredService<MailTokens>();
        var (one, two) = (tokens.Make(MailAction.Unsubscribe, Token("one", "sb1")).Split('.'), tokens.Make(MailAction.Unsubscribe, Token("one", "sb2")).Split('.'));

        Assert.Equal(Token("one", "sb1"), tokens.Read(MailAction.Unsubscribe, $"{one[0]}.{one[1]}"));
        Assert.Null(tokens.Read(MailAction.Confirm, $"{one[0]}.{one[1]}"));
        Assert.Null(tokens.Read(MailAction.Unsubscribe, $"{two[0]}.{one[1]}"));
        Assert.Null(tokens.Read(MailAction.Unsubscribe, $"{one[0]}."));
        Assert.Null(other.Services.GetRequiredService<MailTokens>().Read(MailAction.Unsubscribe, $"{one[0]}.{one[1]}"));
    }

    private static MailToken Token(string team, string subscription) => new(team, subscription, "anna@example.org", new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static async Task<IReadOnlyList<LitWatch.Digests.Recipient>> RecipientsAsync(TestWeb web, string id) =>
        (await web.Services.GetRequiredService<SubscriptionStore>().FindAsync("one", id, CancellationToken.None))!.Value.Value.Recipients;
}
