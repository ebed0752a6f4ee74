using LitWatch.Sources;
using LitWatch.Storage;
using Microsoft.Extensions.Logging;

namespace LitWatch.Alerts;

/// <summary>Finds what is due and asks for it: one message a strategy, source and window, however many alerts share them.</summary>
internal sealed partial class SweepAlerts(
    AlertStore alerts, CursorStore cursors, WorkQueues queues, IEnumerable<ILiteratureSource> sources, TimeProvider clock, ILogger<SweepAlerts> logger) : ITimerHandler
{
    /// <summary>Every 15 minutes.</summary>
    public const string Schedule = "0 */15 * * * *";

    // Longer than a search and its retries take in the queue; after it a message counts as lost.
    private static readonly TimeSpan TrustInQueue = TimeSpan.FromMinutes(40);

    public Task RunAsync(CancellationToken cancellationToken) => RunAsync(team: null, alert: null, cancellationToken);

    /// <summary>Asks for the current window of one alert at once, due or not.</summary>
    /// <returns>How many searches were asked for; 0 when they are under way already.</returns>
    public Task<int> SearchNowAsync(Alert alert, CancellationToken cancellationToken) => RunAsync(alert.Team, alert, cancellationToken);

    private async Task<int> RunAsync(string? team, Alert? alert, CancellationToken cancellationToken)
    {
        var wanted = alert is null
            ? await WantedAsync(alerts.AllAsync(team, cancellationToken), cancellationToken)
            : await WantedAsync(new[] { alert }.ToAsyncEnumerable(), cancellationToken);
        var asked = 0;
        foreach (var search in wanted)
        {
            asked += await AskAsync(search, atOnce: alert is not null, cancellationToken) ? 1 : 0;
        }

        LogSwept(logger, wanted.Count, asked);
        return asked;
    }

    private async Task<IReadOnlyList<WantedSearch>> WantedAsync(IAsyncEnumerable<Alert> candidates, CancellationToken cancellationToken)
    {
        var wanted = new Dictionary<(string, string), WantedSearch>();
        await foreach (var alert in candidates.WithCancellation(cancellationToken))
        {
            foreach (var source in sources.Where(source => alert.IsActive(source.Today) && alert.Sources.Any(chosen => chosen.Source == source.Name)))
            {
                var key = (alert.StrategyHash, source.Name);
                wanted[key] = wanted.GetValueOrDefault(key) is { } other
                    ? other with
                    {
                        From = other.From < alert.Start ? other.From : alert.Start,
                        CadenceDays = Math.Min(other.CadenceDays, alert.CadenceDays),
                    }
                    : new WantedSearch(alert.StrategyHash, source, alert.Start, alert.CadenceDays);
            }
        }

        return [.. wanted.Values];
    }

    // The cursor first, the message second: a crash in between is healed when the cursor's trust ends.
    private async Task<bool> AskAsync(WantedSearch wanted, bool atOnce, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        SourceSearchPlan? plan = null;
        var queued = await cursors.ChangeAsync(
            wanted.Strategy,
            wanted.Source.Name,
            cursor => (plan = cursor.Due(wanted.From, wanted.CadenceDays, wanted.Source.Today, now, atOnce)) is null ? null : cursor with { QueuedUntil = now + TrustInQueue },
            cancellationToken);
        if (queued is null || plan is null)
        {
            return false;
        }

        var message = new SourceSearch(wanted.Strategy, wanted.Source.Name, plan.Window.From, plan.Window.To, plan.BackFill, now);
        await queues.SendAsync(SourceSearch.Queue, message, AlertsJson.Default.SourceSearch, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Information, "{Wanted} searches are kept, {Asked} were due")]
    private static partial void LogSwept(ILogger logger, int wanted, int asked);

    private sealed record WantedSearch(string Strategy, ILiteratureSource Source, DateOnly From, int CadenceDays);
}
