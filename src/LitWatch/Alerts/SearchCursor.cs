using System.Text.Json.Serialization;
using LitWatch.Sources;

namespace LitWatch.Alerts;

/// <summary>How far one strategy has been searched in one source: which days are complete, and what is under way.</summary>
internal sealed record SearchCursor(string Strategy, string Source)
{
    /// <summary>
    /// Days searched again each time. NLM stamps a record when it takes it in and serves it a day or several later; what such a record costs once it is known is one
    /// two-hundredth of a request and two reads.
    /// </summary>
    public const int OverlapDays = 7;

    /// <summary>The days that were searched completely (<see cref="SearchedDays"/>); never the source's current day, since more may come in on it.</summary>
    public IReadOnlyList<SearchWindow> Complete { get; init; } = [];

    /// <summary>The search of the newest days.</summary>
    public SearchLane Newest { get; init; } = new();

    /// <summary>The search of days before: what a search left out, and back-fill.</summary>
    public SearchLane Earlier { get; init; } = new();

    public SearchOutcome? LastOutcome { get; init; }

    public DateTimeOffset? LastSearchedAt { get; init; }

    public DateTimeOffset? LastCompleteAt { get; init; }

    /// <summary>The newest day searched completely.</summary>
    public DateOnly? CompleteThrough => Complete is [.., var last] ? last.To : null;

    /// <summary>Searches of the newest days in a row that were not complete.</summary>
    public int Failures => Newest.Failures;

    [JsonIgnore]
    public bool IsUnderWay => (Newest.QueuedUntil ?? Earlier.QueuedUntil) is not null;

    public SearchLane Lane(SearchPurpose purpose) => purpose == SearchPurpose.Newest ? Newest : Earlier;

    /// <summary>What is to be searched now; nothing of a lane in which a search is under way. <paramref name="today"/> is the source's current day.</summary>
    /// <param name="atOnce">Somebody asks: what is complete is searched again, and no pause after failures is kept.</param>
    public IEnumerable<SearchPlan> Due(WatchedDays watched, DateOnly today, DateTimeOffset now, bool atOnce = false)
    {
        var closed = today.AddDays(-1);
        DateOnly? through = CompleteThrough is { } day && day >= watched.Since.AddDays(-1) ? day : null;
        if (Newest.IsFree(now, atOnce) && (atOnce || IsNewestDue(watched, through, closed)))
        {
            // Not before the last search's first day while that lacks something: the days it took back must not move the start back once more each time.
            var from = through is { } last ? SearchedDays.Later(SearchedDays.Later(watched.From, last.AddDays(1 - OverlapDays)), Newest.LackingSince ?? watched.From) : watched.Since;
            yield return Newest.Plan(SearchPurpose.Newest, new SearchWindow(from < today ? from : today, today));
        }

        // The newest hole first: what is nearer to today matters more.
        if (Earlier.IsFree(now, atOnce) && Complete.Holes(watched.From, through ?? watched.Since.AddDays(-1)) is [.., var hole])
        {
            yield return hole.To >= watched.Since
                ? Earlier.Plan(SearchPurpose.Hole, hole with { From = SearchedDays.Later(hole.From, watched.Since) })
                : Earlier.Plan(SearchPurpose.BackFill, hole);
        }
    }

    /// <summary>The cursor with <paramref name="lane"/> asked for until then.</summary>
    public SearchCursor Queued(SearchPurpose purpose, DateTimeOffset? until) => With(purpose, Lane(purpose) with { QueuedUntil = until });

    /// <summary>The cursor after a search.</summary>
    /// <param name="complete">The days that are complete by it; null when it was not complete or proves no whole day.</param>
    /// <param name="lacking">Some part of what was asked for together was not complete.</param>
    /// <param name="restUntil">Until when the rest that was handed on may be under way; null without rest.</param>
    /// <param name="takenBack">
    /// Days that were complete before and lacked something when they were searched again, while the days after them are searched all the same: no later search would look at them.
    /// They are holes now. Null when nothing goes on after them.
    /// </param>
    public SearchCursor Searched(
        SearchPurpose purpose, SearchOutcome outcome, SearchWindow? complete, bool lacking, DateOnly today, DateTimeOffset at, DateTimeOffset? restUntil, SearchWindow? takenBack = null)
    {
        var isComplete = outcome == SearchOutcome.Complete;
        var lane = Lane(purpose) with { QueuedUntil = restUntil, LackingSince = takenBack is null ? Lane(purpose).LackingSince : takenBack.Begun ?? takenBack.From };
        var before = takenBack is null ? Complete : Complete.Without(takenBack.From, takenBack.To);
        var searched = With(purpose, !isComplete ? lane.Failed(outcome, at) : lacking || restUntil is not null ? lane : new SearchLane()) with { LastOutcome = outcome, LastSearchedAt = at, Complete = before };
        return complete is null ? searched : searched with
        {
            Complete = Complete.With(complete.From, complete.To < today ? complete.To : today.AddDays(-1)),
            LastCompleteAt = purpose == SearchPurpose.Newest ? at : LastCompleteAt,
        };
    }

    private bool IsNewestDue(WatchedDays watched, DateOnly? through, DateOnly closed)
    {
        var first = through?.AddDays(1) ?? watched.Since;
        return LastCompleteAt is null || (first <= closed && (Newest.Failures > 0 || first.AddDays(watched.CadenceDays - 1) <= closed));
    }

    private SearchCursor With(SearchPurpose purpose, SearchLane lane) => purpose == SearchPurpose.Newest ? this with { Newest = lane } : this with { Earlier = lane };
}

/// <summary>What the alerts of one strategy want searched in one source.</summary>
/// <param name="From">The first day that any of them asks for.</param>
/// <param name="Since">The day from which on finds are news; what lies before is back-fill.</param>
internal sealed record WatchedDays(DateOnly From, DateOnly Since, int CadenceDays);

/// <param name="DaysAtOnce">Not more days in one search; null for as many as there are.</param>
internal sealed record SearchPlan(SearchWindow Window, SearchPurpose Purpose, int? DaysAtOnce);
