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
}

/// <summary>Tokens that let whoever holds a mail leave its subscription, and do nothing else (HMAC-SHA-256).</summary>
internal sealed partial class UnsubscribeTokens(IOptions<SecurityOptions> options)
{
    // Bound into every signature: a key used for another purpose signs nothing that is taken here.
    private const string Purpose = "litwatch-unsubscribe-1";

    public string Make(string team, string subscription, string address)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(new Content(team, subscription, address), Json.Default.Content);
        return $"{WebEncoders.Base64UrlEncode(content)}.{WebEncoders.Base64UrlEncode(Sign(content))}";
    }

    /// <summary>What a token stands for; null when it is not one of ours.</summary>
    public (string Team, string Subscription, string Address)? Read(string? token)
    {
        if (token?.Split('.') is not [var content, var signature])
        {
            return null;
        }

        try
        {
            var bytes = WebEncoders.Base64UrlDecode(content);
            return CryptographicOperations.FixedTimeEquals(Sign(bytes), WebEncoders.Base64UrlDecode(signature))
                && JsonSerializer.Deserialize(bytes, Json.Default.Content) is { } read
                ? (read.Team, read.Subscription, read.Address)
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private byte[] Sign(byte[] content) => HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{Purpose}|{options.Value.SigningKey}"), content);

    private sealed record Content(string Team, string Subscription, string Address);

    [JsonSerializable(typeof(Content))]
    private sealed partial class Json : JsonSerializerContext;
}
