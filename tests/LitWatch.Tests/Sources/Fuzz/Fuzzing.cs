using System.Diagnostics;
using System.Text;

namespace LitWatch.Tests.Sources.Fuzz;

/// <summary>
/// Feeds a parser damaged texts and holds it to three promises: it ends, by its own declared exception or with a result; it ends soon; and it
/// takes memory in proportion to its input.
/// </summary>
internal static class Fuzzing
{
    private const int Allowance = 8 * 1024 * 1024;
    private const int AllowanceTimes = 400;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Tries <paramref name="cases"/> damages, seeds 0 and up, of the given texts in turn; fails with the seed and the text's number.</summary>
    /// <param name="parse">Reads everything that it is given, on the calling thread, and counts it.</param>
    /// <typeparam name="TDeclared">What the parser may throw.</typeparam>
    public static void Run<TDeclared>(IReadOnlyList<byte[]> texts, int cases, Func<byte[], int> parse)
        where TDeclared : Exception
    {
        var next = -1;
        string? failure = null;
        var running = new (int Seed, long Since)[Environment.ProcessorCount];
        var threads = running.Select((_, slot) => new Thread(() =>
        {
            for (var seed = Interlocked.Increment(ref next); seed < cases && failure is null; seed = Interlocked.Increment(ref next))
            {
                running[slot] = (seed, Stopwatch.GetTimestamp());
                if (Try<TDeclared>(texts[seed % texts.Count], seed, parse) is { } broken)
                {
                    failure = $"{broken} (text {seed % texts.Count}, seed {seed})";
                }
            }

            running[slot] = default;
        }) { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        while (failure is null && threads.Exists(thread => !thread.Join(TimeSpan.FromMilliseconds(200))))
        {
            foreach (var (seed, since) in running)
            {
                failure ??= since != 0 && Stopwatch.GetElapsedTime(since) > Longest ? $"No end after {Longest} (text {seed % texts.Count}, seed {seed})" : null;
            }
        }

        Assert.True(failure is null, failure);
    }

    private static string? Try<TDeclared>(byte[] text, int seed, Func<byte[], int> parse)
        where TDeclared : Exception
    {
        var damaged = Mutation.Of(text, seed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            _ = parse(damaged);
        }
        catch (TDeclared)
        {
            // The promise.
        }
        catch (Exception undeclared)
        {
            return $"{undeclared}\n{Encoding.UTF8.GetString(damaged)}";
        }

        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        return taken > Allowance + (AllowanceTimes * (long)damaged.Length) ? $"{taken} bytes of memory taken for {damaged.Length} bytes of text" : null;
    }
}
