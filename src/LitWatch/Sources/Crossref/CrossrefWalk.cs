using System.Globalization;
using LitWatch.Articles;

namespace LitWatch.Sources.Crossref;

/// <summary>
/// One walk through the pages of a result set. Each page but the last must be full: a page that holds less, or a total that changes on the way, is a reason
/// to walk again. The cursor tells nothing, it may stay the same from page to page.
/// </summary>
internal sealed class CrossrefWalk
{
    private readonly HashSet<string> served = new(StringComparer.Ordinal);
    private int pages;

    /// <summary>Where the next page is; null after the last.</summary>
    public string? Cursor { get; private set; } = CrossrefClient.FirstCursor;

    /// <summary>As the first page announced it; null before any page.</summary>
    public int? Total { get; private set; }

    /// <summary>Why works may lack; null while none is known to.</summary>
    public string? Broken { get; private set; }

    /// <summary>Whether a page held works that were not counted: then the number of works proves nothing.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether every page that was due came, and came full.</summary>
    public bool IsWhole => Broken is null && Total is { } total && served.Count >= Math.Min(total, CrossrefQuery.MostWorks);

    public void Take(CrossrefPage page)
    {
        Total ??= page.Total;
        var before = served.Count;
        served.UnionWith(page.Works.Select(work => work.Id));
        var fresh = served.Count - before;
        var due = Math.Clamp(Total.Value - (pages * CrossrefClient.Rows), 0, CrossrefClient.Rows);
        pages++;
        IsOver |= fresh > due;
        if (page.Total != Total)
        {
            Broken ??= Text($"the total changed from {Total} to {page.Total}");
        }
        else if (fresh < due)
        {
            Broken ??= Text($"page {pages} held {fresh} works where {due} were due");
        }

        var isEnough = served.Count >= CrossrefQuery.MostWorks || (served.Count >= Total && !IsOver);
        Cursor = fresh == 0 || isEnough ? null : page.NextCursor;
    }

    /// <summary>A page did not come.</summary>
    public void Break(string why) => (Broken, Cursor) = (why, null);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
