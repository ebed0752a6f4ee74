using LitWatch.Alerts;
using LitWatch.Sources;
using LitWatch.Tests.Local;

namespace LitWatch.Tests.Alerts;

/// <summary>Windows in parts, holes and back-fill, from the sweep to the cursor.</summary>
public sealed class SearchSourceTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly SearchBench bench = new(azurite);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task A_window_too_large_for_one_search_is_handed_on_part_by_part_and_proven_by_a_run_each()
    {
        bench.PubMed.Cap = 20;
        bench.PubMed.Add("2026-11-18", 100, 15).Add("2026-11-20", 200, 18).Add("2026-11-21", 300, 12).Add("2026-11-24", 400, 9);
        var alert = await bench.WatchAsync();

        await bench.SweepAsync();

        var runs = await bench.RunsAsync(alert);
        Assert.True(runs.Count > 2);
        Assert.All(runs, run => Assert.Equal((SearchOutcome.Complete, run.Certificate.Promised), (run.Certificate.Outcome, run.Certificate.Stored)));
        Assert.Equal(54, runs.Sum(run => run.Certificate.Promised));
        Assert.All(runs.Zip(runs.Skip(1)), pair => Assert.Equal(pair.First.Window.To.AddDays(1), pair.Second.Window.From));
        Assert.Equal(54, (await bench.HitsAsync(alert)).Count);
        var cursor = await bench.CursorAsync(alert);
        Assert.Equal([new SearchWindow(Day(18), Day(24))], cursor.Complete);
        Assert.False(cursor.IsUnderWay);
    }

    [Fact]
    public async Task A_message_done_twice_keeps_the_run_that_proves_more_days()
    {
        bench.PubMed.Add("2026-11-18", 100, 15).Add("2026-11-24", 400, 9);
        var alert = await bench.WatchAsync();
        await bench.AskAsync();
        var message = (await bench.NextAsync())!;
        await bench.SearchAsync(message);

        bench.PubMed.Cap = 20;
        await bench.SearchAsync(message);

        var whole = (await bench.RunsAsync(alert)).Single(run => run.QueuedAt == message.QueuedAt);
        Assert.Equal(new SearchWindow(Day(18), Day(25)), whole.Window with { Begun = null });

        bench.PubMed.Cap = 1_000;
        await bench.SearchAsync((await bench.NextAsync())!);
        Assert.Equal(24, (await bench.HitsAsync(alert)).Count);
    }

    [Fact]
    public async Task A_strategy_that_PubMed_understands_otherwise_than_before_is_told_once()
    {
        bench.PubMed.Translate = term => term.Replace("[crdt]", "[Date - Create]", StringComparison.Ordinal);
        bench.PubMed.Add("2026-11-20", 200, 3);
        var alert = await bench.WatchAsync();
        await bench.SweepAsync();

        bench.Clock.Now = bench.Clock.Now.AddDays(7);
        await bench.SweepAsync();
        bench.PubMed.Translate = term => term.Replace("psoriasis", "psoriasis vulgaris", StringComparison.Ordinal);
        bench.Clock.Now = bench.Clock.Now.AddDays(7);
        await bench.SweepAsync();
        bench.Clock.Now = bench.Clock.Now.AddDays(7);
        await bench.SweepAsync();

        var runs = (await bench.RunsAsync(alert)).OrderBy(run => run.SearchedAt).ToList();
        Assert.Equal([0, 0, 1, 0], runs.Select(run => run.Warnings.Count));
        Assert.StartsWith("pubmed understands this unchanged strategy otherwise than on 2026-12-02. Now: ", runs[2].Warnings[0], StringComparison.Ordinal);
        Assert.Contains("psoriasis vulgaris", runs[2].Warnings[0], StringComparison.Ordinal);
        Assert.Equal(SearchOutcome.Complete, runs[2].Certificate.Outcome);
    }

    [Fact]
    public async Task A_day_parted_by_creation_is_complete_only_with_its_last_part()
    {
        bench.PubMed.Cap = 20;
        for (var i = 0; i < 4; i++)
        {
            bench.PubMed.Add("2026-11-20", 100 * (i + 1), 15, created: $"20{10 + i}-05-01");
        }

        var alert = await bench.WatchAsync();
        await bench.AskAsync();
        await bench.SearchAsync((await bench.NextAsync())!);
        await bench.SearchAsync((await bench.NextAsync())!);

        var amid = await bench.CursorAsync(alert);
        Assert.Equal([new SearchWindow(Day(18), Day(19))], amid.Complete);
        Assert.True(amid.IsUnderWay);
        while (await bench.NextAsync() is { } message)
        {
            await bench.SearchAsync(message);
        }

        Assert.Equal([new SearchWindow(Day(18), Day(24))], (await bench.CursorAsync(alert)).Complete);
        Assert.Equal(60, (await bench.HitsAsync(alert)).Count);
    }

    [Fact]
    public async Task A_record_that_PubMed_does_not_deliver_leaves_a_hole_of_its_day_alone_which_is_closed_as_news()
    {
        bench.PubMed.Add("2026-11-18", 1, 2).Add("2026-11-20", 10, 2).Add("2026-11-23", 20, 2).Withheld.Add(11);
        var alert = await bench.WatchAsync();

        await bench.SweepAsync();
        Assert.Empty((await bench.CursorAsync(alert)).Complete);
        Assert.Equal(5, (await bench.HitsAsync(alert)).Count);
        for (var sweep = 0; sweep < 3; sweep++)
        {
            bench.Clock.Now += TimeSpan.FromMinutes(90);
            await bench.SweepAsync();
        }

        Assert.Equal([new SearchWindow(Day(18), Day(19)), new SearchWindow(Day(21), Day(24))], (await bench.CursorAsync(alert)).Complete);
        Assert.Contains(await bench.RunsAsync(alert), run => run.Certificate is { Outcome: SearchOutcome.Incomplete, Missing: ["11"] } && run.Window == new SearchWindow(Day(20), Day(20)));
        Assert.Equal(SearchOutcome.Incomplete, (await bench.DigestAsync(alert)).Searches.Single().Outcome);

        bench.PubMed.Withheld.Clear();
        bench.Clock.Now += TimeSpan.FromHours(6);
        await bench.SweepAsync();

        Assert.Equal([new SearchWindow(Day(18), Day(24))], (await bench.CursorAsync(alert)).Complete);
        Assert.All(await bench.HitsAsync(alert), hit => Assert.False(hit.IsBackFill));
        Assert.Equal(6, (await bench.HitsAsync(alert)).Count);
        var digest = await bench.DigestAsync(alert);
        Assert.Equal((6, SearchOutcome.Complete), (digest.New.Count, digest.Searches.Single().Outcome));
    }

    [Fact]
    public async Task Days_before_the_news_are_back_filled_as_history_and_a_later_failure_resumes_where_it_was()
    {
        bench.PubMed.Cap = 20;
        bench.PubMed.Add("2026-11-20", 1, 3).Add("2025-01-10", 100, 18).Add("2025-06-10", 200, 18).Add("2026-02-10", 300, 18);
        bench.PubMed.Add("2026-11-19", 200, 1, created: "2025-06-10");
        var alert = await bench.WatchAsync(start: "2025-01-01");
        await bench.AskAsync();
        var asked = new List<SourceSearch>();
        while (await bench.NextAsync() is { } message)
        {
            asked.Add(message);
        }

        Assert.Equal([SearchPurpose.Newest, SearchPurpose.BackFill], asked.Select(search => search.Purpose));
        foreach (var search in asked)
        {
            await bench.SearchAsync(search);
        }

        // The rest of the back-fill is lost on its way.
        while (await bench.NextAsync() is not null)
        {
        }

        var amid = await bench.CursorAsync(alert);
        Assert.Equal(2, amid.Complete.Count);
        bench.Clock.Now += SearchSource.TrustInQueue;
        await bench.AskAsync();
        var resumed = (await bench.NextAsync())!;
        Assert.Equal((SearchPurpose.BackFill, amid.Complete[0].To.AddDays(1)), (resumed.Purpose, resumed.Window.From));
        await bench.SearchAsync(resumed);
        await bench.SweepAsync();

        Assert.Equal([new SearchWindow(new(2025, 1, 1), Day(24))], (await bench.CursorAsync(alert)).Complete);
        var hits = (await bench.HitsAsync(alert)).ToLookup(hit => hit.IsBackFill);
        Assert.Equal((53, 4), (hits[true].Count(), hits[false].Count()));
    }

    [Fact]
    public async Task Back_fill_off_peak_waits_for_the_night_and_stops_in_the_morning()
    {
        bench.PubMed.Add("2026-11-20", 1, 3).Add("2025-01-10", 100, 18);
        var alert = await bench.WatchAsync(start: "2025-01-01", offPeak: true);

        await bench.SweepAsync();
        Assert.Equal([SearchPurpose.Newest], Purposes(await bench.RunsAsync(alert)));

        bench.Clock.Now = new DateTimeOffset(2026, 11, 26, 3, 0, 0, TimeSpan.Zero);
        await bench.AskAsync();
        var night = (await bench.NextAsync())!;
        bench.Clock.Now = new DateTimeOffset(2026, 11, 26, 15, 0, 0, TimeSpan.Zero);
        await bench.SearchAsync(night);
        Assert.Single(await bench.RunsAsync(alert));
        Assert.Null((await bench.CursorAsync(alert)).Earlier.QueuedUntil);

        bench.Clock.Now = new DateTimeOffset(2026, 11, 28, 15, 0, 0, TimeSpan.Zero);
        await bench.SweepAsync();
        Assert.Contains(SearchPurpose.BackFill, Purposes(await bench.RunsAsync(alert)));
        Assert.Equal(18, (await bench.HitsAsync(alert)).Count(hit => hit.IsBackFill));
    }

    private static IEnumerable<SearchPurpose> Purposes(IEnumerable<SearchRun> runs) => runs.Select(run => run.IsBackFill ? SearchPurpose.BackFill : SearchPurpose.Newest);

    private static DateOnly Day(int day) => new(2026, 11, day);
}
