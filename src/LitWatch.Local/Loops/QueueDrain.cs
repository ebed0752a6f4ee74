using LitWatch.Storage;

namespace LitWatch.Local.Loops;

/// <summary>Knows when the queues of a pipeline are empty, for runs that end by themselves.</summary>
internal sealed class QueueDrain(IReadOnlyCollection<QueueEntry> entries, StorageAccount storage, QueueActivity activity, TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(150);

    /// <summary>For what is extra: longer than a wait for the gate, shorter than one for another try.</summary>
    private static readonly TimeSpan PatienceWithExtras = TimeSpan.FromSeconds(30);

    /// <summary>Ends when no message is left, or when for <paramref name="patience"/> all that are left wait for later (a delay, a retry, another host).</summary>
    /// <returns>How many messages are left for later that somebody waits for (<see cref="QueueEntry.IsExtra"/> not).</returns>
    public async Task<int> WaitAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var quietSince = clock.GetTimestamp();
        var seen = activity.Version;
        while (true)
        {
            var version = activity.Version;
            var (visible, stored, extra) = await CountAsync(cancellationToken);
            // A message in flight may send others, to queues that were counted before: only a count during which nothing moved is valid.
            var valid = activity.InFlight == 0 && activity.Version == version;
            if (valid && stored == 0)
            {
                return 0;
            }

            if (!valid || visible || version != seen)
            {
                seen = version;
                quietSince = clock.GetTimestamp();
            }

            var enough = extra == stored && patience > PatienceWithExtras ? PatienceWithExtras : patience;
            if (valid && !visible && clock.GetElapsedTime(quietSince) >= enough)
            {
                return stored - extra;
            }

            if (visible)
            {
                activity.Nudge();
            }

            await Task.Delay(Poll, clock, cancellationToken);
        }
    }

    // The count holds hidden messages too; a peek shows only what can be received now.
    private async Task<(bool Visible, int Stored, int Extra)> CountAsync(CancellationToken cancellationToken)
    {
        var visible = false;
        var (stored, extra) = (0, 0);
        foreach (var entry in entries)
        {
            var queue = await storage.QueueAsync(entry.Queue, cancellationToken);
            var properties = await queue.GetPropertiesAsync(cancellationToken);
            var count = properties.Value.ApproximateMessagesCount;
            stored += count;
            extra += entry.IsExtra ? count : 0;
            visible |= count > 0 && (await queue.PeekMessagesAsync(1, cancellationToken)).Value.Length > 0;
        }

        return (visible, stored, extra);
    }
}
