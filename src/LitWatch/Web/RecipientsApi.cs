using LitWatch.Digests;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <summary>Asks before unsubscribing: mail scanners open every link, and must not stop anybody's mail (RFC 8058).</summary>
internal sealed class AskUnsubscribe(MailLinks links) : IHttpHandler
{
    public static Operation Operation { get; } = MailLinks.Describe("Ask before unsubscribing; changes nothing");

    public Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        links.AskAsync(request, MailAction.Unsubscribe, "No more digests to your address? The searches go on for your team.", "Unsubscribe");
}

/// <summary>Stops mail to one person; the search goes on. Takes the one-click POST of mail clients and the page's button.</summary>
internal sealed class Unsubscribe(MailLinks links, RecipientsWord word) : IHttpHandler
{
    public const string Route = "api/unsubscribe";

    public static Operation Operation { get; } = MailLinks.Describe("Stop mail to one person (RFC 8058)");

    public Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) => links.ActAsync(request, MailAction.Unsubscribe, async token =>
    {
        await word.LeaveAsync(token, cancellationToken);
        return "You will get no more digests of this subscription. The searches go on for your team.";
    });
}

/// <summary>Asks before confirming, for the same reason as <see cref="AskUnsubscribe"/>.</summary>
internal sealed class AskConfirm(MailLinks links) : IHttpHandler
{
    public static Operation Operation { get; } = MailLinks.Describe("Ask before confirming; changes nothing");

    public Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        links.AskAsync(request, MailAction.Confirm, "Do you want the digests of this subscription?", "Yes, send them to me");
}

/// <summary>Begins mail to a person whom somebody else had named as recipient.</summary>
internal sealed class Confirm(MailLinks links, RecipientsWord word) : IHttpHandler
{
    public const string Route = "api/confirm";

    public static Operation Operation { get; } = MailLinks.Describe("Begin mail to a person whom somebody else named");

    public Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) => links.ActAsync(request, MailAction.Confirm, async token =>
        await word.ConfirmAsync(token, cancellationToken)
            ? "You will get the digests of this subscription. Each has a link with which you can leave it."
            : "You are no recipient of this subscription any more.");
}
