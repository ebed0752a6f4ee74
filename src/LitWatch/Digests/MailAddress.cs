using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace LitWatch.Digests;

/// <summary>People's mail addresses: what one is, and what stands for it where it must not stand itself.</summary>
internal static partial class MailAddress
{
    private const string MaskDomain = "@recipient.invalid";

    /// <summary>One plain address: no display name, no group, nothing that could break out of a header.</summary>
    public static bool Is(string? text) =>
        text is not null
        && MailboxAddress.TryParse(text.Trim(), out var mailbox)
        && string.Equals(mailbox.Address, text.Trim(), StringComparison.Ordinal)
        && mailbox.Address.Split('@') is [{ Length: > 0 and <= 64 }, { Length: > 0 and <= 255 }];

    /// <summary>What to tell who gave something else.</summary>
    public static string Wrong(string text) => $"'{text}' is not a mail address: give one such as safety@example.org.";

    /// <summary>Names a recipient in keys, messages, logs and in all that is kept unchangeable: sixteen bytes of SHA-256 over the address in lower case, hex. Of a mask, that of what it stands for.</summary>
    public static string Hash(string address) =>
        IsMask(address)
            ? address[..^MaskDomain.Length]
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.Trim().ToLowerInvariant())))[..32];

    /// <summary>Stands for an address in what is kept unchangeable, and everywhere once its owner wants it erased. Nothing is ever delivered there (RFC 2606).</summary>
    public static string Mask(string hash) => hash + MaskDomain;

    public static bool IsMask(string address) => MaskForm().IsMatch(address);

    [GeneratedRegex(@"\A[0-9a-f]{32}@recipient\.invalid\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MaskForm();
}
