using System.Globalization;
using System.Text.Json.Serialization;

namespace LitWatch.Digests;

/// <summary>How far a digest has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryState>))]
internal enum DeliveryState
{
    /// <summary>Its slot has come; nothing is frozen, or not everything made of it.</summary>
    [JsonStringEnumMemberName("due")]
    Due,

    /// <summary>Manifest, mailed rows, bodies and recipients are written.</summary>
    [JsonStringEnumMemberName("composed")]
    Composed,

    /// <summary>Every recipient's mail is sent or given up for good.</summary>
    [JsonStringEnumMemberName("settled")]
    Settled,
}

/// <summary>One digest of one subscription: its slot and how far it has come.</summary>
internal sealed record Delivery(string Team, string Subscription, DateTimeOffset Slot)
{
    /// <summary>A reason for <see cref="Suppressed"/>: what it would have told is new to whoever joins later.</summary>
    public const string NobodyToMail = "no recipient wants mail";

    public DeliveryState State { get; init; }

    /// <summary>When it was last put into a queue.</summary>
    public DateTimeOffset EnqueuedAt { get; init; }

    public DateTimeOffset? ComposedAt { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public string? Subject { get; init; }

    /// <summary>Files that go with the mail.</summary>
    public int Attached { get; init; }

    /// <summary>Why no mail went out although the slot came; null when mail was sent.</summary>
    public string? Suppressed { get; init; }

    /// <summary><c>subscription.slot</c>, the digest's identifier in the API.</summary>
    public string Id => $"{Subscription}.{SlotName(Slot)}";

    /// <summary>The latest slot of these up to which all is told, or nothing was to tell; null when there is none.</summary>
    public static DateTimeOffset? LastTold(IEnumerable<Delivery> deliveries) =>
        deliveries.Where(delivery => delivery.Suppressed != NobodyToMail).Select(delivery => (DateTimeOffset?)delivery.Slot).Max();

    /// <summary>UTC to the millisecond, sorting by time.</summary>
    public static string SlotName(DateTimeOffset slot) => slot.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset? SlotOf(string name) =>
        DateTimeOffset.TryParseExact(name, "yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var slot) ? slot : null;
}
