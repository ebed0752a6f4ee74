using System.Text.Json.Serialization;
using LitWatch.Storage;

namespace LitWatch.Digests;

/// <summary>Who wants mail about which alerts, and when.</summary>
internal record Subscription : ITeamOwned
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

    /// <summary>Files that go with each digest.</summary>
    public IReadOnlyList<DigestAttachment> Attach { get; init; } = [];

    /// <summary>Abstracts in full instead of their first lines.</summary>
    public bool FullAbstracts { get; init; }

    /// <summary>No mail while set; searching and collecting go on, and the next digest has everything.</summary>
    public DateTimeOffset? PausedSince { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>Digests are due, but nobody would get them.</summary>
    [JsonIgnore]
    public bool IsUnheard => PausedSince is null && !Recipients.Any(recipient => recipient.WantsMail);
}

/// <param name="UnsubscribedAt">Set when this person wants no more mail; the searches go on.</param>
internal sealed record Recipient(string Address, DateTimeOffset? UnsubscribedAt = null)
{
    /// <summary>Somebody else named this person then, who has not confirmed yet: no digest before. Null when none is awaited.</summary>
    public DateTimeOffset? AwaitedSince { get; init; }

    /// <summary>When the confirmation mail was sent.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    [JsonIgnore]
    public bool WantsMail => UnsubscribedAt is null && AwaitedSince is null;

    public bool Is(string address) => string.Equals(Address, address, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is this person's address, or was until it was erased.</summary>
    public bool IsOrWas(string address) => MailAddress.Hash(Address) == MailAddress.Hash(address);
}

/// <param name="JoinedAt">Hits first seen before are history to this subscription.</param>
/// <param name="Since">When given, articles that entered their source on or after this day are mailed too, found by back-fill or before.</param>
internal sealed record SubscribedAlert(string Alert, DateTimeOffset JoinedAt, DateOnly? Since = null);
