using LitWatch.Sources;
using LitWatch.Storage;
using Microsoft.Extensions.Logging;

namespace LitWatch.Alerts;

/// <summary>Finds what is due and asks for it: one message a strategy, source and window, however many alerts share them.</summary>
internal sealed partial class SweepAlerts(
    AlertStore alerts, CursorStore cursors, WorkQueues queues, IEnumerable<ILiteratureSource> sources, AlertMetrics metrics, TimeProvider clock, ILogger<SweepAlerts> logger) : ITimerHandler
{
    /// <summary>Every 15 minutes.</summary>
    public const string Schedule = "0 */15 * * * *";

    public Task RunAsync(CancellationToken cancellationToken) => RunAsync(alerts.AllAsync(team: null, cancellationToken), atOnce: false, cancellationToken);

    /// <summary>Asks for the current window of one alert at once, due or not, and for what it lacks before.</summary>
    /// <returns>How many searches were asked for; 0 when they are under way already.</returns>
    public Task<int> SearchNowAsync(Alert alert, CancellationToken cancellationToken) => RunAsync(new[] { alert }.ToAsyncEnumerable(), atOnce: true, cancellationToken);

    private async Task<int> RunAsync(IAsyncEnumerable<Alert> candidates, bool atOnce, CancellationToken cancellationToken)
    {
        var wanted = await WantedAsync(candidates, cancellationToken);
        var asked = 0;
        foreach (var search in wanted)
        {
            asked += await AskAsync(search, atOnce, cancellationToken);
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
                var own = new WantedSearch(alert.StrategyHash, source, alert.Watched, alert.BackFillOffPeak, alert.Enrich)
                {
                    Requiring = alert.Sources.Any(chosen => chosen.Required && chosen.Source == source.Name) ? [alert] : [],
                };
                wanted[key] = wanted.TryGetValue(key, out var others) ? own.Together(others) : own;
            }
        }

        return [.. wanted.Values];
    }

    // The cursor first, the message second: a crash in between is healed when the cursor's trust ends. Somebody who stops the process does not come in between.
    private async Task<int> AskAsync(WantedSearch wanted, bool atOnce, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        SearchPlan[] plans = [];
        SearchCursor? found = null;
        await cursors.ChangeAsync(
            wanted.Strategy,
            wanted.Source.Name,
            cursor =>
            {
                found = cursor;
                plans = [.. cursor.Due(wanted.Days, wanted.Source.Today, now, atOnce).Where(plan => !wanted.Waits(plan))];
                return plans.Length == 0 ? null : plans.Aggregate(cursor, (queued, plan) => queued.Queued(plan.Purpose, now + SearchSource.TrustInQueue));
            },
            cancellationToken);
        Watch(wanted, found!, now);
        foreach (var plan in plans)
        {
            var message = new SourceSearch(wanted.Strategy, wanted.Source.Name, plan.Window, plan.Purpose, now)
            {
                DaysAtOnce = plan.DaysAtOnce,
                OffPeak = plan.Purpose == SearchPurpose.BackFill && wanted.OffPeak,
                NewsSince = plan.Purpose == SearchPurpose.BackFill ? wanted.Days.Since : null,
                Enrich = wanted.Enrich,
            };
            await queues.SendAsync(SourceSearch.Queue, message, AlertsJson.Default.SourceSearch, CancellationToken.None);
        }

        return plans.Length;
    }

    // A search that does not come about has nobody else who would tell of it.
    private void Watch(WantedSearch wanted, SearchCursor cursor, DateTimeOffset now)
    {
        foreach (var alert in wanted.Requiring)
        {
            metrics.Watched(alert.Id, cursor.Source, OverdueSearch.Since(alert, cursor, now));
            if (OverdueSearch.Of(alert, cursor, now) is { } overdue)
            {
                LogOverdue(logger, overdue.Alert, overdue.Source, overdue.Days);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Alert {Alert} was not completely searched in {Source} for {Days} days; at most 7 are allowed")]
    private static partial void LogOverdue(ILogger logger, string alert, string source, int days);

    [LoggerMessage(LogLevel.Information, "{Wanted} searches are kept, {Asked} were due")]
    private static partial void LogSwept(ILogger logger, int wanted, int asked);

    private sealed record WantedSearch(string Strategy, ILiteratureSource Source, WatchedDays Days, bool OffPeak, bool Enrich)
    {
        /// <summary>The alerts that require it.</summary>
        public IReadOnlyList<Alert> Requiring { get; init; } = [];

        public bool Waits(SearchPlan plan) => plan.Purpose == SearchPurpose.BackFill && OffPeak && Source.IsPeak;

        /// <summary>What both want: the earlier days, the more frequent search, and no waiting unless both can wait, pages if one wants them.</summary>
        public WantedSearch Together(WantedSearch other) => this with
        {
            Days = new WatchedDays(
                Days.From < other.Days.From ? Days.From : other.Days.From,
                Days.Since < other.Days.Since ? Days.Since : other.Days.Since,
                Math.Min(Days.CadenceDays, other.Days.CadenceDays)),
            OffPeak = OffPeak && other.OffPeak,
            Enrich = Enrich || other.Enrich,
            Requiring = [.. other.Requiring, .. Requiring],
        };
    }
}
