using NCrontab;

namespace LitWatch.Local.Loops;

/// <summary>
/// Fires one timer: once at the start, because what is due is judged from data and may have become due while nothing ran, then by its schedule.
/// A tick never overlaps the one before it, and one that throws is logged: the next comes all the same.
/// </summary>
internal sealed partial class TimerLoop(TimerEntry entry, CrontabSchedule schedule, TimerTick tick, TimeProvider clock, ILogger<TimerLoop> logger) : BackgroundService
{
    // Timers do not count the time a machine sleeps, and clocks are set: so the clock is read at least so often.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await tick.RunAsync(entry, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                LogFailed(logger, entry.Name, fault);
            }

            await WaitUntilAsync(schedule.GetNextOccurrence(clock.GetUtcNow().UtcDateTime), stoppingToken);
        }
    }

    private async Task WaitUntilAsync(DateTime due, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested && due - clock.GetUtcNow().UtcDateTime is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait < LongestWait ? wait : LongestWait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Entry} failed; it runs again at its next time")]
    private static partial void LogFailed(ILogger logger, string entry, Exception fault);
}
