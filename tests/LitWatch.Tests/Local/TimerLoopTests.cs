using LitWatch.Local.Loops;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LitWatch.Tests.Local;

public sealed class TimerLoopTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 12, 1, 0, TimeSpan.Zero));
    private readonly ServiceProvider services = new ServiceCollection().BuildServiceProvider();
    private readonly List<TimerLoop> loops = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var loop in loops)
        {
            await loop.StopAsync(CancellationToken.None);
            loop.Dispose();
        }

        await services.DisposeAsync();
    }

    [Fact]
    public async Task A_timer_ticks_at_the_start_and_then_by_its_schedule()
    {
        var ticks = await StartAsync(_ => Task.CompletedTask);
        await Eventually.TrueAsync(() => ticks() == 1, "the first tick");

        await PassAsync(TimeSpan.FromMinutes(13));
        Assert.Equal(1, ticks());

        await PassAsync(TimeSpan.FromMinutes(2));
        await Eventually.TrueAsync(() => ticks() == 2, "the tick of 12:15");
    }

    [Fact]
    public async Task A_tick_that_throws_does_not_end_the_timer()
    {
        var ticks = await StartAsync(_ => throw new TaskCanceledException("HttpClient.Timeout"));
        await Eventually.TrueAsync(() => ticks() == 1, "the first tick");

        await PassAsync(TimeSpan.FromMinutes(15));

        await Eventually.TrueAsync(() => ticks() == 2, "the second tick");
    }

    [Fact]
    public async Task A_tick_never_overlaps_the_one_before_it()
    {
        var release = new TaskCompletionSource();
        var ticks = await StartAsync(_ => release.Task);
        await Eventually.TrueAsync(() => ticks() == 1, "the first tick");

        await PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(1, ticks());

        release.SetResult();
        await Task.Delay(100);
        await PassAsync(TimeSpan.FromMinutes(15));
        await Eventually.TrueAsync(() => ticks() == 2, "one tick after the long one, not those missed");
    }

    [Theory]
    [InlineData("0 */15 * * * *", "12:15:00")]
    [InlineData("*/15 * * * *", "12:15:00")]
    [InlineData("30 2 13 * * *", "13:02:30")]
    public void A_schedule_has_six_fields_unless_it_has_exactly_five(string expression, string next)
    {
        var schedule = TimerSchedule.Of(Entry(expression, _ => Task.CompletedTask), Configuration());

        Assert.Equal(next, schedule.GetNextOccurrence(clock.GetUtcNow().UtcDateTime).ToString("HH:mm:ss"));
    }

    [Fact]
    public void A_setting_named_by_the_entry_replaces_its_schedule()
    {
        var schedule = TimerSchedule.Of(Entry("0 0 0 1 1 *", _ => Task.CompletedTask), Configuration(("Schedules:Sweep", "0 2 * * * *")));

        Assert.Equal(new DateTime(2026, 3, 1, 12, 2, 0), schedule.GetNextOccurrence(clock.GetUtcNow().UtcDateTime));
    }

    [Theory]
    [InlineData("every morning")]
    [InlineData("0 61 * * * *")]
    public void A_schedule_that_is_none_is_an_error_that_names_its_setting(string expression)
    {
        var fault = Assert.Throws<InvalidDataException>(() => TimerSchedule.Of(Entry("0 0 0 1 1 *", _ => Task.CompletedTask), Configuration(("Schedules:Sweep", expression))));

        Assert.Contains("Schedules:Sweep", fault.Message, StringComparison.Ordinal);
        Assert.Contains(expression, fault.Message, StringComparison.Ordinal);
    }

    private static TimerEntry Entry(string schedule, Func<CancellationToken, Task> run) => new("Sweep", schedule, typeof(object), (_, cancellationToken) => run(cancellationToken));

    private static IConfiguration Configuration(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value))).Build();

    private async Task<Func<int>> StartAsync(Func<CancellationToken, Task> run)
    {
        var ticks = 0;
        var entry = Entry("0 */15 * * * *", cancellationToken =>
        {
            Interlocked.Increment(ref ticks);
            return run(cancellationToken);
        });
        var tick = new TimerTick(services.GetRequiredService<IServiceScopeFactory>(), new QueueActivity());
        var loop = new TimerLoop(entry, TimerSchedule.Of(entry, Configuration()), tick, clock, NullLogger<TimerLoop>.Instance);
        loops.Add(loop);
        await loop.StartAsync(CancellationToken.None);
        return () => Volatile.Read(ref ticks);
    }

    // In steps, with a moment for the loop to see each.
    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMinutes(1))
        {
            await Task.Delay(20);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        await Task.Delay(20);
    }
}
