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
            (version, who) =>
            {
                var without = Erased(version, address, at: null);
                return without is null && !IsSame(who, address) ? null : (without ?? version, Without(who, address));
            },
            cancellationToken);
        return (subscriptions, versions);
    }

    /// <summary>The subscription without the address; null when it has it nowhere.</summary>
    /// <param name="at">When the person is to have left; null in versions of the past, where nothing else changes.</param>
    private static Subscription? Erased(Subscription subscription, string address, DateTimeOffset? at) =>
        IsSame(subscription.Name, address) || IsSame(subscription.CreatedBy, address) || subscription.Recipients.Any(recipient => recipient.Is(address))
            ? subscription with
            {
                Name = Without(subscription.Name, address),
                CreatedBy = Without(subscription.CreatedBy, address),
                Recipients = [.. subscription.Recipients.Select(recipient => recipient.Is(address) ? recipient with { Address = Without(recipient.Address, address), UnsubscribedAt = recipient.UnsubscribedAt ?? at } : recipient)],
            }
            : null;

    private static bool IsSame(string text, string address) => string.Equals(text, address, StringComparison.OrdinalIgnoreCase);

    private static string Without(string text, string address) => IsSame(text, address) ? MailAddress.Mask(MailAddress.Hash(address)) : text;
}
