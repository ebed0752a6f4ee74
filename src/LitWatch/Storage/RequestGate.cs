using Azure.Data.Tables;
using LitWatch.Sources;

namespace LitWatch.Storage;

/// <summary>
/// Keeps a source's rate limit for the whole account: each request reserves the next free slot in one row, by ETag, before it is sent.
/// A process limiter cannot: the quota belongs to the key, however many instances run.
/// </summary>
internal sealed class RequestGate(StorageAccount storage, TimeProvider clock, Random random) : IRequestGate
{
    private const string Table = "Gate";
    private const string NextFree = "NextFreeTicks";

    /// <summary>
    /// Sources count in a sliding second, and requests reach them a little early or late: n + 1 requests must span more than a second by this much.
    /// </summary>
    private static readonly TimeSpan Jitter = TimeSpan.FromMilliseconds(200);

    /// <summary>Slots given up at most, so that a slow machine gets on at all.</summary>
    private const int MostLate = 5;

    /// <summary>A longer wait hands the message back instead of holding an instance.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    /// <exception cref="GateBusyException">The next free slot is more than 20 seconds away.</exception>
    public async Task WaitAsync(string source, double requestsPerSecond, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var step = (long)((TimeSpan.FromSeconds(1) + Jitter).Ticks / requestsPerSecond);
        var late = 0;
        while (true)
        {
            var row = await table.FindAsync(source, "next", cancellationToken);
            var now = clock.GetUtcNow().UtcTicks;
            var slot = Math.Max(now, row?.GetInt64(NextFree) ?? 0);
            if (TimeSpan.FromTicks(slot - now) is var wait && wait > LongestWait)
            {
                throw new GateBusyException(source, wait);
            }

            var entity = new TableEntity(source, "next") { [NextFree] = slot + step, ETag = row?.ETag ?? default };
            if (row is null ? await table.TryAddAsync(entity, cancellationToken) : await table.TryReplaceAsync(entity, cancellationToken))
            {
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, clock, cancellationToken);
                }

                // A slot that storage or a busy machine let pass would be used together with the next one: it is given up for another.
                if (clock.GetUtcNow().UtcTicks - slot <= Jitter.Ticks / 2 || ++late == MostLate)
                {
                    return;
                }

                continue;
            }

            // Another request took this slot; a random pause keeps the same ones from colliding again.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(5, 40)), clock, cancellationToken);
        }
    }
}
