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

    /// <summary>Settled, and mailed again because somebody asked for it.</summary>
    [JsonStringEnumMemberName("resending")]
    Resending,
}

/// <summary>A digest was mailed again, as it was.</summary>
/// <param name="Mails">To how many recipients.</param>
internal sealed record Resend(DateTimeOffset At, string By, int Mails);

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

    /// <summary>Every time it was mailed again, oldest first.</summary>
    public IReadOnlyList<Resend> Resends { get; init; } = [];

    /// <summary>What is in it is no longer to be told: what comes after it may build on it.</summary>
    [JsonIgnore]
    public bool IsTold => State is DeliveryState.Settled or DeliveryState.Resending;

    /// <summary><c>subscription.slot</c>, the digest's identifier in the API.</summary>
    public string Id => $"{Subscription}.{SlotName(Slot)}";

    /// <summary>The latest slot of these up to which all is told, or nothing was to tell; null when there is none.</summary>
    public static DateTimeOffset? LastTold(IEnumerable<Delivery> deliveries) =>
        deliveries.Where(delivery => delivery.Suppressed != NobodyToMail).Select(delivery => (DateTimeOffset?)delivery.Slot).Max();

    /// <summary>All mails of the delivery as it was <paramref name="read"/> are sent or given up for good; null when it is settled already, or was sent again since.</summary>
    public Delivery? Settle(Delivery read, DateTimeOffset at) =>
        State == DeliveryState.Settled || Resends.Count != read.Resends.Count ? null : this with { State = DeliveryState.Settled, SettledAt = SettledAt ?? at };

    /// <summary>Its identifier taken apart; null when it is none.</summary>
    public static (string Subscription, DateTimeOffset Slot)? Parse(string id) => id.Split('.') is [var subscription, var name] && SlotOf(name) is { } slot ? (subscription, slot) : null;

    /// <summary>UTC to the millisecond, sorting by time.</summary>
    public static string SlotName(DateTimeOffset slot) => slot.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset? SlotOf(string name) =>
        DateTimeOffset.TryParseExact(name, "yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var slot) ? slot : null;
}
