using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using LitWatch.Tests.Pipelines;
using Xunit.Abstractions;

namespace LitWatch.Tests.Histories;

/// <summary>
/// The pipeline against a plain model of its promises, over made-up histories of weeks in virtual time. A seed that fails is printed; <c>LITWATCH_SEED</c> runs it alone.
/// </summary>
public sealed class HistoryTests(ITestOutputHelper output)
{
    private static int Histories => FullRun.IsAsked ? 100_000 : 400;

    private static int HistoriesABug => FullRun.IsAsked ? 2_000 : 300;

    public static TheoryData<string> Bugs => [.. Enum.GetNames<Planted>().Where(name => name != nameof(Planted.None))];

    [Fact]
    public async Task Every_article_reaches_every_subscription_once_and_every_slot_has_a_digest_or_a_reason()
    {
        var (from, count) = Environment.GetEnvironmentVariable("LITWATCH_SEED") is { Length: > 0 } seed ? (int.Parse(seed, CultureInfo.InvariantCulture), 1) : (1, Histories);
        var watch = Stopwatch.StartNew();
        var failed = new ConcurrentBag<(int Seed, string Violation)>();
        await Parallel.ForAsync(from, from + count, async (number, _) =>
        {
            foreach (var violation in await RunAsync(number, Planted.None, count == 1 ? output.WriteLine : null))
            {
                failed.Add((number, violation));
            }
        });

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} histories in {watch.Elapsed.TotalSeconds:0} s, {failed.Select(one => one.Seed).Distinct().Count()} violate something"));
        Assert.True(failed.IsEmpty, string.Join(Environment.NewLine, failed.OrderBy(one => one.Seed).Take(40).Select(one => $"seed {one.Seed}: {one.Violation}")));
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    public async Task A_planted_bug_is_caught(string bug)
    {
        var planted = Enum.Parse<Planted>(bug);
        for (var seed = 1; seed <= HistoriesABug; seed++)
        {
            if (await RunAsync(seed, planted) is [var first, ..])
            {
                output.WriteLine($"{bug}: seed {seed}: {first}");
                return;
            }
        }

        Assert.Fail($"{bug} was not caught in {HistoriesABug} histories.");
    }

    // One step at a time, so that a seed gives the same history again.
    private static Task<IReadOnlyList<string>> RunAsync(int seed, Planted planted, Action<string>? story = null)
    {
        var oneByOne = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        return Task.Factory.StartNew(
            async () =>
            {
                var plan = PlanDrawing.Of(seed);
                story?.Invoke(plan.Tell());
                await using var world = new World(plan, planted) { Story = story };
                await world.RunAsync();
                return await Referee.JudgeAsync(plan, world);
            },
            CancellationToken.None,
            TaskCreationOptions.None,
            oneByOne).Unwrap();
    }
}
