using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LitWatch.Alerts;
using LitWatch.Sources;

namespace LitWatch.Tests.Alerts;

public sealed class SearchedDaysTests
{
    private static readonly DateOnly Epoch = new(2026, 1, 1);

    [Property]
    public Property Searched_days_and_holes_are_what_a_set_of_days_says() => Prop.ForAll(Windows(), windows =>
    {
        IReadOnlyList<SearchWindow> days = [];
        var set = new HashSet<DateOnly>();
        foreach (var (from, length, isTakenBack) in windows)
        {
            var (begin, end) = (Epoch.AddDays(from), Epoch.AddDays(from + length));
            days = isTakenBack ? days.Without(begin, end) : days.With(begin, end);
            if (isTakenBack)
            {
                set.ExceptWith(Each(new SearchWindow(begin, end)));
            }
            else
            {
                set.UnionWith(Each(new SearchWindow(begin, end)));
            }
        }

        var (first, last) = (Epoch.AddDays(5), Epoch.AddDays(45));
        var lacking = days.Holes(first, last).SelectMany(Each).ToList();
        return days.SelectMany(Each).SequenceEqual(set.Order())
            && days.Zip(days.Skip(1)).All(pair => pair.First.To.AddDays(1) < pair.Second.From)
            && lacking.SequenceEqual(Each(new SearchWindow(first, last)).Where(day => !set.Contains(day)));
    });

    [Fact]
    public void A_window_that_ends_before_it_begins_adds_nothing() => Assert.Empty(Array.Empty<SearchWindow>().With(Epoch, Epoch.AddDays(-1)));

    private static IEnumerable<DateOnly> Each(SearchWindow window) => Enumerable.Range(0, window.Days()).Select(day => window.From.AddDays(day));

    private static Arbitrary<(int From, int Length, bool IsTakenBack)[]> Windows() =>
        Arb.From((from start in Gen.Choose(0, 50) from length in Gen.Choose(0, 8) from kind in Gen.Choose(0, 3) select (start, length, kind == 0)).ArrayOf());
}
