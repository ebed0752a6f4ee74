using System.Text.Json.Serialization;

namespace LitWatch.Digests;

/// <summary>How often a digest is due.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DigestFrequency>))]
internal enum DigestFrequency
{
    [JsonStringEnumMemberName("weekly")]
    Weekly,

    [JsonStringEnumMemberName("daily")]
    Daily,

    [JsonStringEnumMemberName("weekdays")]
    Weekdays,

    [JsonStringEnumMemberName("fortnightly")]
    Fortnightly,

    [JsonStringEnumMemberName("monthly")]
    Monthly,
}

/// <summary>Slots in local time: a slot is the instant at which <see cref="Time"/> is reached on a day of the schedule in <see cref="TimeZone"/>.</summary>
internal sealed record DigestSchedule
{
    // Not init: the serializer's generated code gives what is left out of the JSON then its type's default, not ours.
    public DigestFrequency Every { get; set; } = DigestFrequency.Weekly;

    /// <summary>For weekly and fortnightly.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<DayOfWeek>))]
    public DayOfWeek Day { get; set; } = DayOfWeek.Monday;

    /// <summary>For monthly; a month that is shorter has its slot on its last day.</summary>
    public int DayOfMonth { get; set; } = 1;

    [JsonConverter(typeof(TimeOfDayConverter))]
    public TimeOnly Time { get; set; } = new(7, 0);

    /// <summary>IANA name.</summary>
    public string TimeZone { get; set; } = "UTC";

    // Fortnights are counted from this Monday, so that they do not depend on when somebody subscribed.
    private static readonly DateOnly FirstFortnight = new(2024, 1, 1);

    /// <summary>So far from a local time taken for UTC, the clocks have surely not changed yet, or have.</summary>
    private static readonly TimeSpan LongestOffset = TimeSpan.FromHours(24);

    /// <summary>The latest slot at or before <paramref name="now"/>.</summary>
    public DateTimeOffset Previous(DateTimeOffset now)
    {
        var zone = Zone();
        for (var day = LocalDay(now, zone).AddDays(1); ; day = day.AddDays(-1))
        {
            if (IsDue(day) && SlotOn(day, zone) is var slot && slot <= now)
            {
                return slot;
            }
        }
    }

    /// <summary>The first slot after <paramref name="now"/>.</summary>
    public DateTimeOffset Next(DateTimeOffset now)
    {
        var zone = Zone();
        for (var day = LocalDay(now, zone).AddDays(-1); ; day = day.AddDays(1))
        {
            if (IsDue(day) && SlotOn(day, zone) is var slot && slot > now)
            {
                return slot;
            }
        }
    }

    /// <summary>What is wrong with it, in words; null when all is well.</summary>
    public string? Fault() =>
        !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _) ? $"'{TimeZone}' is not a time zone: give an IANA name such as Europe/Rome."
        : DayOfMonth is < 1 or > 31 ? "dayOfMonth must be 1 to 31."
        : null;

    private bool IsDue(DateOnly day) => Every switch
    {
        DigestFrequency.Daily => true,
        DigestFrequency.Weekdays => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday),
        DigestFrequency.Weekly => day.DayOfWeek == Day,
        DigestFrequency.Fortnightly => day.DayOfWeek == Day && (day.DayNumber - FirstFortnight.DayNumber) / 7 % 2 == 0,
        _ => day.Day == Math.Min(DayOfMonth, DateTime.DaysInMonth(day.Year, day.Month)),
    };

    // A time that the clock skips in spring is reached when it jumps; one that comes twice in autumn counts the first time. Asked of moments, not of local times: for zones whose winter time is the
    // exception (Europe/Dublin) .NET does not know which local times are skipped.
    private DateTimeOffset SlotOn(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(Time);
        var utc = new DateTimeOffset(local, TimeSpan.Zero);
        var before = zone.GetUtcOffset(utc - LongestOffset);
        var after = zone.GetUtcOffset(utc + LongestOffset);
        var slot = utc - (before > after ? before : after);
        while (TimeZoneInfo.ConvertTime(slot, zone).DateTime < local)
        {
            slot = slot.AddMinutes(1);
        }

        return slot;
    }

    private static DateOnly LocalDay(DateTimeOffset now, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);

    private TimeZoneInfo Zone() => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
}
