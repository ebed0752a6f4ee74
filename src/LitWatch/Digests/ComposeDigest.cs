using LitWatch.Articles;
using LitWatch.Digests.Mail;
using LitWatch.Storage;
using LitWatch.Web;
using Microsoft.Extensions.Options;

namespace LitWatch.Digests;

/// <summary>
/// Makes one digest: freeze what is in it → note it as mailed → bodies → recipients → composed → one message a recipient.
/// Whatever was done before a crash is found done; the frozen manifest is never made twice.
/// </summary>
internal sealed class ComposeDigest(
    SubscriptionStore subscriptions, DeliveryStore deliveries, ManifestBuilder manifests, DigestArchive archive, MailedStore mailed, RecipientStore recipients,
    WorkQueues queues, DigestMetrics metrics, IOptions<WebOptions> web, TimeProvider clock) : IQueueHandler<DigestDue>
{
    public async Task RunAsync(DigestDue message, CancellationToken cancellationToken)
    {
        if (await deliveries.FindAsync(message.Team, message.Subscription, message.Slot, cancellationToken) is not { State: not DeliveryState.Settled } delivery)
        {
            return;
        }

        var before = (await deliveries.OfAsync(delivery.Team, delivery.Subscription, cancellationToken)).Where(other => other.Slot < delivery.Slot).ToArray();
        if (before.Any(other => !other.IsTold))
        {
            // What the one before mails decides what is new here; the sweep brings this one back.
            return;
        }

        if (delivery.State == DeliveryState.Due)
        {
            await ComposeAsync(delivery, before, cancellationToken);
            delivery = (await deliveries.FindAsync(message.Team, message.Subscription, message.Slot, cancellationToken))!;
        }

        if (delivery.State is DeliveryState.Composed or DeliveryState.Resending)
        {
            await DispatchAsync(delivery, cancellationToken);
        }
    }

    private async Task ComposeAsync(Delivery delivery, IReadOnlyList<Delivery> before, CancellationToken cancellationToken)
    {
        var manifest = await archive.FindManifestAsync(delivery, cancellationToken);
        if (manifest is null)
        {
            if (await subscriptions.FindAsync(delivery.Team, delivery.Subscription, cancellationToken) is not var (subscription, _))
            {
                await SettleAsync(delivery, "the subscription was removed", cancellationToken);
                return;
            }

            var built = await manifests.BuildAsync(subscription, delivery.Slot, Delivery.LastTold(before), cancellationToken);
            manifest = await archive.FreezeAsync(delivery, built with { Suppressed = Silence(subscription, built) }, cancellationToken);
        }

        // Asked of the frozen manifest only: another worker may have noted its articles as mailed, and then nothing looks new any more.
        if (manifest.Suppressed is { } reason)
        {
            await SettleAsync(delivery, reason, cancellationToken);
            return;
        }

        await mailed.NoteAsync(delivery.Team, delivery.Subscription, Notes(manifest), Delivery.SlotName(delivery.Slot), cancellationToken);

        var links = new DigestLinks(new Uri(web.Value.PublicUrl, $"#/digests/{Uri.EscapeDataString(delivery.Id)}"), new Uri(web.Value.PublicUrl, $"{Unsubscribe.Route}?token={DigestMessage.TokenPlaceholder}"));
        await archive.KeepBodiesAsync(delivery, await DigestHtml.RenderAsync(manifest, links, cancellationToken), DigestText.Render(manifest, links), cancellationToken);
        foreach (var (hash, address) in await AddressesAsync(manifest, cancellationToken))
        {
            await recipients.AddAsync(delivery, hash, address, cancellationToken);
        }

        await deliveries.ChangeAsync(
            delivery,
            current => current.State == DeliveryState.Due
                ? current with { State = DeliveryState.Composed, ComposedAt = manifest.ComposedAt, Subject = DigestSubject.Of(manifest), Attached = AttachedFile.Of(manifest).Count }
                : null,
            cancellationToken);
        metrics.Composed(clock.GetUtcNow() - delivery.Slot);
    }

    /// <summary>The addresses of the manifest's recipients, as the latest version of the subscription says that has them; null for one that was erased meanwhile.</summary>
    private async Task<IReadOnlyDictionary<string, string?>> AddressesAsync(DigestManifest manifest, CancellationToken cancellationToken)
    {
        // Manifests of earlier versions hold the addresses themselves.
        var wanted = manifest.Recipients.ToDictionary(recipient => MailAddress.Is(recipient) ? MailAddress.Hash(recipient) : recipient, _ => (string?)null, StringComparer.Ordinal);
        await foreach (var version in subscriptions.VersionsAsync(manifest.Team, manifest.Subscription, cancellationToken))
        {
            foreach (var address in version.Value.Recipients.Select(recipient => recipient.Address).Where(address => !MailAddress.IsMask(address)))
            {
                if (wanted.TryGetValue(MailAddress.Hash(address), out var known) && known is null)
                {
                    wanted[MailAddress.Hash(address)] = address;
                }
            }

            if (wanted.Values.All(address => address is not null))
            {
                break;
            }
        }

        return wanted;
    }

    private static IReadOnlyList<MailedNote> Notes(DigestManifest manifest) =>
    [
        .. from alert in manifest.Alerts
           from line in alert.New.Concat(alert.Known).Concat(alert.Changed)
           let others = line.AlsoMatches.Count == 0 ? [] : manifest.Alerts.Where(other => line.AlsoMatches.Contains(other.Name, StringComparer.Ordinal)).Select(other => other.Id)
           select new MailedNote(line.MailedAs ?? line.Article.Id, [alert.Id, .. others], ArticleNotices.Of(line.Article)),
    ];

    /// <summary>Why no mail is to be made of it; null when one is.</summary>
    private static string? Silence(Subscription subscription, DigestManifest manifest) =>
        manifest.Recipients.Count == 0 ? Delivery.NobodyToMail
        : manifest.NewCount() == 0 && manifest.Changes().Count == 0 && manifest.IsComplete() && !subscription.MailWhenNothingNew ? "nothing new"
        : null;

    private async Task DispatchAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var all = await recipients.ReopenAsync(delivery, cancellationToken);
        foreach (var recipient in all.Where(recipient => recipient.State == MailState.Pending))
        {
            await queues.SendAsync(
                EmailDue.Queue, new EmailDue(delivery.Team, delivery.Subscription, delivery.Slot, recipient.Hash), DigestsJson.Default.EmailDue, cancellationToken);
        }

        if (delivery.IsDone(all))
        {
            await SettleAsync(delivery, null, cancellationToken);
        }
    }

    private Task<Delivery?> SettleAsync(Delivery delivery, string? suppressed, CancellationToken cancellationToken) =>
        deliveries.ChangeAsync(
            delivery,
            current => current.Settle(delivery, clock.GetUtcNow()) is { } settled ? settled with { Suppressed = suppressed ?? settled.Suppressed } : null,
            cancellationToken);
}
