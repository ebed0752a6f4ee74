using System.Security.Cryptography;
using System.Text;
using MimeKit;


namespace LitWatch.Digests;

/// <summary>The mail of one digest to one recipient. The same digest and recipient always give the same Message-ID, so a mail sent twice collapses.</summary>
internal static class DigestMessage
{
    /// <summary>Stands in all that is kept where each recipient's own unsubscribe token goes.</summary>
    public const string TokenPlaceholder = "recipient-token";

    public static MimeMessage Build(Delivery delivery, string from, string recipient, string messageId, string subject, string html, string text, IReadOnlyList<AttachedFile> attached, Uri unsubscribe, string token)
    {
        var sender = MailboxAddress.Parse(from);
        var mail = new MimeMessage
        {
            Subject = subject,
            Date = delivery.ComposedAt ?? delivery.Slot,
            MessageId = messageId,
        };
        mail.From.Add(sender);
        mail.To.Add(MailboxAddress.Parse(recipient));
        mail.References.Add($"{Hash($"{delivery.Team}|{delivery.Subscription}")}@{DomainOf(sender)}");
        // RFC 3834: no out-of-office answers; RFC 8058: one-click unsubscription.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Headers.Add(HeaderId.ListUnsubscribe, $"<{unsubscribe}?token={token}>");
        mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        var builder = new BodyBuilder
        {
            HtmlBody = html.Replace(TokenPlaceholder, token, StringComparison.Ordinal),
            TextBody = text.Replace(TokenPlaceholder, token, StringComparison.Ordinal),
        };
        foreach (var file in attached)
        {
            builder.Attachments.Add(file.Name, file.Content, ContentType.Parse(file.Type));
        }

        mail.Body = builder.ToMessageBody();
        foreach (var (number, parts) in Multiparts(mail.Body).Index())
        {
            // Not by chance: a mail sent again after a crash is the same to the byte, and the archived copy is the one that was sent.
            parts.Boundary = $"=-{Hash($"{number}|{mail.MessageId}")}";
        }

        return mail;
    }

    public static string MessageIdOf(Delivery delivery, string recipient, MailboxAddress sender) =>
        $"{Hash($"{delivery.Team}|{delivery.Id}|{recipient.ToLowerInvariant()}")}@{DomainOf(sender)}";

    private static IEnumerable<Multipart> Multiparts(MimeEntity entity) => entity is Multipart parts ? parts.SelectMany(Multiparts).Prepend(parts) : [];

    private static string DomainOf(MailboxAddress sender) => sender.Domain is { Length: > 0 } domain ? domain : "localhost";

    private static string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..32];
}
