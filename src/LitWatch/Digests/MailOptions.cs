using MailKit.Security;

namespace LitWatch.Digests;

/// <summary>How mail leaves. Without a host it goes to the pickup folder, one <c>.eml</c> a mail.</summary>
internal sealed class MailOptions
{
    public const string Section = "Mail";

    public string From { get; set; } = "LitWatch <litwatch@localhost>";

    public string? Host { get; set; }

    /// <summary>0 takes the default of <see cref="Security"/>: 465 for implicit TLS, else 587 (25 without TLS).</summary>
    public int Port { get; set; }

    public SecureSocketOptions Security { get; set; } = SecureSocketOptions.Auto;

    public string? Username { get; set; }

    public string? Password { get; set; }

    public string PickupDirectory { get; set; } = Path.Combine(".litwatch", "outbox");

    /// <summary>Whether people whom somebody else named as recipients are asked first, by a mail with a link; digests come once they confirm.</summary>
    public bool ConfirmRecipients { get; set; }

    /// <summary>What is wrong, naming the key; null when all is well.</summary>
    public string? Fault() => this switch
    {
        _ when !MimeKit.MailboxAddress.TryParse(From, out _) => "Mail:From must be a mail address, such as LitWatch <litwatch@example.org>.",
        { Port: < 0 or > 65535 } => "Mail:Port must be 0 to 65535.",
        { Username.Length: > 0, Password: null or "" } => "Mail:Password must be set when Mail:Username is.",
        { Host: null or "", PickupDirectory: "" } => "Mail:Host or Mail:PickupDirectory must be set.",
        _ => null,
    };
}
