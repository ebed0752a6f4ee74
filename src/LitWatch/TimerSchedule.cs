using Microsoft.Extensions.Configuration;
using NCrontab;

namespace LitWatch;

/// <summary>When a timer is due, in UTC: NCrontab with seconds, or without where there are exactly five fields, as the Functions host reads it.</summary>
internal static class TimerSchedule
{
    /// <summary>The setting that replaces an entry's own schedule.</summary>
    public static string KeyOf(TimerEntry entry) => "Schedules:" + entry.Name;

    /// <exception cref="InvalidDataException">Names the setting.</exception>
    public static CrontabSchedule Of(TimerEntry entry, IConfiguration configuration)
    {
        var expression = configuration[KeyOf(entry)] is { Length: > 0 } setting ? setting : entry.Schedule;
        return Parse(expression)
            ?? throw new InvalidDataException($"{KeyOf(entry)}: '{expression}' is no schedule; write six fields, {{second}} {{minute}} {{hour}} {{day}} {{month}} {{day of week}}, such as 0 */15 * * * *.");
    }

    /// <summary>
    /// Whether a tick of the entry's own schedule is one of the setting's too, for a host that knows the own one only: something of the setting's came since the tick before. Every tick is, without a setting
    /// or with one that asks for more ticks than there are.
    /// </summary>
    /// <param name="now">About the time of the tick: hosts are a little early or late.</param>
    public static bool IsDue(TimerEntry entry, IConfiguration configuration, DateTimeOffset now)
    {
        var own = Parse(entry.Schedule)!;
        var next = own.GetNextOccurrence(now.UtcDateTime);
        var apart = own.GetNextOccurrence(next) - next;
        var tick = own.GetNextOccurrence(now.UtcDateTime - (apart / 2));
        return Of(entry, configuration).GetNextOccurrence(tick - apart) <= tick;
    }

    private static CrontabSchedule? Parse(string expression) =>
        CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length != 5 });
}
