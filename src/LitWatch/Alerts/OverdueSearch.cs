namespace LitWatch.Alerts;

/// <summary>A required source of an active alert whose last complete search is nearly or more than a week ago (GVP VI: at least one a week).</summary>
/// <param name="LastCompleteAt">Null when its strategy never was completely searched there.</param>
/// <param name="Days">Whole days since then, or since the alert has its strategy.</param>
/// <param name="IsGap">More than <see cref="MostDays"/> have passed.</param>
internal sealed record OverdueSearch(string Alert, string Name, string Source, DateTimeOffset? LastCompleteAt, int Days, bool IsGap)
{
    /// <summary>From this day on it is told: in digests, health, log and metric.</summary>
    public const int WarnDays = 6;

    public const int MostDays = 7;

    /// <summary>Null while all is well. Whether the alert is active and requires the source is for the caller to know.</summary>
    public static OverdueSearch? Of(Alert alert, SearchCursor cursor, DateTimeOffset now) =>
        Since(alert, cursor, now) is var since && since.TotalDays >= WarnDays
            ? new(alert.Id, alert.Name, cursor.Source, cursor.LastCompleteAt, (int)since.TotalDays, since.TotalDays > MostDays)
            : null;

    /// <summary>How long the source has not been searched completely.</summary>
    public static TimeSpan Since(Alert alert, SearchCursor cursor, DateTimeOffset now) => now - (cursor.LastCompleteAt ?? alert.Strategies[^1].Since);
}
