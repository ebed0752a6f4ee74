using System.Text.Encodings.Web;
using LitWatch.Digests;
using LitWatch.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LitWatch.Web;

/// <summary>Asks before unsubscribing: mail scanners open every link, and must not stop anybody's mail (RFC 8058).</summary>
internal sealed class AskUnsubscribe(UnsubscribeTokens tokens) : IHttpHandler
{
    public Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var token = request.Query["token"].ToString();
        return Task.FromResult(tokens.Read(token) is null
            ? Problems.Of(StatusCodes.Status404NotFound, "Not found.", "This link is not valid. Take it from a digest as it was sent.")
            : Unsubscribe.Page($"""
                <p>No more digests to your address? The searches go on for your team.</p>
                <form method="post" action="?token={UrlEncoder.Default.Encode(token)}"><button>Unsubscribe</button></form>
                """));
    }
}

/// <summary>Stops mail to one person; the search goes on. Takes the one-click POST of mail clients and the page's button.</summary>
internal sealed partial class Unsubscribe(UnsubscribeTokens tokens, SubscriptionStore subscriptions, TimeProvider clock, ILogger<Unsubscribe> logger) : IHttpHandler
{
    public const string Route = "api/unsubscribe";

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (tokens.Read(request.Query["token"]) is not var (team, id, address))
        {
            return Problems.Of(StatusCodes.Status404NotFound, "Not found.", "This link is not valid. Take it from a digest as it was sent.");
        }

        while (await subscriptions.FindAsync(team, id, cancellationToken) is var (subscription, etag))
        {
            var recipients = subscription.Recipients.Select(recipient => Same(recipient, address) ? recipient with { UnsubscribedAt = recipient.UnsubscribedAt ?? clock.GetUtcNow() } : recipient);
            var changed = subscription with { Recipients = [.. recipients] };
            if (!await subscriptions.ReplaceAsync(changed, etag, cancellationToken))
            {
                continue;
            }

            if (changed.Recipients.All(recipient => recipient.UnsubscribedAt is not null))
            {
                LogNobodyLeft(logger, id);
            }

            break;
        }

        return Page("<p>You will get no more digests of this subscription. The searches go on for your team.</p>");
    }

    public static IResult Page(string body) =>
        Results.Content($"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>LitWatch</title><body><h1>LitWatch</h1>{body}</body></html>", "text/html; charset=utf-8");

    private static bool Same(Recipient recipient, string address) => string.Equals(recipient.Address, address, StringComparison.OrdinalIgnoreCase);

    [LoggerMessage(LogLevel.Warning, "Subscription {Subscription} has no recipient left: its searches go on, but nobody gets the digest")]
    private static partial void LogNobodyLeft(ILogger logger, string subscription);
}
