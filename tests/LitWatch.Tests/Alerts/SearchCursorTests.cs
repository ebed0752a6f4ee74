using LitWatch.Alerts;
using LitWatch.Sources;

namespace LitWatch.Tests.Alerts;

/// <summary>What is due, and what a search proves.</summary>
public sealed class SearchCursorTests
{
    private static readonly DateOnly Today = new(2026, 11, 25);
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly WatchedDays Daily = new(Day(18), Day(18), CadenceDays: 1);
    private readonly SearchCursor fresh = new("strategy", "pubmed");

    [Fact]
    public void A_new_alert_is_searched_from_its_first_day_until_today()
    {
        var plan = Assert.Single(fresh.Due(Daily, Today, Now));

        Assert.Equal(new SearchPlan(new SearchWindow(Day(18), Today), SearchPurpose.Newest, DaysAtOnce: null), plan);
    }

    [Fact]
    public void The_current_day_is_searched_and_never_closed()
    {
        var searched = Complete(fresh, SearchPurpose.Newest, Day(18), Today);

        Assert.Equal([new SearchWindow(Day(18), Day(24))], searched.Complete);
        Assert.Empty(searched.Due(Daily, Today, Now));
        Assert.Equal(new SearchWindow(Day(18), Day(26)), Assert.Single(searched.Due(Daily, Day(26), Now.AddDays(1))).Window);
    }

    [Fact]
    public void Days_are_searched_again_for_a_week()
    {
        var searched = Complete(fresh, SearchPurpose.Newest, new DateOnly(2026, 10, 1), Today);

        var plan = Assert.Single(searched.Due(Daily with { From = new(2026, 10, 1), Since = new(2026, 10, 1) }, Day(26), Now.AddDays(1)));

        Assert.Equal(new SearchWindow(Day(18), Day(26)), plan.Window);
        Assert.Equal(SearchCursor.OverlapDays, Day(24).DayNumber - plan.Window.From.DayNumber + 1);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(7, 7)]
    public void A_cadence_of_days_is_kept(int cadence, int due)
    {
        var searched = Complete(fresh, SearchPurpose.Newest, Day(18), Today);
        var watched = Daily with { CadenceDays = cadence };

        var days = Enumerable.Range(0, 10).First(later => searched.Due(watched, Today.AddDays(later), Now.AddDays(later)).Any());

        Assert.Equal(due, days);
    }

    [Fact]
    public void A_first_search_on_the_first_day_proves_no_day_and_is_not_repeated_at_every_sweep()
    {
        var watched = new WatchedDays(Today, Today, 1);
        var searched = Complete(fresh, SearchPurpose.Newest, Today, Today);

        Assert.Empty(searched.Complete);
        Assert.Empty(searched.Due(watched, Today, Now.AddMinutes(15)));
        Assert.Equal(new SearchWindow(Today, Day(26)), Assert.Single(searched.Due(watched, Day(26), Now.AddDays(1))).Window);
    }

    [Fact]
    public void What_lies_before_the_news_is_back_filled_newest_hole_first_and_beside_the_newest_days()
    {
        var watched = Daily with { From = new DateOnly(2020, 1, 1) };

        var plans = fresh.Due(watched, Today, Now).ToList();
        var partly = Complete(fresh, SearchPurpose.BackFill, new DateOnly(2020, 1, 1), new DateOnly(2021, 6, 30));

        Assert.Equal(
            [
                new SearchPlan(new SearchWindow(Day(18), Today), SearchPurpose.Newest, null),
                new SearchPlan(new SearchWindow(new(2020, 1, 1), Day(17)), SearchPurpose.BackFill, null),
            ],
            plans);
        Assert.Equal(new SearchWindow(new(2021, 7, 1), Day(17)), partly.Due(watched, Today, Now).Last().Window);
    }

    [Fact]
    public void A_hole_that_a_search_left_is_searched_again_alone_and_as_news()
    {
        var cursor = Complete(Complete(fresh, SearchPurpose.Newest, Day(18), Day(20)), SearchPurpose.Newest, Day(22), Today);

        var plan = Assert.Single(cursor.Due(Daily, Today, Now));

        Assert.Equal((new SearchWindow(Day(21), Day(21)), SearchPurpose.Hole), (plan.Window, plan.Purpose));
    }

    [Fact]
    public void Nothing_is_asked_for_twice_while_it_is_under_way()
    {
        var cursor = fresh.Queued(SearchPurpose.Newest, Now.AddMinutes(40));

        Assert.Empty(cursor.Due(Daily, Today, Now.AddMinutes(39)));
        Assert.Empty(cursor.Due(Daily, Today, Now.AddMinutes(39), atOnce: true));
        Assert.Single(cursor.Due(Daily, Today, Now.AddMinutes(40)));
    }

    [Fact]
    public void A_failed_search_proves_nothing_and_is_tried_again_after_ever_longer_pauses()
    {
        var cursor = fresh;
        var at = Now;
        var pauses = new List<double>();
        for (var i = 0; i < 9; i++)
        {
            cursor = cursor.Searched(SearchPurpose.Newest, SearchOutcome.Failed, complete: null, lacking: true, Today, at, restUntil: null);
            pauses.Add((cursor.Newest.NotBefore!.Value - at).TotalMinutes);
            Assert.Empty(cursor.Due(Daily, Today, at.AddMinutes(pauses[^1] - 1)));
            at = cursor.Newest.NotBefore.Value;
            Assert.Equal(new SearchWindow(Day(18), Today), Assert.Single(cursor.Due(Daily, Today, at)).Window);
        }

        Assert.Equal([5, 10, 20, 40, 80, 160, 320, 360, 360], pauses);
        Assert.Equal(9, cursor.Failures);
        Assert.Single(cursor.Due(Daily, Today, at.AddMinutes(-300), atOnce: true));
        Assert.Equal(0, Complete(cursor, SearchPurpose.Newest, Day(18), Today).Failures);
    }

    [Fact]
    public void A_failure_is_tried_again_before_the_cadence_has_passed()
    {
        var weekly = Daily with { CadenceDays = 7 };
        var cursor = Complete(fresh, SearchPurpose.Newest, Day(18), Day(22))
            .Searched(SearchPurpose.Newest, SearchOutcome.Failed, complete: null, lacking: true, Today, Now, restUntil: null);

        Assert.Single(cursor.Due(weekly, Today, Now.AddMinutes(5)));
    }

    [Fact]
    public void After_an_incomplete_search_ever_fewer_days_are_searched_at_once()
    {
        var cursor = fresh;
        var asked = new List<int?>();
        for (var i = 0; i < 4; i++)
        {
            asked.Add(cursor.Due(Daily, Today, Now.AddDays(i), atOnce: true).Single().DaysAtOnce);
            cursor = cursor.Searched(SearchPurpose.Newest, SearchOutcome.Incomplete, complete: null, lacking: true, Today, Now, restUntil: null);
        }

        Assert.Equal([null, 2, 1, 1], asked);
    }

    [Fact]
    public void A_chain_that_lacks_something_keeps_its_pause_though_its_end_is_complete()
    {
        var lacking = fresh.Searched(SearchPurpose.Hole, SearchOutcome.Incomplete, complete: null, lacking: true, Today, Now, restUntil: Now.AddMinutes(40));

        var ended = lacking.Searched(SearchPurpose.Hole, SearchOutcome.Complete, new SearchWindow(Day(20), Day(21)), lacking: true, Today, Now, restUntil: null);

        Assert.Equal(Now.AddMinutes(5), ended.Earlier.NotBefore);
        Assert.Null(ended.Earlier.QueuedUntil);
        Assert.Equal([new SearchWindow(Day(20), Day(21))], ended.Complete);
    }

    [Fact]
    public void Days_that_lack_something_when_searched_again_are_a_hole_when_the_search_goes_on_after_them()
    {
        // A record that came in late on day 18, and could not be had.
        var watched = new WatchedDays(Day(1), Day(1), 1);
        var cursor = Complete(fresh, SearchPurpose.Newest, Day(1), Day(22))
            .Searched(SearchPurpose.Newest, SearchOutcome.Incomplete, complete: null, lacking: true, Today, Now, Now.AddMinutes(40), takenBack: new SearchWindow(Day(17), Day(18)))
            .Searched(SearchPurpose.Newest, SearchOutcome.Complete, new SearchWindow(Day(19), Today), lacking: true, Today, Now, restUntil: null);

        var plans = cursor.Due(watched, Today.AddDays(9), Now.AddDays(9)).ToList();

        Assert.Contains(plans, plan => plan.Purpose == SearchPurpose.Hole && plan.Window == new SearchWindow(Day(17), Day(18)));
    }

    [Fact]
    public void Days_taken_back_again_and_again_do_not_move_the_start_back()
    {
        var watched = new WatchedDays(Day(1), Day(1), 1);
        var cursor = Complete(fresh, SearchPurpose.Newest, Day(1), Day(22));
        for (var i = 0; i < 5; i++)
        {
            var window = cursor.Due(watched, Today, Now.AddDays(1)).Single(plan => plan.Purpose == SearchPurpose.Newest).Window;
            Assert.Equal(new SearchWindow(Day(16), Today), window);
            cursor = cursor
                .Searched(SearchPurpose.Newest, SearchOutcome.Incomplete, complete: null, lacking: true, Today, Now, Now, takenBack: window with { To = Today.AddDays(-1) })
                .Searched(SearchPurpose.Newest, SearchOutcome.Incomplete, complete: null, lacking: true, Today, Now, restUntil: null);
        }

        Assert.Equal(Day(15), cursor.CompleteThrough);
    }

    [Fact]
    public void A_strategy_that_is_watched_again_is_searched_since_it_was_left()
    {
        var cursor = Complete(fresh, SearchPurpose.Newest, new DateOnly(2026, 9, 1), new DateOnly(2026, 10, 1));

        var plan = Assert.Single(cursor.Due(new WatchedDays(new(2026, 9, 1), new(2026, 9, 1), 1), Today, Now));

        Assert.Equal(new SearchWindow(new(2026, 9, 25), Today), plan.Window);
    }

    private static DateOnly Day(int day) => new(2026, 11, day);

    private static SearchCursor Complete(SearchCursor cursor, SearchPurpose purpose, DateOnly from, DateOnly to) =>
        cursor.Searched(purpose, SearchOutcome.Complete, new SearchWindow(from, to), lacking: false, Today, Now, restUntil: null);
}
