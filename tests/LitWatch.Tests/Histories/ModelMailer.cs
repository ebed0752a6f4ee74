using LitWatch.Digests;
using MimeKit;

namespace LitWatch.Tests.Histories;

/// <param name="Body">HTML and text as sent.</param>
internal sealed record ModelMail(string MessageId, string To, DateTimeOffset Date, string Subject, string Body);

/// <summary>A mail server that keeps what it took, and breaks off before or after it took a mail.</summary>
internal sealed class ModelMailer(World world) : IMailer
{
    public List<ModelMail> Taken { get; } = [];

    public Task SendAsync(MimeMessage mail, CancellationToken cancellationToken)
    {
        var trouble = world.MailFault();
        if (trouble == MailTrouble.Before)
        {
            throw new IOException("The mail server does not answer.");
        }

        if (world.Planted == Planted.MessageIdAtRandom)
        {
            mail.MessageId = $"{world.Draw(0, int.MaxValue)}@example.org";
        }

        Taken.Add(new ModelMail(mail.MessageId!, mail.To.Mailboxes.Single().Address, mail.Date, mail.Subject ?? "", mail.HtmlBody + mail.TextBody));
        return trouble == MailTrouble.After ? throw new IOException("The mail server broke off.") : Task.CompletedTask;
    }
}

internal enum MailTrouble
{
    None,
    Before,
    After,
}
