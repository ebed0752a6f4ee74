using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LitWatch.Digests;

/// <summary>Sends by SMTP with MailKit. At least once: a crash after the server took the mail sends it again with the same Message-ID.</summary>
internal sealed class SmtpMailer(IOptions<MailOptions> options) : IMailer
{
    public async Task SendAsync(MimeMessage mail, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        using var client = new SmtpClient { Timeout = 60_000 };
        await client.ConnectAsync(settings.Host!, settings.Port, settings.Security, cancellationToken);
        if (!string.IsNullOrEmpty(settings.Username))
        {
            // Whoever sits on the line could have taken STARTTLS out of the server's greeting.
            if (!client.IsSecure && settings.Security != SecureSocketOptions.None)
            {
                throw new AuthenticationException("The mail server offers no TLS, so Mail:Password is not sent to it. Set Mail:Security to None if that is meant.");
            }

            await client.AuthenticateAsync(settings.Username, settings.Password!, cancellationToken);
        }

        try
        {
            await client.SendAsync(mail, cancellationToken);
        }
        catch (SmtpCommandException refused) when ((int)refused.StatusCode >= 500)
        {
            throw new MailRefusedException($"The mail server refused the mail ({(int)refused.StatusCode}).", refused);
        }

        await client.DisconnectAsync(quit: true, cancellationToken);
    }
}
