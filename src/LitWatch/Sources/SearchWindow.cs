using System.Text.Json.Serialization;

namespace LitWatch.Sources;

/// <summary>What puts a record into a window, for a source whose records are stamped anew again and again (Crossref): PubMed's four dates leave no choice.</summary>
internal enum WindowDate
{
    /// <summary>The day of the newest change: what a scheduled search asks for, because every change moves a record on into a later window.</summary>
    Changed,

    /// <summary>The day the record came in: for days long past, since when most records have been stamped anew.</summary>
    Created,

    /// <summary>Either day.</summary>
    Any,
}

/// <summary>
/// Whole days of a source's own calendar, both ends included. A window too large for one search is searched part by part; what is left after a part
/// is a window again, which says what was had before it, so that parts never overlap and their counts add up to the whole.
/// </summary>
internal sealed record SearchWindow(DateOnly From, DateOnly To)
{
    /// <summary>The first day of the whole window: records that also belong to a day from then until <see cref="From"/> were had. Null: this is the whole.</summary>
    public DateOnly? Begun { get; init; }

    /// <summary>Of the day <see cref="From"/>, records created up to this day were had: that one day has more than one search can name.</summary>
    public DateOnly? CreatedAfter { get; init; }

    [JsonIgnore]
    public WindowDate By { get; init; }

    public int Days() => To.DayNumber - From.DayNumber + 1;

    public bool Contains(DateOnly day) => From <= day && day <= To;

    /// <summary>The first <paramref name="days"/> days, or all when there are fewer.</summary>
    public SearchWindow First(int days) => days < Days() ? this with { To = From.AddDays(days - 1) } : this;

    /// <summary>What is left when everything up to <paramref name="day"/> was had; null when nothing is.</summary>
    public SearchWindow? After(DateOnly day) => day >= To ? null : new SearchWindow(day.AddDays(1), To) { Begun = Begun ?? From };

    /// <summary>What is left when of the day <see cref="From"/> the records created up to <paramref name="created"/> were had.</summary>
    public SearchWindow AfterCreated(DateOnly created) => this with { CreatedAfter = created };
}
