using LitWatch.Storage;
using Microsoft.Extensions.Logging;

namespace LitWatch.Digests;

/// <summary>Opens the slots that have come, carries on every digest that is not settled, and has recipients asked who are to confirm.</summary>
internal sealed partial class SweepDigests(
    SubscriptionStore subscriptions, DeliveryStore deliveries, WorkQueues queues, DigestMetrics metrics, TimeProvider clock, ILogger<SweepDigests> logger) : ITimerHandler
{
    /// <summary>Every 5 minutes.</summary>
    public const string Schedule = "0 */5 * * * *";

    /// <summary>A digest not settled this long after it was last queued is queued again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (opened, unheard) = (0, 0);
        await foreach (var subscription in subscriptions.AllAsync(team: null, cancellationToken))
        {
            unheard += subscription.IsUnheard ? 1 : 0;
            foreach (var recipient in subscription.Recipients.Where(recipient => recipient is { AwaitedSince: not null, AskedAt: null, UnsubscribedAt: null }))
            {
                var message = new RecipientAwaited(subscription.Team, subscription.Id, MailAddress.Hash(recipient.Address));
                await queues.SendAsync(RecipientAwaited.Queue, message, DigestsJson.Default.RecipientAwaited, cancellationToken);
            }

            // Only the latest slot is opened: after an outage of weeks one digest has everything.
            if (subscription.PausedSince is null && subscription.Schedule.Previous(now) is var slot && slot > (subscription.ScheduledSince ?? subscription.CreatedAt))
            {
                opened += await OpenAsync(subscription, slot, cancellationToken) ? 1 : 0;
            }
        }

        var carriedOn = 0;
        await foreach (var delivery in deliveries.UnsettledAsync(cancellationToken))
        {
            if (now - delivery.EnqueuedAt >= Patience)
            {
                await deliveries.ChangeAsync(delivery, current => current with { EnqueuedAt = now }, cancellationToken);
                await EnqueueAsync(delivery, cancellationToken);
                carriedOn++;
            }
        }

        metrics.Swept(unheard);
        LogSwept(logger, opened, carriedOn);
    }

    /// <summary>Opens a slot and asks for its digest; false when the slot is open already. Ad hoc digests open the slot "now".</summary>
    public async Task<bool> OpenAsync(Subscription subscription, DateTimeOffset slot, CancellationToken cancellationToken)
    {
        var delivery = new Delivery(subscription.Team, subscription.Id, slot) { EnqueuedAt = clock.GetUtcNow() };
        if (!await deliveries.AddAsync(delivery, cancellationToken))
        {
            return false;
        }

        await EnqueueAsync(delivery, cancellationToken);
        return true;
    }

    private Task EnqueueAsync(Delivery delivery, CancellationToken cancellationToken) =>
        queues.SendAsync(DigestDue.Queue, new DigestDue(delivery.Team, delivery.Subscription, delivery.Slot), DigestsJson.Default.DigestDue, cancellationToken);

    [LoggerMessage(LogLevel.Information, "{Opened} digests are due, {CarriedOn} carried on")]
    private static partial void LogSwept(ILogger logger, int opened, int carriedOn);
}
