using System.Collections.Concurrent;
using LitWatch.Digests;

namespace LitWatch.Tests.Histories;

/// <summary>Slots of a schedule found the plain way, apart from the product's: the first minute of the day at which the clock on the wall shows the time or a later one.</summary>
internal static class PlainSlots
{
    private static readonly ConcurrentDictionary<(string Zone, DateOnly Day, TimeOnly Time), DateTimeOffset> Known = new();

    public static DateTimeOffset? Before(DigestSchedule schedule, DateTimeOffset now) =>
        Days(now, -1).Where(day => IsDue(schedule, day)).Select(day => SlotOn(schedule, day)).Where(slot => slot <= now).Cast<DateTimeOffset?>().FirstOrDefault();

    public static IEnumerable<DateTimeOffset> After(DigestSchedule schedule, DateTimeOffset now) =>
        Days(now, 1).Where(day => IsDue(schedule, day)).Select(day => SlotOn(schedule, day)).Where(slot => slot > now);

    private static IEnumerable<DateOnly> Days(DateTimeOffset now, int step)
    {
        for (var day = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-2 * step); ; day = day.AddDays(step))
        {
            yield return day;
        }
    }

    // Fortnights are those of ISO weeks counted from the week of 1 January 2024.
    private static bool IsDue(DigestSchedule schedule, DateOnly day) => schedule.Every switch
    {
        DigestFrequency.Daily => true,
        DigestFrequency.Weekdays => day.DayOfWeek is >= DayOfWeek.Monday and <= DayOfWeek.Friday,
        DigestFrequency.Weekly => day.DayOfWeek == schedule.Day,
        DigestFrequency.Fortnightly => day.DayOfWeek == schedule.Day && (day.DayNumber - new DateOnly(2024, 1, 1).DayNumber) % 14 < 7,
        _ => throw new NotSupportedException(),
    };

    private static DateTimeOffset SlotOn(DigestSchedule schedule, DateOnly day) => Known.GetOrAdd((schedule.TimeZone, day, schedule.Time), key =>
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(key.Zone);
        var wanted = key.Day.ToDateTime(key.Time);
        var minute = new DateTimeOffset(wanted.AddHours(-15), TimeSpan.Zero);
        while (TimeZoneInfo.ConvertTime(minute, zone).DateTime < wanted)
        {
            minute = minute.AddMinutes(1);
        }

        return minute;
    });
}
