using System.Security.Cryptography;
using System.Text;
using LitWatch.Digests.Mail;
using LitWatch.Storage;
using LitWatch.Web;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LitWatch.Digests;

/// <summary>Asks a person whom somebody else named as recipient whether the digests are wanted. A crash before the note that it was sent sends it again, with the same Message-ID.</summary>
internal sealed class AskRecipient(
    SubscriptionStore subscriptions, RecipientsWord word, IMailer mailer, MailTokens tokens, IOptions<MailOptions> options, IOptions<WebOptions> web) : IQueueHandler<RecipientAwaited>
{
    public async Task RunAsync(RecipientAwaited message, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindAsync(message.Team, message.Subscription, cancellationToken) is not var (subscription, _)
            || subscription.Recipients.FirstOrDefault(recipient => MailAddress.Hash(recipient.Address) == message.Recipient) is not { AwaitedSince: { } since, AskedAt: null, UnsubscribedAt: null } recipient)
        {
            return;
        }

        var token = new MailToken(subscription.Team, subscription.Id, recipient.Address, since + MailTokens.ConfirmLife);
        using var mail = Mail(subscription, since, token);
        try
        {
            await mailer.SendAsync(mail, cancellationToken);
        }
        catch (MailRefusedException)
        {
            // There is nobody to ask. The subscription shows that the answer is awaited.
        }

        await word.AskedAsync(token, cancellationToken);
    }

    private MimeMessage Mail(Subscription subscription, DateTimeOffset since, MailToken token)
    {
        var sender = MailboxAddress.Parse(options.Value.From);
        var link = new Uri(web.Value.PublicUrl, $"{Confirm.Route}?token={tokens.Make(MailAction.Confirm, token)}");
        var name = ForeignText.Line(subscription.Name, 100);
        var mail = new MimeMessage
        {
            Subject = ForeignText.Line($"LitWatch: do you want the digest '{name}'?", DigestSubject.Longest),
            Date = since,
            MessageId = $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"confirm|{token.Team}|{token.Subscription}|{token.Address.ToLowerInvariant()}|{since.UtcTicks}")))[..32]}@{(sender.Domain is { Length: > 0 } domain ? domain : "localhost")}",
            Body = new TextPart("plain")
            {
                Text = $"""
                    You were named as a recipient of the literature digest '{name}' of LitWatch.

                    To get it, open this address and confirm:
                    {link}

                    If you do nothing, no digest is sent to you. The address holds until {token.Expires.UtcDateTime:d MMMM yyyy}.
                    """,
            },
        };
        mail.From.Add(sender);
        mail.To.Add(MailboxAddress.Parse(token.Address));
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }
}
