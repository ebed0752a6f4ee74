using System.Globalization;
using LitWatch.Digests;
using Xunit.Abstractions;

namespace LitWatch.Tests.Digests;

/// <summary>Slots in every zone of the world around every change of its clocks from 2024 to 2030.</summary>
public sealed class DigestScheduleTests(ITestOutputHelper output)
{
    private static readonly TimeOnly[] Times = [new(0, 0), new(0, 30), new(1, 30), new(2, 0), new(2, 30), new(3, 0), new(7, 0), new(23, 59)];

    [Fact]
    public void Around_every_change_of_clocks_each_due_day_has_one_slot_and_no_other_day_has_one()
    {
        var zones = TimeZoneInfo.GetSystemTimeZones();
        var (changes, slots) = (0, 0);
        foreach (var zone in zones)
        {
            foreach (var day in ChangesOf(zone))
            {
                changes++;
                foreach (var schedule in SchedulesOf(zone.Id, day))
                {
                    slots += Check(schedule, zone, day.AddDays(-2), day.AddDays(3));
                }
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{zones.Count} zones, {changes} changes of clocks, {slots} slots"));
        Assert.True(slots > 1_000);
    }

    [Theory]
    [InlineData(31, "2024-02-29")]
    [InlineData(30, "2025-02-28")]
    [InlineData(29, "2028-02-29")]
    [InlineData(31, "2026-04-30")]
    public void A_month_that_is_shorter_has_its_slot_on_its_last_day(int dayOfMonth, string expected)
    {
        var schedule = new DigestSchedule { Every = DigestFrequency.Monthly, DayOfMonth = dayOfMonth, TimeZone = "Europe/Rome" };
        var day = DateOnly.ParseExact(expected, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var first = new DateTimeOffset(day.Year, day.Month, 1, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(day, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(schedule.Next(first), TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome")).DateTime));
    }

    [Fact]
    public void Fortnights_are_fourteen_days_over_years_and_clocks()
    {
        var schedule = new DigestSchedule { Every = DigestFrequency.Fortnightly, TimeZone = "America/New_York" };
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        var slot = schedule.Next(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));
        for (var i = 0; i < 180; i++)
        {
            var next = schedule.Next(slot);
            Assert.Equal(14, (Local(next, zone).Date - Local(slot, zone).Date).Days);
            Assert.Equal(slot, schedule.Previous(next - TimeSpan.FromTicks(1)));
            slot = next;
        }
    }

    /// <summary>Every due day of these has one slot: the first moment at which a clock on the wall shows its time, or a later one where that is skipped. Returns how many there are.</summary>
    private static int Check(DigestSchedule schedule, TimeZoneInfo zone, DateOnly first, DateOnly last)
    {
        var due = Days(first, last).Where(day => IsDue(schedule, day)).Select(day => day.ToDateTime(schedule.Time)).ToList();
        var slot = schedule.Next(new DateTimeOffset(first.ToDateTime(schedule.Time), TimeSpan.Zero) - TimeSpan.FromHours(15));
        while (Local(slot, zone) < first.ToDateTime(schedule.Time))
        {
            slot = schedule.Next(slot);
        }

        foreach (var time in due)
        {
            Assert.True(Local(slot, zone) >= time && Enumerable.Range(1, 200).All(minutes => Local(slot.AddMinutes(-minutes), zone) < time), $"{schedule}: {slot:O} is not the first moment of {time:O}");
            Assert.Equal(slot, schedule.Previous(slot));
            slot = schedule.Next(slot);
        }

        Assert.True(Local(slot, zone) > last.ToDateTime(schedule.Time), $"{schedule}: {slot:O} is one too many");
        return due.Count;
    }

    private static IEnumerable<DigestSchedule> SchedulesOf(string zone, DateOnly day) =>
        from time in Times
        from schedule in (DigestSchedule[])
        [
            new() { Every = DigestFrequency.Daily },
            new() { Every = DigestFrequency.Weekdays },
            new() { Every = DigestFrequency.Weekly, Day = day.DayOfWeek },
            new() { Every = DigestFrequency.Fortnightly, Day = day.DayOfWeek },
            new() { Every = DigestFrequency.Monthly, DayOfMonth = day.Day },
        ]
        select schedule with { Time = time, TimeZone = zone };

    private static bool IsDue(DigestSchedule schedule, DateOnly day) => schedule.Every switch
    {
        DigestFrequency.Daily => true,
        DigestFrequency.Weekdays => day.DayOfWeek is >= DayOfWeek.Monday and <= DayOfWeek.Friday,
        DigestFrequency.Weekly => day.DayOfWeek == schedule.Day,
        DigestFrequency.Fortnightly => day.DayOfWeek == schedule.Day && (day.ToDateTime(default) - new DateTime(2024, 1, 1)).Days / 7 % 2 == 0,
        _ => day.Day == schedule.DayOfMonth || (day.AddDays(1).Day == 1 && schedule.DayOfMonth > day.Day),
    };

    private static DateTime Local(DateTimeOffset moment, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(moment, zone).DateTime;

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last) => Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays);

    /// <summary>Days on which the clocks change, and one on which they do not.</summary>
    private static IEnumerable<DateOnly> ChangesOf(TimeZoneInfo zone)
    {
        yield return new DateOnly(2026, 11, 30);
        foreach (var day in Days(new DateOnly(2024, 1, 1), new DateOnly(2030, 12, 31)))
        {
            var midnight = new DateTimeOffset(day.ToDateTime(default), TimeSpan.Zero);
            if (zone.GetUtcOffset(midnight) != zone.GetUtcOffset(midnight.AddDays(1)))
            {
                yield return day;
            }
        }
    }
}
