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
    public async Task Two_instances_together_keep_one_rate_however_long_requests_are_under_way()
    {
        RequestGate[] gates = [Gate(TimeProvider.System, 1), Gate(TimeProvider.System, 2)];
        var (arrived, ways) = (new List<DateTimeOffset>(), new Random(3));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            await using var slot = await gates[i % 2].EnterAsync("pubmed", 10, CancellationToken.None);
            int way;
            lock (arrived)
            {
                way = ways.Next(0, 900);
            }

            await Task.Delay(way);
            lock (arrived)
            {
                arrived.Add(TimeProvider.System.GetUtcNow());
            }
        }));

        var spans = Enumerable.Range(0, arrived.Count - 10).Select(i => arrived[i + 10] - arrived[i]).ToArray();
        Assert.All(spans, span => Assert.True(span >= TimeSpan.FromSeconds(1), $"11 requests within {span.TotalSeconds:0.000} s"));
    }

    [Fact]
    public async Task A_slot_is_free_a_second_after_its_answer_not_after_its_request()
    {
        var clock = TimeProvider.System;
        await using (await Gate(clock, 1).EnterAsync("pubmed", 1, CancellationToken.None))
        {
            await Task.Delay(TimeSpan.FromSeconds(1.5));
        }

        var answered = clock.GetUtcNow();
        await using var next = await Gate(clock, 2).EnterAsync("pubmed", 1, CancellationToken.None);

        Assert.InRange((clock.GetUtcNow() - answered).TotalSeconds, 1, 3);
    }

    [Fact]
    public async Task Who_gives_a_slot_back_and_asks_again_is_not_before_those_who_wait()
    {
        using var ended = new CancellationTokenSource(TimeSpan.FromSeconds(14));
        var taken = await Task.WhenAll(Enumerable.Range(1, 2).Select(async instance =>
        {
            var (gate, count) = (Gate(TimeProvider.System, instance), 0);
            while (!ended.IsCancellationRequested)
            {
                await using var slot = await gate.EnterAsync("pubmed", 1, CancellationToken.None);
                count++;
            }

            return count;
        }));

        Assert.All(taken, count => Assert.True(count >= 2, $"of {taken.Sum()} requests one instance had {count}"));
    }

    [Fact]
    public async Task The_slot_of_a_process_that_is_gone_becomes_free_by_itself()
    {
        var clock = TimeProvider.System;
        var left = clock.GetUtcNow();
        _ = await Gate(clock, 1).EnterAsync("pubmed", 1, CancellationToken.None);

        await using var next = await Gate(clock, 2).EnterAsync("pubmed", 1, CancellationToken.None);

        Assert.InRange((clock.GetUtcNow() - left).TotalSeconds, 3, 6);
    }

    [Fact]
    public async Task A_slot_too_far_away_is_refused_with_the_time_to_wait()
    {
        var gate = Gate(new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero)), 3);
        await using (await gate.EnterAsync("crossref", 0.01, CancellationToken.None))
        {
        }

        var busy = await Assert.ThrowsAsync<GateBusyException>(() => gate.EnterAsync("crossref", 0.01, CancellationToken.None));

        Assert.Equal(100, busy.Wait.TotalSeconds, 0.2);
    }

    [Fact]
    public async Task Whoever_stands_in_line_for_longer_than_a_handler_may_wait_is_handed_back()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero));
        var gate = Gate(clock, 4);
        await using var underWay = await gate.EnterAsync("pubmed", 1, CancellationToken.None);
        var first = gate.EnterAsync("pubmed", 1, CancellationToken.None);
        var second = gate.EnterAsync("pubmed", 1, CancellationToken.None);

        clock.Advance(GateBusyException.LongestWait);

        await Assert.ThrowsAsync<GateBusyException>(() => first);
        await Assert.ThrowsAsync<GateBusyException>(() => second);
    }

    [Fact]
    public async Task Sources_do_not_wait_for_each_other()
    {
        var gate = Gate(new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero)), 4);

        await gate.EnterAsync("pubmed", 0.1, CancellationToken.None);
        await gate.EnterAsync("crossref", 0.1, CancellationToken.None);
    }

    [Fact]
    public async Task A_pause_that_the_source_asks_for_holds_every_instance_and_no_other_source()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero));
        await Gate(clock, 5).HoldAsync("pubmed", TimeSpan.FromSeconds(45), CancellationToken.None);
        await Gate(clock, 5).HoldAsync("pubmed", TimeSpan.FromSeconds(5), CancellationToken.None);

        var busy = await Assert.ThrowsAsync<GateBusyException>(() => Gate(clock, 6).EnterAsync("pubmed", 3, CancellationToken.None));
        await Gate(clock, 6).EnterAsync("crossref", 3, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(45));
        await Gate(clock, 6).EnterAsync("pubmed", 3, CancellationToken.None);

        Assert.Equal(TimeSpan.FromSeconds(45), busy.Wait);
    }

    [Fact]
    public async Task A_pause_without_measure_ends_after_ten_minutes()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero));
        await Gate(clock, 7).HoldAsync("pubmed", TimeSpan.MaxValue, CancellationToken.None);

        Assert.Equal(TimeSpan.FromMinutes(10), (await Assert.ThrowsAsync<GateBusyException>(() => Gate(clock, 7).EnterAsync("pubmed", 3, CancellationToken.None))).Wait);
    }

    private RequestGate Gate(TimeProvider clock, int seed) => new(azurite.NewAccount(prefix), clock, new Random(seed));
}
