using LitWatch.Storage;

namespace LitWatch.Digests;

/// <summary>Subscriptions of all teams, and every version of them.</summary>
internal sealed class SubscriptionStore(StorageAccount storage, TimeProvider clock) : VersionedRows<Subscription>(storage, clock, "Subscriptions", DigestsJson.Default.Subscription)
{
    /// <summary>Takes an address out of all subscriptions and all their versions, of those that were removed, too. The person gets no more mail; what stands for the address stays.</summary>
    /// <returns>How many subscriptions, and versions of any.</returns>
    public async Task<(int Subscriptions, int Versions)> EraseAsync(string address, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var subscriptions = 0;
        foreach (var found in await AllAsync(team: null, cancellationToken).Where(found => Erased(found, address, at) is not null).ToListAsync(cancellationToken))
        {
            while (await FindAsync(found.Team, found.Id, cancellationToken) is var (current, read) && Erased(current, address, at) is { } without)
            {
                subscriptions += await ReplaceAsync(without, read, by, cancellationToken) ? 1 : 0;
            }
        }

        // Last: each of the changes above is a version as well, and one that somebody makes meanwhile has the address no more.
        var versions = await RewriteVersionsAsync(
            (version, who) => Erased(version, address, at: null) is var without && IsAddress(who) ? (without ?? version, Mask(address)) : without is null ? null : (without, who), cancellationToken);
        return (subscriptions, versions);

        bool IsAddress(string text) => string.Equals(text, address, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The subscription without the address; null when it has it nowhere.</summary>
    /// <param name="at">When the person is to have left; null in versions of the past, where nothing else changes.</param>
    private static Subscription? Erased(Subscription subscription, string address, DateTimeOffset? at)
    {
        string Without(string text) => string.Equals(text, address, StringComparison.OrdinalIgnoreCase) ? Mask(address) : text;
        var without = subscription with
        {
            Name = Without(subscription.Name),
            CreatedBy = Without(subscription.CreatedBy),
            Recipients = [.. subscription.Recipients.Select(recipient => recipient.Is(address) ? recipient with { Address = Mask(address), UnsubscribedAt = recipient.UnsubscribedAt ?? at } : recipient)],
        };
        return without.Name == subscription.Name && without.CreatedBy == subscription.CreatedBy && without.Recipients.SequenceEqual(subscription.Recipients) ? null : without;
    }

    private static string Mask(string address) => MailAddress.Mask(MailAddress.Hash(address));
}
