using System.Collections.Concurrent;
using Azure.Data.Tables;
using LitWatch.Sources;

namespace LitWatch.Storage;

/// <summary>
/// Keeps a source's rate limit for the whole account: each request reserves the next free slot in one row, by ETag, before it is sent.
/// A process limiter cannot: the quota belongs to the key, however many instances run. Two storage transactions a request, unless instances collide.
/// Instances go by their own clocks, so these must agree to about a tenth of a second, as those of cloud hosts do.
/// </summary>
internal sealed class RequestGate(StorageAccount storage, TimeProvider clock, Random random) : IRequestGate, IDisposable
{
    private const string Table = "Gate";
    private const string Row = "next";
    private const string NextFree = "NextFreeTicks";

    /// <summary>
    /// Sources count in a sliding second, and requests reach them a little early or late: n + 1 requests must span more than a second by this much.
    /// Leaves 83 % of the limit to use.
    /// </summary>
    private static readonly TimeSpan Jitter = TimeSpan.FromMilliseconds(200);

    /// <summary>Slots given up at most, so that a slow machine gets on at all.</summary>
    private const int MostLate = 5;

    /// <summary>A source that asks for more is asked again after this: a wrong header must not stop the watch.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(10);

    /// <summary>One request of this process at a time reserves: more would only contend with each other for the row.</summary>
    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new(StringComparer.Ordinal);

    public async Task WaitAsync(string source, double requestsPerSecond, CancellationToken cancellationToken)
    {
        var step = (TimeSpan.FromSeconds(1) + Jitter) / requestsPerSecond;
        for (var late = 0; late < MostLate; late++)
        {
            var slot = await ReserveAsync(source, step, cancellationToken);
            if (slot - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, cancellationToken);
            }

            // A slot that storage or a busy machine let pass would be used together with the next one: it is given up for another.
            if (clock.GetUtcNow() - slot <= Jitter / 2)
            {
                return;
            }
        }
    }

    public Task HoldAsync(string source, TimeSpan pause, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + (pause < LongestHold ? pause : LongestHold);
        return ChangeAsync(source, free => free > until ? free : until, cancellationToken);
    }

    public void Dispose()
    {
        foreach (var turn in turns.Values)
        {
            turn.Dispose();
        }
    }

    private async Task<DateTimeOffset> ReserveAsync(string source, TimeSpan step, CancellationToken cancellationToken)
    {
        var slot = default(DateTimeOffset);
        var turn = turns.GetOrAdd(source, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            await ChangeAsync(source, free => (slot = Slot(source, free)) + step, cancellationToken);
            return slot;
        }
        finally
        {
            turn.Release();
        }
    }

    private DateTimeOffset Slot(string source, DateTimeOffset free)
    {
        var now = clock.GetUtcNow();
        return free <= now ? now
            : free - now <= GateBusyException.LongestWait ? free
            : throw new GateBusyException(source, free - now);
    }

    /// <summary>Changes when the source is free next; again from what is there now, when another instance was first.</summary>
    private async Task ChangeAsync(string source, Func<DateTimeOffset, DateTimeOffset> change, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        while (true)
        {
            var row = await table.FindAsync(source, Row, cancellationToken);
            var free = new DateTimeOffset(row?.GetInt64(NextFree) ?? 0, TimeSpan.Zero);
            var entity = new TableEntity(source, Row) { [NextFree] = change(free).UtcTicks, ETag = row?.ETag ?? default };
            if (row is null ? await table.TryAddAsync(entity, cancellationToken) : await table.TryReplaceAsync(entity, cancellationToken))
            {
                return;
            }

            // A random pause keeps the same instances from colliding again.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(5, 25)), clock, cancellationToken);
        }
    }
}
