using LitWatch.Sources;

namespace LitWatch.Alerts;

/// <summary>One search under way at a time, and pauses after those that were not complete.</summary>
internal sealed record SearchLane
{
    private const int LongestPauseMinutes = 360;

    /// <summary>Until when the sweep trusts that a message is on its way.</summary>
    public DateTimeOffset? QueuedUntil { get; init; }

    /// <summary>Not before then, after failures.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Searches in a row that were not complete.</summary>
    public int Failures { get; init; }

    public SearchOutcome? Failure { get; init; }

    /// <summary>The first day of the last search that took days back (<see cref="SearchCursor.Searched"/>), until one lacks nothing.</summary>
    public DateOnly? LackingSince { get; init; }

    public bool IsFree(DateTimeOffset now, bool atOnce) => !(QueuedUntil > now) && (atOnce || !(NotBefore > now));

    /// <summary>
    /// After a search that lacked something the next asks for ever fewer days at once, so that what is complete is known, and only the day that lacks
    /// something is asked for again and again.
    /// </summary>
    public SearchPlan Plan(SearchPurpose purpose, SearchWindow window) =>
        new(window, purpose, Failure == SearchOutcome.Incomplete ? Math.Max(1, window.Days() >> Math.Min(2 * Failures, 30)) : null);

    /// <summary>Tried again from 5 minutes up to 6 hours later.</summary>
    public SearchLane Failed(SearchOutcome outcome, DateTimeOffset at) => this with
    {
        Failures = Failures + 1,
        Failure = outcome,
        NotBefore = at + TimeSpan.FromMinutes(Math.Min(5 * Math.Pow(2, Math.Min(Failures, 10)), LongestPauseMinutes)),
    };
}
