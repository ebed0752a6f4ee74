using System.Collections.Concurrent;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using LitWatch.Sources;

namespace LitWatch.Storage;

/// <summary>
/// Keeps a source's rate limit for the whole account, as a source counts it: in a sliding second. A limit of ten is ten rows, the slots; a request takes one by ETag,
/// keeps it until the source answers, and the slot is free a second after that. A request arrives between leaving and being answered, so no second holds more arrivals than
/// there are slots, however long networks and busy machines keep requests on the way. Three storage transactions a request, four when it has to wait, unless instances collide.
/// A process limiter cannot do this: the quota belongs to the key, however many instances run. Instances go by their own clocks, so these must agree to
/// <see cref="Margin"/>, as those of cloud hosts do.
/// </summary>
internal sealed class RequestGate(StorageAccount storage, TimeProvider clock, Random random) : IRequestGate, IDisposable
{
    private const string Table = "Gate";
    private const string Free = "FreeTicks";
    private const string Taken = "Taken";
    private const string HoldRow = "hold";

    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(100);

    /// <summary>A request under way for longer has arrived, or its process is gone: its slot is given on without an answer.</summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(2);

    /// <summary>A slot is spoken for no sooner before it is free: who has just given it back and asks again at once would else always be before those who wait.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(500);

    /// <summary>A source that asks for more is asked again after this: a wrong header must not stop the watch.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(10);

    /// <summary>One request of this process at a time looks for a slot: more would only contend with each other, and keep slots from other instances.</summary>
    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new(StringComparer.Ordinal);

    public async Task<IAsyncDisposable> EnterAsync(string source, double requestsPerSecond, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(GateBusyException.LongestWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var turn = turns.GetOrAdd(source, _ => new SemaphoreSlim(1));
            await turn.WaitAsync(either.Token);
            try
            {
                return await TakeAsync(source, Math.Max(1, (int)requestsPerSecond), requestsPerSecond, either.Token);
            }
            finally
            {
                turn.Release();
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new GateBusyException(source, GateBusyException.LongestWait);
        }
    }

    public async Task HoldAsync(string source, TimeSpan pause, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + (pause < LongestHold ? pause : LongestHold);
        var table = await storage.TableAsync(Table, cancellationToken);
        while (true)
        {
            var row = await table.FindAsync(source, HoldRow, cancellationToken);
            if (FreeOf(row) >= until)
            {
                return;
            }

            if (await WriteAsync(table, row ?? new TableEntity(source, HoldRow), until, isTaken: false, cancellationToken))
            {
                return;
            }

            await StepAsideAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        foreach (var turn in turns.Values)
        {
            turn.Dispose();
        }
    }

    private async Task<IAsyncDisposable> TakeAsync(string source, int slots, double requestsPerSecond, CancellationToken cancellationToken)
    {
        var window = TimeSpan.FromSeconds(slots / requestsPerSecond) + Margin;
        var table = await storage.TableAsync(Table, cancellationToken);
        while (true)
        {
            var rows = await RowsAsync(table, source, slots, cancellationToken);
            var now = clock.GetUtcNow();
            var held = FreeOf(rows.GetValueOrDefault(HoldRow));
            rows.Remove(HoldRow);
            var soonest = Later(held, rows.Values.Min(FreeOf));
            if (soonest - now > GateBusyException.LongestWait)
            {
                throw new GateBusyException(source, soonest - now);
            }

            // A slot under way is not waited for: when it will be free is not known before the answer. Among those free already any will do, and instances collide less.
            var slot = rows.Values.Where(row => !IsTaken(row) || FreeOf(row) <= now).OrderBy(row => Later(FreeOf(row), now)).ThenBy(_ => random.Next()).FirstOrDefault();
            if (slot is null || FreeOf(slot) - now > Ahead)
            {
                var asked = slot is null ? TimeSpan.FromMilliseconds(100) : FreeOf(slot) - now - Ahead;
                await Task.Delay(asked + TimeSpan.FromMilliseconds(random.Next(200)), clock, cancellationToken);
                continue;
            }

            var leave = Later(Later(FreeOf(slot), held), now);
            if (!await WriteAsync(table, slot, leave + LongestWay + window, isTaken: true, cancellationToken))
            {
                await StepAsideAsync(cancellationToken);
                continue;
            }

            if (leave - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, cancellationToken);
            }

            // What storage or a busy machine let pass may be someone else's before the request arrives.
            if (clock.GetUtcNow() - leave <= LongestWay / 2)
            {
                return new Slot(table, slot, clock, window);
            }
        }
    }

    /// <summary>The rows of the source, those of slots that were never used included.</summary>
    private static async Task<Dictionary<string, TableEntity>> RowsAsync(StoredTable table, string source, int slots, CancellationToken cancellationToken)
    {
        var rows = Enumerable.Range(1, slots).Select(number => new TableEntity(source, number.ToString("000", CultureInfo.InvariantCulture))).ToDictionary(row => row.RowKey, StringComparer.Ordinal);
        await foreach (var row in table.RowsAsync($"PartitionKey eq {source}", cancellationToken))
        {
            if (row.RowKey == HoldRow || rows.ContainsKey(row.RowKey))
            {
                rows[row.RowKey] = row;
            }
        }

        return rows;
    }

    /// <summary>Writes the row as this instance knows it; false when another was first.</summary>
    private static Task<bool> WriteAsync(StoredTable table, TableEntity row, DateTimeOffset free, bool isTaken, CancellationToken cancellationToken)
    {
        (row[Free], row[Taken]) = (free.UtcTicks, isTaken);
        return row.ETag == default ? table.TryAddAsync(row, cancellationToken) : table.TryReplaceAsync(row, cancellationToken);
    }

    private Task StepAsideAsync(CancellationToken cancellationToken) => Task.Delay(TimeSpan.FromMilliseconds(random.Next(5, 25)), clock, cancellationToken);

    private static DateTimeOffset FreeOf(TableEntity? row) => new(row?.GetInt64(Free) ?? 0, TimeSpan.Zero);

    private static bool IsTaken(TableEntity row) => row.GetBoolean(Taken) ?? false;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>A slot taken: disposed of, it is free after a window from now.</summary>
    private sealed class Slot(StoredTable table, TableEntity row, TimeProvider clock, TimeSpan window) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            var free = clock.GetUtcNow() + window;
            if (free >= FreeOf(row))
            {
                return;
            }

            try
            {
                await WriteAsync(table, row, free, isTaken: false, CancellationToken.None);
            }
            catch (RequestFailedException)
            {
                // The answer matters more than the slot, which becomes free by itself.
            }
        }
    }
}
