using LitWatch.Storage;

namespace LitWatch.Digests;

/// <summary>
/// Mails a digest again, as it was frozen, with the Message-ID of the first time: mails pending → noted, so that the sweep carries it on → one message a recipient.
/// What is noted as mailed stays as it is.
/// </summary>
internal sealed class ResendDigest(DeliveryStore deliveries, RecipientStore recipients, SubscriptionStore subscriptions, WorkQueues queues, TimeProvider clock)
{
    /// <summary>Why there is nothing to send again; null when there is.</summary>
    public static string? Refusal(Delivery delivery) => delivery switch
    {
        { Suppressed: { } why } => $"No mail was made for this slot: {why}.",
        { State: DeliveryState.Due } => "This digest is not composed yet; its mails go out by themselves.",
        _ => null,
    };

    /// <param name="delivery">One without <see cref="Refusal"/>.</param>
    /// <param name="to">Recipients of this digest; null for all of them who still get mail of the subscription.</param>
    /// <returns>The mails that go out.</returns>
    /// <exception cref="RequestException">An address in <paramref name="to"/> is none that may get it.</exception>
    public async Task<IReadOnlyList<RecipientMail>> RunAsync(Delivery delivery, string by, IReadOnlyList<string>? to, CancellationToken cancellationToken)
    {
        var chosen = await ChooseAsync(delivery, to, cancellationToken);
        var again = new SentAgain(clock.GetUtcNow(), by);
        foreach (var mail in chosen)
        {
            // One that is on its way is not asked for twice.
            await recipients.ChangeAsync(delivery, mail.Hash, current => current.State == MailState.Pending ? null : current with { State = MailState.Pending, Again = again }, cancellationToken);
        }

        await deliveries.ChangeAsync(
            delivery,
            current => current with
            {
                State = current.State == DeliveryState.Settled ? DeliveryState.Resending : current.State,
                EnqueuedAt = again.At,
                Resends = [.. current.Resends, new Resend(again.At, by, chosen.Count)],
            },
            cancellationToken);
        foreach (var mail in chosen)
        {
            await queues.SendAsync(EmailDue.Queue, new EmailDue(delivery.Team, delivery.Subscription, delivery.Slot, mail.Hash), DigestsJson.Default.EmailDue, cancellationToken);
        }

        var hashes = chosen.Select(mail => mail.Hash).ToHashSet(StringComparer.Ordinal);
        return [.. (await recipients.OfAsync(delivery, cancellationToken)).Where(mail => hashes.Contains(mail.Hash))];
    }

    private async Task<IReadOnlyList<RecipientMail>> ChooseAsync(Delivery delivery, IReadOnlyList<string>? to, CancellationToken cancellationToken)
    {
        var all = await recipients.OfAsync(delivery, cancellationToken);
        var now = (await subscriptions.FindAsync(delivery.Team, delivery.Subscription, cancellationToken))?.Value.Recipients ?? [];
        if (to is null)
        {
            RecipientMail[] wanting = [.. all.Where(mail => now.Any(recipient => recipient.Is(mail.Address) && recipient.WantsMail))];
            return wanting.Length > 0 ? wanting : throw new RequestException("recipients", "None of its recipients gets mail of this subscription any more: name those to whom it is to go all the same.");
        }

        var (chosen, errors) = (new List<RecipientMail>(), new List<string>());
        foreach (var address in to.Select(address => address.Trim()).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (all.FirstOrDefault(mail => mail.Hash == RecipientStore.HashOf(address)) is not { } mail)
            {
                errors.Add($"'{address}' was no recipient of this digest, which went to {string.Join(", ", all.Select(mail => mail.Address))}.");
            }
            else if (now.Any(recipient => recipient.Is(address) && !recipient.WantsMail))
            {
                errors.Add($"'{address}' has unsubscribed or not confirmed: no mail goes there.");
            }
            else
            {
                chosen.Add(mail);
            }
        }

        return errors.Count > 0 ? throw new RequestException("recipients", errors)
            : chosen.Count > 0 ? chosen
            : throw new RequestException("recipients", "recipients must name at least one address; leave it out for all.");
    }
}
