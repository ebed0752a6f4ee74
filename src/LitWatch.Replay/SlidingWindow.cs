namespace LitWatch.Replay;

/// <summary>Counts requests of a key within the last second.</summary>
internal sealed class SlidingWindow(TimeProvider time)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, Queue<DateTimeOffset>> _seen = new(StringComparer.Ordinal);

    /// <summary>Takes a place if there is one. Refused requests take none, so a client that waits a second is always served.</summary>
    public bool TryTake(string key, int limit, out int remaining)
    {
        lock (_seen)
        {
            var now = time.GetUtcNow();
            if (!_seen.TryGetValue(key, out var times))
            {
                _seen[key] = times = new Queue<DateTimeOffset>();
            }

            while (times.TryPeek(out var oldest) && oldest <= now - Length)
            {
                times.Dequeue();
            }

            var free = times.Count < limit;
            if (free)
            {
                times.Enqueue(now);
            }

            remaining = Math.Max(0, limit - times.Count);
            return free;
        }
    }
}
