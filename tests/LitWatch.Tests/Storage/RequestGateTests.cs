using LitWatch.Sources;
using LitWatch.Storage;
using LitWatch.Tests.Local;
using Microsoft.Extensions.Time.Testing;

namespace LitWatch.Tests.Storage;

/// <summary>The gate in real time: it paces real requests of several instances, and a clock that stands still paces nothing.</summary>
public sealed class RequestGateTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly string prefix = TestStorage.NewPrefix();

    [Fact]
    public async Task Two_instances_together_keep_one_rate()
    {
        RequestGate[] gates = [Gate(TimeProvider.System, 1), Gate(TimeProvider.System, 2)];
        var passed = new List<DateTimeOffset>();

        await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
        {
            await gates[i % 2].WaitAsync("pubmed", 10, CancellationToken.None);
            lock (passed)
            {
                passed.Add(TimeProvider.System.GetUtcNow());
            }
        }));

        passed.Sort();
        // What the machine adds after the gate has let a request go is not the gate's: a little more than half the jitter it allows for.
        var spans = Enumerable.Range(0, passed.Count - 10).Select(i => passed[i + 10] - passed[i]).ToArray();
        Assert.All(spans, span => Assert.True(span >= TimeSpan.FromSeconds(0.9), $"11 requests within {span.TotalSeconds:0.000} s"));
    }

    [Fact]
    public async Task A_slot_too_far_away_is_refused_with_the_time_to_wait()
    {
        var gate = Gate(new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero)), 3);
        await gate.WaitAsync("crossref", 0.01, CancellationToken.None);

        var busy = await Assert.ThrowsAsync<GateBusyException>(() => gate.WaitAsync("crossref", 0.01, CancellationToken.None));

        Assert.Equal(TimeSpan.FromSeconds(120), busy.Wait);
    }

    [Fact]
    public async Task Sources_do_not_wait_for_each_other()
    {
        var gate = Gate(new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero)), 4);

        await gate.WaitAsync("pubmed", 0.1, CancellationToken.None);
        await gate.WaitAsync("crossref", 0.1, CancellationToken.None);
    }

    [Fact]
    public async Task A_pause_that_the_source_asks_for_holds_every_instance_and_no_other_source()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero));
        await Gate(clock, 5).HoldAsync("pubmed", TimeSpan.FromSeconds(45), CancellationToken.None);
        await Gate(clock, 5).HoldAsync("pubmed", TimeSpan.FromSeconds(5), CancellationToken.None);

        var busy = await Assert.ThrowsAsync<GateBusyException>(() => Gate(clock, 6).WaitAsync("pubmed", 3, CancellationToken.None));
        await Gate(clock, 6).WaitAsync("crossref", 3, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(45));
        await Gate(clock, 6).WaitAsync("pubmed", 3, CancellationToken.None);

        Assert.Equal(TimeSpan.FromSeconds(45), busy.Wait);
    }

    [Fact]
    public async Task A_pause_without_measure_ends_after_ten_minutes()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero));
        await Gate(clock, 7).HoldAsync("pubmed", TimeSpan.MaxValue, CancellationToken.None);

        Assert.Equal(TimeSpan.FromMinutes(10), (await Assert.ThrowsAsync<GateBusyException>(() => Gate(clock, 7).WaitAsync("pubmed", 3, CancellationToken.None))).Wait);
    }

    private RequestGate Gate(TimeProvider clock, int seed) => new(azurite.NewAccount(prefix), clock, new Random(seed));
}
