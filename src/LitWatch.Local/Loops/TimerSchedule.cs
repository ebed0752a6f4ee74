using NCrontab;

namespace LitWatch.Local.Loops;

/// <summary>When a timer is due, in UTC: NCrontab with seconds, or without where there are exactly five fields, as the Functions host reads it.</summary>
internal static class TimerSchedule
{
    /// <summary>The setting that replaces an entry's own schedule.</summary>
    public static string KeyOf(TimerEntry entry) => "Schedules:" + entry.Name;

    /// <exception cref="InvalidDataException">Names the setting.</exception>
    public static CrontabSchedule Of(TimerEntry entry, IConfiguration configuration)
    {
        var expression = configuration[KeyOf(entry)] is { Length: > 0 } setting ? setting : entry.Schedule;
        var options = new CrontabSchedule.ParseOptions { IncludingSeconds = expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length != 5 };
        return CrontabSchedule.TryParse(expression, options)
            ?? throw new InvalidDataException($"{KeyOf(entry)}: '{expression}' is no schedule; write six fields, {{second}} {{minute}} {{hour}} {{day}} {{month}} {{day of week}}, such as 0 */15 * * * *.");
    }
}
