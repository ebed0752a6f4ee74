using System.Diagnostics;
using System.Security.Cryptography;
using LitWatch.Articles;
using LitWatch.Storage;
using LitWatch.Web;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LitWatch.Digests;

/// <summary>Sends one composed digest to one recipient: lease → mail → sent. A crash in between sends again, with the same Message-ID.</summary>
internal sealed partial class SendEmail(
    DeliveryStore deliveries, RecipientStore recipients, DigestArchive archive, IMailer mailer, IOptions<MailOptions> options, IOptions<WebOptions> web,
    MailTokens tokens, DigestMetrics metrics, TimeProvider clock, ILogger<SendEmail> logger) : IQueueHandler<EmailDue>
{
    // Longer than a mail server may take, shorter than the sweep's patience with an unsettled digest.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    private const int MaxError = 300;

    public async Task RunAsync(EmailDue message, CancellationToken cancellationToken)
    {
        if (await deliveries.FindAsync(message.Team, message.Subscription, message.Slot, cancellationToken) is not { State: not DeliveryState.Due } delivery)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var leased = await recipients.ChangeAsync(
            delivery, message.Recipient, current => current.State == MailState.Pending && !(current.LeasedUntil > now) ? Leased(delivery, current, now) : null, cancellationToken);
        if (leased is not null)
        {
            await SendAsync(delivery, leased, cancellationToken);
        }

        if (delivery.IsDone(await recipients.OfAsync(delivery, cancellationToken)))
        {
            await deliveries.ChangeAsync(delivery, current => current.Settle(delivery, clock.GetUtcNow()), cancellationToken);
        }
    }

    // Whoever sends mails under another address one day sends this one again under the name it had.
    private RecipientMail Leased(Delivery delivery, RecipientMail recipient, DateTimeOffset now) => recipient with
    {
        LeasedUntil = now + Lease,
        Tries = recipient.Tries + 1,
        MessageId = recipient.MessageId ?? DigestMessage.MessageIdOf(delivery, recipient.Address, MailboxAddress.Parse(options.Value.From)),
    };

    private async Task SendAsync(Delivery delivery, RecipientMail recipient, CancellationToken cancellationToken)
    {
        var (html, text) = await archive.FindBodiesAsync(delivery, cancellationToken) ?? throw new InvalidOperationException($"The digest {delivery.Id} is composed, but its bodies are gone.");
        // Not by the clock: a mail sent again after a crash is the same to the byte.
        var expires = (recipient.Again?.At ?? delivery.ComposedAt ?? delivery.Slot) + MailTokens.UnsubscribeLife;
        var token = tokens.Make(MailAction.Unsubscribe, new MailToken(delivery.Team, delivery.Subscription, recipient.Address, expires));
        var attached = await archive.FindAttachedAsync(delivery, cancellationToken);
        MimeMessage To(string address, string token) =>
            DigestMessage.Build(delivery, options.Value.From, address, recipient.MessageId!, delivery.Subject ?? "LitWatch", html, text, attached, new Uri(web.Value.PublicUrl, Unsubscribe.Route), token);
        using var mail = To(recipient.Address, token);
        try
        {
            using var step = Telemetry.Begin("mail", ActivityKind.Client);
            await mailer.SendAsync(mail, cancellationToken);
        }
        catch (MailRefusedException refused)
        {
            LogRefused(logger, delivery.Id, recipient.Hash, refused);
            metrics.Mailed("failed");
            await recipients.ChangeAsync(delivery, recipient.Hash, current => current with { State = MailState.Failed, Error = refused.Message, LeasedUntil = null }, cancellationToken);
            return;
        }
        catch (Exception fault)
        {
            metrics.Mailed("retried");
            // The lease must not stand in the way of the next try.
            var error = cancellationToken.IsCancellationRequested ? recipient.Error : Words(fault);
            await recipients.ChangeAsync(delivery, recipient.Hash, current => current with { Error = error, LeasedUntil = null }, CancellationToken.None);
            throw;
        }

        using var kept = To(MailAddress.Mask(recipient.Hash), DigestMessage.TokenPlaceholder);
        await archive.KeepMailAsync(delivery, recipient, await BytesAsync(kept, cancellationToken), Convert.ToHexStringLower(SHA256.HashData(await BytesAsync(mail, cancellationToken))), cancellationToken);
        await recipients.ChangeAsync(delivery, recipient.Hash, current => current with { State = MailState.Sent, SentAt = clock.GetUtcNow(), Error = null, LeasedUntil = null }, cancellationToken);
        metrics.Mailed("sent");
    }

    private static async Task<byte[]> BytesAsync(MimeMessage mail, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await mail.WriteToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private static string Words(Exception fault) => PlainText.Normalize(fault.Message) is not { } words ? fault.GetType().Name : words.Length <= MaxError ? words : words[..MaxError];

    [LoggerMessage(LogLevel.Error, "Digest {Digest}: the mail to recipient {Recipient} was refused for good")]
    private static partial void LogRefused(ILogger logger, string digest, string recipient, Exception refused);
}
