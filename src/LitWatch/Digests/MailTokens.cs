using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace LitWatch.Digests;

/// <summary>The key that signs addresses mailed to people.</summary>
internal sealed class SecurityOptions
{
    public const string Section = "Security";

    /// <summary>At least 16 bytes, as text; the local host makes one, Azure takes it from Key Vault.</summary>
    public string SigningKey { get; set; } = "";

    /// <summary>The key before: what it signed still holds, so that links in mails outlive a new key. Leave it out once they need not, or at once where it got out.</summary>
    public string? PreviousSigningKey { get; set; }

    /// <summary>HMAC-SHA-256 of <paramref name="content"/>. The purpose is bound into every signature: one made for another is none here.</summary>
    public byte[] Sign(string purpose, byte[] content) => Sign(SigningKey, purpose, content);

    /// <summary>Whether one of the keys made <paramref name="signature"/> for this purpose.</summary>
    public bool Holds(string purpose, byte[] content, byte[] signature) =>
        CryptographicOperations.FixedTimeEquals(Sign(purpose, content), signature)
        || (PreviousSigningKey is { Length: > 0 } previous && CryptographicOperations.FixedTimeEquals(Sign(previous, purpose, content), signature));

    private static byte[] Sign(string key, string purpose, byte[] content) => HMACSHA256.HashData(Encoding.UTF8.GetBytes($"litwatch-{purpose}-1|{key}"), content);
}

/// <summary>The one thing that a link in a mail lets whoever holds it do.</summary>
internal enum MailAction
{
    /// <summary>Leave the subscription.</summary>
    Unsubscribe,

    /// <summary>Agree to get a subscription's digests that somebody else ordered.</summary>
    Confirm,
}

/// <param name="Expires">To the second.</param>
internal sealed record MailToken(string Team, string Subscription, string Address, DateTimeOffset Expires);

/// <summary>Signed tokens (HMAC-SHA-256) in links of mails. One made for an action is none for another.</summary>
internal sealed partial class MailTokens(IOptions<SecurityOptions> options)
{
    /// <summary>A digest is found in an inbox long after it came; RFC 8058 sets no limit, CAN-SPAM asks for thirty days.</summary>
    public static readonly TimeSpan UnsubscribeLife = TimeSpan.FromDays(366);

    public static readonly TimeSpan ConfirmLife = TimeSpan.FromDays(30);

    public string Make(MailAction action, MailToken token)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(new Content(token.Team, token.Subscription, token.Address, token.Expires.ToUnixTimeSeconds()), Json.Default.Content);
        return $"{WebEncoders.Base64UrlEncode(content)}.{WebEncoders.Base64UrlEncode(options.Value.Sign(PurposeOf(action), content))}";
    }

    /// <summary>What a token stands for, expired or not; null when it is not one of ours for this action.</summary>
    public MailToken? Read(MailAction action, string? text)
    {
        if (text?.Split('.') is not [var content, var signature])
        {
            return null;
        }

        try
        {
            var bytes = WebEncoders.Base64UrlDecode(content);
            return options.Value.Holds(PurposeOf(action), bytes, WebEncoders.Base64UrlDecode(signature))
                && JsonSerializer.Deserialize(bytes, Json.Default.Content) is { } read
                ? new MailToken(read.Team, read.Subscription, read.Address, DateTimeOffset.FromUnixTimeSeconds(read.Expires))
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string PurposeOf(MailAction action) => action.ToString().ToLowerInvariant();

    private sealed record Content(string Team, string Subscription, string Address, long Expires);

    [JsonSerializable(typeof(Content))]
    private sealed partial class Json : JsonSerializerContext;
}
