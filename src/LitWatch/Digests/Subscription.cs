namespace LitWatch.Digests;

/// <summary>Who wants mail about which alerts, and when.</summary>
internal sealed record Subscription
{
    public required string Id { get; init; }

    public required string Team { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<Recipient> Recipients { get; init; }

    public required IReadOnlyList<SubscribedAlert> Alerts { get; init; }

    public DigestSchedule Schedule { get; init; } = new();

    /// <summary>When the schedule was changed: slots that it would have had before then are none. Null while it is the first one.</summary>
    public DateTimeOffset? ScheduledSince { get; init; }

    /// <summary>Mail even when nothing is new: silence is a result that a regulator asks for.</summary>
    public bool MailWhenNothingNew { get; init; } = true;

    /// <summary>No mail while set; searching and collecting go on, and the next digest has everything.</summary>
    public DateTimeOffset? PausedSince { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }
}

/// <param name="UnsubscribedAt">Set when this person wants no more mail; the searches go on.</param>
internal sealed record Recipient(string Address, DateTimeOffset? UnsubscribedAt = null);

/// <param name="JoinedAt">Hits first seen before are history to this subscription.</param>
/// <param name="Since">When given, articles that entered their source on or after this day are mailed too, found by back-fill or before.</param>
internal sealed record SubscribedAlert(string Alert, DateTimeOffset JoinedAt, DateOnly? Since = null);
