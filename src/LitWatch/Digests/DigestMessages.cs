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

/// <summary>Asks for the mail in which a recipient named by somebody else is asked to confirm.</summary>
internal sealed record RecipientAwaited(string Team, string Subscription, string Recipient)
{
    public const string Queue = "litwatch-confirmations";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DigestDue))]
[JsonSerializable(typeof(EmailDue))]
[JsonSerializable(typeof(RecipientAwaited))]
[JsonSerializable(typeof(IReadOnlyList<Resend>))]
[JsonSerializable(typeof(Subscription))]
[JsonSerializable(typeof(DigestManifest))]
internal sealed partial class DigestsJson : JsonSerializerContext;
