using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Functions;

/// <summary>
/// Azure takes a timer's schedule from its trigger, where a setting would have no default: an app without it would never tick. So the triggers' schedules are constants, and the setting <c>Schedules:NAME</c> lets those
/// ticks pass that it does not ask for. One that comes late runs always: it may stand for several.
/// </summary>
internal static class TimerTicks
{
    public static Task TickAsync(this IServiceProvider services, TimerEntry entry, TimerInfo timer, CancellationToken cancellationToken) =>
        timer.IsPastDue || TimerSchedule.IsDue(entry, services.GetRequiredService<IConfiguration>(), services.GetRequiredService<TimeProvider>().GetUtcNow()) ? entry.RunAsync(services, cancellationToken) : Task.CompletedTask;

    /// <summary>Reads all settings, so that a wrong one stops the start, not a tick.</summary>
    /// <exception cref="InvalidDataException">Names the setting.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var entry in Pipeline.Entries.OfType<TimerEntry>())
        {
            _ = TimerSchedule.Of(entry, configuration);
        }
    }
}
