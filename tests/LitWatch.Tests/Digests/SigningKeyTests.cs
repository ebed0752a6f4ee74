using LitWatch.Alerts;
using LitWatch.Digests;
using LitWatch.Web;
using Microsoft.Extensions.Options;

namespace LitWatch.Tests.Digests;

/// <summary>A new key, while what the one before has signed is still in inboxes.</summary>
public sealed class SigningKeyTests
{
    private const string Old = "the key of last year 0123456789";
    private const string New = "the key of this year 9876543210";

    private static readonly MailToken Token = new("one", "sb0123456789ab", "anna@example.org", new DateTimeOffset(2027, 11, 28, 7, 0, 0, TimeSpan.Zero));

    private static readonly Alert Alert = new()
    {
        Id = "al0123456789ab",
        Team = "one",
        Name = "natalizumab",
        Strategies = [],
        Sources = [],
        Start = default,
        CreatedAt = default,
        CreatedBy = "tests",
        Feed = new AlertFeed(1, IsOpen: true),
    };

    [Theory]
    [InlineData(New, null, false)]
    [InlineData(New, Old, true)]
    [InlineData(Old, null, true)]
    [InlineData(New, "", false)]
    public void A_link_holds_as_long_as_its_key_is_known(string key, string? previous, bool holds)
    {
        var mailed = Mails(Old, null).Make(MailAction.Unsubscribe, Token);
        var feed = Feeds(Old, null).Of(Alert)!;

        Assert.Equal(holds ? Token : null, Mails(key, previous).Read(MailAction.Unsubscribe, mailed));
        Assert.Equal(holds, Feeds(key, previous).Holds(Alert, feed));
    }

    [Fact]
    public void What_is_signed_now_is_signed_by_the_new_key_alone()
    {
        Assert.Equal(Token, Mails(New, null).Read(MailAction.Unsubscribe, Mails(New, Old).Make(MailAction.Unsubscribe, Token)));
        Assert.Null(Mails(Old, null).Read(MailAction.Unsubscribe, Mails(New, Old).Make(MailAction.Unsubscribe, Token)));
        Assert.Null(Mails(New, Old).Read(MailAction.Confirm, Mails(Old, null).Make(MailAction.Unsubscribe, Token)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("b25l.%")]
    [InlineData("dHdv.AAAA")]
    public void No_token_is_none(string token) => Assert.False(Feeds(New, Old).Holds(Alert, token));

    private static MailTokens Mails(string key, string? previous) => new(Options.Create(new SecurityOptions { SigningKey = key, PreviousSigningKey = previous }));

    private static FeedTokens Feeds(string key, string? previous) => new(Options.Create(new SecurityOptions { SigningKey = key, PreviousSigningKey = previous }));
}
