using Microsoft.Extensions.Logging;

namespace LitWatch.Digests;

/// <summary>What recipients decide themselves, by the links in their mails: to get a subscription's digests or not. The searches go on either way.</summary>
internal sealed partial class RecipientsWord(SubscriptionStore subscriptions, TimeProvider clock, ILogger<RecipientsWord> logger)
{
    /// <summary>Who changed the subscription, in its history: the change itself shows which of them.</summary>
    private const string Self = "a recipient";

    /// <summary>No more mail to this address.</summary>
    public async Task LeaveAsync(MailToken token, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await ChangeAsync(token, recipient => recipient with { UnsubscribedAt = recipient.UnsubscribedAt ?? now }, cancellationToken) is { IsUnheard: true })
        {
            LogNobodyLeft(logger, token.Subscription);
        }
    }

    /// <summary>Digests may come from now on.</summary>
    /// <returns>Whether the address is still one of the subscription's recipients.</returns>
    public async Task<bool> ConfirmAsync(MailToken token, CancellationToken cancellationToken) =>
        await ChangeAsync(token, recipient => recipient with { AwaitedSince = null }, cancellationToken) is not null;

    /// <summary>The confirmation mail has left.</summary>
    public Task AskedAsync(MailToken token, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return ChangeAsync(token, recipient => recipient with { AskedAt = recipient.AskedAt ?? now }, cancellationToken);
    }

    private async Task<Subscription?> ChangeAsync(MailToken token, Func<Recipient, Recipient> change, CancellationToken cancellationToken)
    {
        while (await subscriptions.FindAsync(token.Team, token.Subscription, cancellationToken) is var (subscription, etag))
        {
            if (subscription.Recipients.FirstOrDefault(recipient => recipient.Is(token.Address)) is not { } own)
            {
                return null;
            }

            var changed = subscription with { Recipients = [.. subscription.Recipients.Select(recipient => recipient == own ? change(recipient) : recipient)] };
            if (change(own) == own || await subscriptions.ReplaceAsync(changed, etag, Self, cancellationToken))
            {
                return changed;
            }
        }

        return null;
    }

    [LoggerMessage(LogLevel.Warning, "Subscription {Subscription} has no recipient left: its searches go on, but nobody gets the digest")]
    private static partial void LogNobodyLeft(ILogger logger, string subscription);
}
