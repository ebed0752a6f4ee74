using FsCheck.Xunit;
using LitWatch.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LitWatch.Tests.Functions;

/// <summary>Azure ticks by the triggers' constants; the setting <c>Schedules:NAME</c> says which of the ticks run.</summary>
public sealed class TimerTicksTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, 96)]
    [InlineData("", 96)]
    [InlineData("0 0 6 * * *", 1)]
    [InlineData("0 0 */4 * * *", 6)]
    [InlineData("0 7 6 * * *", 1)]
    [InlineData("0 0 6 * * SUN", 0)]
    [InlineData("*/10 * * * * *", 96)]
    [InlineData("0 6 * * *", 1)]
    public async Task As_many_ticks_of_a_day_run_as_the_setting_has_times(string? setting, int runs) => Assert.Equal(runs, (await RunsAsync(setting, _ => TimeSpan.Zero)).Count);

    [Property(MaxTest = 30)]
    public void It_does_not_matter_that_the_host_is_a_little_early_or_late(int seed)
    {
        var random = new Random(seed);

        var runs = RunsAsync("0 0 */4 * * *", _ => TimeSpan.FromMilliseconds(random.Next(-2000, 60_000))).GetAwaiter().GetResult();

        Assert.Equal([0, 4, 8, 12, 16, 20], runs.Select(at => (int)Math.Round((at - Midnight).TotalHours) % 24));
    }

    [Fact]
    public async Task A_tick_that_comes_late_runs_whatever_the_setting_says() => Assert.Equal(96, (await RunsAsync("0 0 6 * * SUN", _ => TimeSpan.Zero, isPastDue: true)).Count);

    [Fact]
    public void A_setting_that_is_no_schedule_is_told_at_the_start() =>
        Assert.Contains("Schedules:SweepDigests: 'daily' is no schedule", Assert.Throws<InvalidDataException>(() => TimerTicks.Check(Configuration("SweepDigests", "daily"))).Message, StringComparison.Ordinal);

    /// <summary>When the entry ran, of the ticks of a day every quarter of an hour.</summary>
    private static async Task<IReadOnlyList<DateTimeOffset>> RunsAsync(string? setting, Func<int, TimeSpan> late, bool isPastDue = false)
    {
        var clock = new FakeTimeProvider(Midnight.AddDays(-1));
        await using var services = new ServiceCollection().AddSingleton(Configuration("Sweep", setting)).AddSingleton<TimeProvider>(clock).BuildServiceProvider();
        var runs = new List<DateTimeOffset>();
        var entry = new TimerEntry("Sweep", LitWatch.Alerts.SweepAlerts.Schedule, typeof(object), (_, _) =>
        {
            runs.Add(clock.GetUtcNow());
            return Task.CompletedTask;
        });
        for (var tick = 0; tick < 96; tick++)
        {
            clock.SetUtcNow(Midnight + TimeSpan.FromMinutes(15 * tick) + late(tick));
            await services.TickAsync(entry, new TimerInfo { IsPastDue = isPastDue }, CancellationToken.None);
        }

        return runs;
    }

    private static IConfiguration Configuration(string entry, string? setting) => new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create($"Schedules:{entry}", setting)]).Build();
}
