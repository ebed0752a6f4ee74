using LitWatch.Sources;

namespace LitWatch.Alerts;

/// <summary>How far one strategy has been searched in one source. The union of its complete windows is [<see cref="CompleteFrom"/>, <see cref="CompleteThrough"/>], without hole.</summary>
internal sealed record SearchCursor(string Strategy, string Source)
{
    /// <summary>Days searched again each time, so that records indexed late are still met.</summary>
    public const int OverlapDays = 2;

    public DateOnly? CompleteFrom { get; init; }

    /// <summary>Never the source's current day: more may come in on it.</summary>
    public DateOnly? CompleteThrough { get; init; }

    /// <summary>Until when the sweep trusts that a message is on its way.</summary>
    public DateTimeOffset? QueuedUntil { get; init; }

    /// <summary>Not before then, after failures.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Searches in a row that were not complete.</summary>
    public int Failures { get; init; }

    public SearchOutcome? LastOutcome { get; init; }

    public DateTimeOffset? LastSearchedAt { get; init; }

    public DateTimeOffset? LastCompleteAt { get; init; }

    /// <summary>The window that is due, or null. <paramref name="today"/> is the source's current day; <paramref name="from"/> the first day any alert asks for.</summary>
    public SourceSearchPlan? Due(DateOnly from, int cadenceDays, DateOnly today, DateTimeOffset now, bool wantedNow = false)
    {
        if (QueuedUntil > now || (NotBefore > now && !wantedNow))
        {
            return null;
        }

        if (CompleteThrough is not { } through || CompleteFrom is not { } begun)
        {
            return new SourceSearchPlan(new SearchWindow(from <= today ? from : today, today), BackFill: false);
        }

        if (from < begun)
        {
            return new SourceSearchPlan(new SearchWindow(from, begun.AddDays(OverlapDays - 1)), BackFill: true);
        }

        var closed = today.AddDays(-1);
        return wantedNow || through.AddDays(cadenceDays) <= closed
            ? new SourceSearchPlan(new SearchWindow(Later(begun, through.AddDays(1 - OverlapDays)), today), BackFill: false)
            : null;
    }

    /// <summary>The cursor after <paramref name="window"/> was searched completely; a window that does not touch what is complete moves nothing, so no hole arises.</summary>
    public SearchCursor Completed(SearchWindow window, DateOnly today, DateTimeOffset at)
    {
        var to = Earlier(window.To, today.AddDays(-1));
        var done = this with { Failures = 0, NotBefore = null, QueuedUntil = null, LastOutcome = SearchOutcome.Complete, LastSearchedAt = at, LastCompleteAt = at };
        if (CompleteFrom is not { } begun || CompleteThrough is not { } through)
        {
            return done with { CompleteFrom = window.From, CompleteThrough = to };
        }

        var touches = window.From <= through.AddDays(1) && to >= begun.AddDays(-1);
        return touches ? done with { CompleteFrom = Earlier(begun, window.From), CompleteThrough = Later(through, to) } : done;
    }

    /// <summary>The cursor after a search that was not complete: it stays, and a later sweep tries again, from 5 minutes up to 6 hours apart.</summary>
    public SearchCursor NotCompleted(SearchOutcome outcome, DateTimeOffset at) => this with
    {
        Failures = Failures + 1,
        NotBefore = at + TimeSpan.FromMinutes(Math.Min(5 * Math.Pow(2, Math.Min(Failures, 10)), 360)),
        QueuedUntil = null,
        LastOutcome = outcome,
        LastSearchedAt = at,
    };

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}

/// <param name="BackFill">Hits of this window are history: they are kept, not mailed.</param>
internal sealed record SourceSearchPlan(SearchWindow Window, bool BackFill);
