using MimeKit;

namespace LitWatch.Digests;

/// <summary>Takes one mail to where it leaves. May be asked twice for the same Message-ID after a crash.</summary>
internal interface IMailer
{
    /// <exception cref="MailRefusedException">The server refuses this mail for good; another try will not help.</exception>
    Task SendAsync(MimeMessage mail, CancellationToken cancellationToken);
}

/// <summary>Refused for good (a 5xx reply): an unknown recipient, a rejected sender.</summary>
internal sealed class MailRefusedException : Exception
{
    public MailRefusedException()
    {
    }

    public MailRefusedException(string message)
        : base(message)
    {
    }

    public MailRefusedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
