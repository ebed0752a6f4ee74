using System.Text.Json.Serialization;

namespace LitWatch.Digests;

/// <summary>Asks for the digest of one subscription and slot to be composed, or carried on where it was left.</summary>
internal sealed record DigestDue(string Team, string Subscription, DateTimeOffset Slot)
{
    public const string Queue = "litwatch-digests";
}

/// <summary>Asks for a composed digest to be sent to one recipient, named by the hash of the address.</summary>
internal sealed record EmailDue(string Team, string Subscription, DateTimeOffset Slot, string Recipient)
{
    public const string Queue = "litwatch-emails";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DigestDue))]
[JsonSerializable(typeof(EmailDue))]
[JsonSerializable(typeof(Subscription))]
[JsonSerializable(typeof(DigestManifest))]
internal sealed partial class DigestsJson : JsonSerializerContext;
