using LitWatch.Storage;

namespace LitWatch.Digests;

/// <summary>
/// Mails a digest again, as it was frozen, with the Message-ID of the first time: noted, so that the sweep carries it on → mails pending → one message a recipient.
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
    public async Task<IReadOnlyList<RecipientMail>> RunAsync(Delivery delivery, string by, IReadOnlyList<string?>? to, CancellationToken cancellationToken)
    {
        var chosen = await ChooseAsync(delivery, to, cancellationToken);
        var hashes = chosen.Select(mail => mail.Hash).ToHashSet(StringComparer.Ordinal);
        var noted = await deliveries.ChangeAsync(
            delivery,
            current => current with
            {
                State = current.State == DeliveryState.Settled ? DeliveryState.Resending : current.State,
                EnqueuedAt = clock.GetUtcNow(),
                Resends = [.. current.Resends, new Resend(Next(current, clock.GetUtcNow()), by, [.. hashes])],
            },
            cancellationToken);
        var mails = await recipients.ReopenAsync(noted!, cancellationToken);
        foreach (var mail in chosen)
        {
            await queues.SendAsync(EmailDue.Queue, new EmailDue(delivery.Team, delivery.Subscription, delivery.Slot, mail.Hash), DigestsJson.Default.EmailDue, cancellationToken);
        }

        return [.. mails.Where(mail => hashes.Contains(mail.Hash))];
    }

    // Each is later than the one before, also by the clock of another machine: by its time a mail is known to be owed, and its copy kept.
    private static DateTimeOffset Next(Delivery delivery, DateTimeOffset now) =>
        delivery.Resends is [.., var last] && last.At.AddMilliseconds(1) is var next && next > now ? next : now;

    private async Task<IReadOnlyList<RecipientMail>> ChooseAsync(Delivery delivery, IReadOnlyList<string?>? to, CancellationToken cancellationToken)
    {
        var all = await recipients.OfAsync(delivery, cancellationToken);
        var now = (await subscriptions.FindAsync(delivery.Team, delivery.Subscription, cancellationToken))?.Value.Recipients ?? [];
        if (to is null)
        {
            RecipientMail[] wanting = [.. all.Where(mail => now.Any(recipient => recipient.Is(mail.Address) && recipient.WantsMail))];
            return wanting.Length > 0 ? wanting : throw new RequestException("recipients", "None of its recipients gets mail of this subscription any more: name those to whom it is to go all the same.");
        }

        var (chosen, errors) = (new List<RecipientMail>(), new List<string>());
        foreach (var address in to.Select(address => address?.Trim() ?? "").Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (all.FirstOrDefault(mail => mail.Hash == MailAddress.Hash(address)) is not { } mail)
            {
                errors.Add($"'{address}' was no recipient of this digest, which went to {string.Join(", ", all.Select(mail => mail.Address))}.");
            }
            else if ((now.FirstOrDefault(recipient => recipient.Is(address)) ?? await LastKnownAsync(delivery, address, cancellationToken)) is { WantsMail: false })
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

    /// <summary>The recipient as in the last version of the subscription that has it: who left stays away also when taken off the list since.</summary>
    private async Task<Recipient?> LastKnownAsync(Delivery delivery, string address, CancellationToken cancellationToken) =>
        await subscriptions.VersionsAsync(delivery.Team, delivery.Subscription, cancellationToken)
            .Select(version => version.Value.Recipients.FirstOrDefault(recipient => recipient.IsOrWas(address)))
            .FirstOrDefaultAsync(recipient => recipient is not null, cancellationToken);
}
