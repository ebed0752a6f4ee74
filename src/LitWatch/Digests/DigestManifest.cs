using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;

namespace LitWatch.Digests;

/// <summary>All that is in one digest, frozen before anything is sent: bodies and retries are made from it alone.</summary>
internal sealed record DigestManifest
{
    public required string Team { get; init; }

    public required string Subscription { get; init; }

    /// <summary>As its team calls it; no mail address, whatever it is called.</summary>
    public required string SubscriptionName { get; init; }

    public required DateTimeOffset Slot { get; init; }

    /// <summary>IANA name of the zone in which times are shown.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The slot before, or null for the first digest.</summary>
    public DateTimeOffset? PreviousSlot { get; init; }

    public required DateTimeOffset ComposedAt { get; init; }

    public DateTimeOffset? NextSlot { get; init; }

    /// <summary>By <see cref="MailAddress.Hash"/>: what is kept unchangeable names nobody.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    public required IReadOnlyList<DigestAlert> Alerts { get; init; }

    /// <summary>Files that go with the mail.</summary>
    public IReadOnlyList<DigestAttachment> Attach { get; init; } = [];

    /// <summary>Abstracts in full instead of their first lines.</summary>
    public bool FullAbstracts { get; init; }

    public required string SoftwareVersion { get; init; }

    /// <summary>Why no mail is made of it; null when one is.</summary>
    public string? Suppressed { get; init; }

    /// <summary>Articles mailed before of which something is to be told.</summary>
    public IReadOnlyList<DigestLine> Changes() => [.. Alerts.SelectMany(alert => alert.Changed)];

    public int NewCount() => Alerts.Sum(alert => alert.New.Count);

    /// <summary>Whether every required source of every alert was searched completely.</summary>
    public bool IsComplete() => Alerts.SelectMany(alert => alert.Searches).All(search => !search.Required || search.IsComplete());
}

/// <summary>One alert's part of a digest.</summary>
internal sealed record DigestAlert
{
    public required string Id { get; init; }

    /// <summary>As the team calls it, e.g. <c>natalizumab × psoriasis</c>.</summary>
    public required string Name { get; init; }

    public required string Strategy { get; init; }

    /// <summary>Articles new to this subscription, each in one alert only; <see cref="DigestLine.AlsoMatches"/> names the others.</summary>
    public IReadOnlyList<DigestLine> New { get; init; } = [];

    /// <summary>Articles mailed before that were retracted, corrected or published since: <see cref="DigestLine.Notices"/>.</summary>
    public IReadOnlyList<DigestLine> Changed { get; init; } = [];

    /// <summary>Articles mailed before that now match this alert too.</summary>
    public IReadOnlyList<DigestLine> Known { get; init; } = [];

    public IReadOnlyList<DigestSearch> Searches { get; init; } = [];

    public string? PausedBecause { get; init; }
}

/// <summary>One article in a digest.</summary>
internal sealed record DigestLine
{
    /// <summary>As merged when the digest was composed.</summary>
    public required Article Article { get; init; }

    /// <summary>Why it is here: places in <see cref="Article"/> (see <see cref="MatchSpan"/>); empty when the source matched it and our reading does not see where.</summary>
    public IReadOnlyList<MatchSpan> Spans { get; init; } = [];

    /// <summary>Names of further alerts of this subscription that it matches.</summary>
    public IReadOnlyList<string> AlsoMatches { get; init; } = [];

    /// <summary>Of an article mailed before: the alias under which it was. What else is joined with it by now was not, and is new if they are taken apart.</summary>
    public string? MailedAs { get; init; }

    /// <summary>What happened to it since it was mailed, in words: <c>retracted</c>, <c>erratum</c>.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Sources whose search found it.</summary>
    public IReadOnlyList<string> FoundIn { get; init; } = [];

    public required DateTimeOffset FirstSeenAt { get; init; }
}

/// <summary>What was searched for an alert in one source since the digest before, and how it ended.</summary>
internal sealed record DigestSearch
{
    public required string Source { get; init; }

    public bool Required { get; init; }

    /// <summary>Searches run since the digest before.</summary>
    public int Runs { get; init; }

    /// <summary>Days covered by those runs; null when none ran.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>Of the latest run; null when the source was never searched for this alert.</summary>
    public SearchOutcome? Outcome { get; init; }

    public int Promised { get; init; }

    public int Delivered { get; init; }

    /// <summary>Of a source that cannot evaluate a strategy: records that our own matcher confirmed; null for one that can.</summary>
    public int? Matched { get; init; }

    /// <summary>What no search of this source can find, in words.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Reasons when not complete, in words.</summary>
    public IReadOnlyList<string> Why { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Every day up to this one is searched completely.</summary>
    public DateOnly? CompleteThrough { get; init; }

    public DateTimeOffset? LastSearchedAt { get; init; }

    /// <summary>Days since the last complete search, from <see cref="OverdueSearch.WarnDays"/> on; null before, and where the source is not required or the alert not searched any more.</summary>
    public int? OverdueDays { get; init; }

    /// <summary>Whether nothing is missing from what was to be searched by now.</summary>
    public bool IsComplete() => Outcome == SearchOutcome.Complete && !(OverdueDays >= OverdueSearch.MostDays);

    /// <summary>The query as the source was asked.</summary>
    public IReadOnlyList<string> Queries { get; init; } = [];
}
