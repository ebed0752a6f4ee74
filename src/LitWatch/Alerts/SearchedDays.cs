using LitWatch.Sources;

namespace LitWatch.Alerts;

/// <summary>Days that were searched completely, as windows in order, none touching the next: a hole between two of them is a day that still has to be searched.</summary>
internal static class SearchedDays
{
    public static IReadOnlyList<SearchWindow> With(this IReadOnlyList<SearchWindow> days, DateOnly from, DateOnly to)
    {
        if (from > to)
        {
            return days;
        }

        var touching = days.Where(window => window.From <= to.AddDays(1) && window.To >= from.AddDays(-1)).ToList();
        var joined = new SearchWindow(touching.Select(window => window.From).Append(from).Min(), touching.Select(window => window.To).Append(to).Max());
        return [.. days.Except(touching).Append(joined).OrderBy(window => window.From)];
    }

    public static IReadOnlyList<SearchWindow> Without(this IReadOnlyList<SearchWindow> days, DateOnly from, DateOnly to) =>
        [.. days.SelectMany(window => new[] { window with { To = Earlier(window.To, from.AddDays(-1)) }, window with { From = Later(window.From, to.AddDays(1)) } }).Where(window => window.From <= window.To)];

    /// <summary>The days from <paramref name="from"/> to <paramref name="to"/> that are not among <paramref name="days"/>, oldest first.</summary>
    public static IReadOnlyList<SearchWindow> Holes(this IReadOnlyList<SearchWindow> days, DateOnly from, DateOnly to)
    {
        var holes = new List<SearchWindow>();
        foreach (var window in days.Where(window => window.To >= from && window.From <= to))
        {
            if (window.From > from)
            {
                holes.Add(new SearchWindow(from, window.From.AddDays(-1)));
            }

            from = window.To.AddDays(1);
        }

        if (from <= to)
        {
            holes.Add(new SearchWindow(from, to));
        }

        return holes;
    }

    public static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
