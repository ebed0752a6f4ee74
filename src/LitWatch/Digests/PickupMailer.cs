using Microsoft.Extensions.Options;
using MimeKit;

namespace LitWatch.Digests;

/// <summary>Writes each mail to a folder, exactly one file a mail: it is named by the Message-ID and appears complete or not at all.</summary>
internal sealed class PickupMailer(IOptions<MailOptions> options) : IMailer
{
    public async Task SendAsync(MimeMessage mail, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(options.Value.PickupDirectory).FullName;
        var file = Path.Combine(folder, FileName(mail.MessageId ?? throw new ArgumentException("A mail needs a Message-ID.", nameof(mail))));
        if (File.Exists(file))
        {
            return;
        }

        // A name of this process: another instance may be writing the same mail at this moment.
        var partial = $"{file}.{Environment.ProcessId}.partial";
        await mail.WriteToAsync(partial, cancellationToken);
        File.Move(partial, file, overwrite: true);
    }

    /// <summary>The file of a mail, from its Message-ID.</summary>
    public static string FileName(string messageId) => string.Concat(messageId.Select(unit => char.IsAsciiLetterOrDigit(unit) || unit is '.' or '-' ? unit : '_')) + ".eml";
}
