using System.Diagnostics.Metrics;
using LitWatch.Storage;

namespace LitWatch.Web;

/// <summary>Tells how many messages were given up: an alarm is set on it, since nobody looks at a queue that should be empty.</summary>
internal sealed class WatchQueues(PoisonQueues poison, QueueMetrics metrics) : ITimerHandler
{
    /// <summary>Every 5 minutes.</summary>
    public const string Schedule = "0 */5 * * * *";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (queue, count) in await poison.CountAsync(Pipeline.Queues, cancellationToken))
        {
            metrics.GivenUp(queue, count);
        }
    }
}

internal sealed class QueueMetrics(IMeterFactory meters)
{
    /// <summary>Tagged with <c>queue</c>.</summary>
    public const string Messages = "litwatch.messages.given_up";

    private readonly Gauge<int> given = meters.Create(Telemetry.Name).CreateGauge<int>(Messages, "{message}", "Messages that a handler gave up after all attempts");

    public void GivenUp(string queue, int count) => given.Record(count, new KeyValuePair<string, object?>("queue", queue));
}
