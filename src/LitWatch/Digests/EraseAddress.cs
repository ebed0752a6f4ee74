using LitWatch.Storage;

namespace LitWatch.Digests;

/// <summary>What an address was taken out of.</summary>
/// <param name="Hash">Which stays in its place (<see cref="MailAddress.Hash"/>): whoever knows the address can still tell what was sent to it, and when.</param>
/// <param name="Subscriptions">That would have sent mail to it, or named it.</param>
/// <param name="Versions">Of those and other subscriptions.</param>
/// <param name="Mails">Records of mails that were sent, or were to be.</param>
internal sealed record ErasedAddress(string Hash, int Subscriptions, int Versions, int Mails);

/// <summary>
/// Erases people's mail addresses. They stand in subscriptions and in the records of mails only; both keep the hash, so that what was sent, when, and to how many, stays proven. Nothing that cannot be changed has any:
/// see <see cref="DigestArchive"/>. Who decided, edited or ordered something is named there still: that is the record.
/// </summary>
internal sealed class EraseAddress(SubscriptionStore subscriptions, RecipientStore recipients, TimeProvider clock)
{
    /// <summary>Nothing is sent to the address afterwards. Safe to repeat, which is worth while: a digest that was being composed at that very moment may have had it still.</summary>
    public async Task<ErasedAddress> RunAsync(string address, string by, CancellationToken cancellationToken)
    {
        var erased = await subscriptions.EraseAsync(address, by, clock.GetUtcNow(), cancellationToken);
        return new(MailAddress.Hash(address), erased.Subscriptions, erased.Versions, await recipients.EraseAsync(MailAddress.Hash(address), cancellationToken));
    }

    /// <summary>Addresses that no subscription sends to any more, or waits for, and to which the last mail went before <paramref name="day"/>, or none ever.</summary>
    public async Task<IReadOnlyList<string>> GoneBeforeAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var last = await recipients.LastSentAsync(cancellationToken);
        var staying = await subscriptions.AllAsync(team: null, cancellationToken)
            .SelectMany(subscription => subscription.Recipients.Where(recipient => recipient.UnsubscribedAt is null)).Select(recipient => recipient.Address).ToHashSetAsync(StringComparer.OrdinalIgnoreCase, cancellationToken);
        var named = await subscriptions.AllVersionsAsync(cancellationToken).SelectMany(version => version.Recipients).Select(recipient => recipient.Address).ToHashSetAsync(StringComparer.OrdinalIgnoreCase, cancellationToken);
        return
        [
            .. named.Union(last.Keys, StringComparer.OrdinalIgnoreCase)
                .Where(address => !MailAddress.IsMask(address) && !staying.Contains(address) && !(last.GetValueOrDefault(address) is { } sent && DateOnly.FromDateTime(sent.UtcDateTime) >= day))
                .Order(StringComparer.OrdinalIgnoreCase),
        ];
    }
}
