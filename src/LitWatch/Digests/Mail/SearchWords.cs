using System.Globalization;
using LitWatch.Alerts;
using LitWatch.Articles;

namespace LitWatch.Digests.Mail;

/// <summary>How a search ended, in words that both bodies share. Whatever is not complete is written in capitals: it must not be overlooked.</summary>
internal static class SearchWords
{
    public static string SourceName(string source) => source switch
    {
        SourceNames.PubMed => "PubMed",
        SourceNames.Crossref => "Crossref",
        SourceNames.Page => "web page",
        _ => ForeignText.Line(source, 40),
    };

    public static string Short(SearchOutcome? outcome) => outcome switch
    {
        null => "not searched yet",
        SearchOutcome.Complete => "complete",
        SearchOutcome.Incomplete => "INCOMPLETE",
        _ => "FAILED",
    };

    public static string Outcome(DigestSearch search) => search.Outcome switch
    {
        _ when search.OverdueDays is { } days && (search.Outcome is null or SearchOutcome.Complete) => string.Create(CultureInfo.InvariantCulture, $"OVERDUE: no complete search for {Count(days, "day")}"),
        null => Short(null),
        SearchOutcome.Complete => search.Runs > 0 ? "complete" : "complete; not due again since",
        SearchOutcome.Incomplete => "INCOMPLETE: " + Why(search),
        _ => "FAILED: " + Why(search),
    };

    /// <summary>The days asked for, both included.</summary>
    public static string Days(DigestSearch search)
    {
        if (search is not { From: { } from, To: { } to })
        {
            return search.Outcome is null ? "no search so far" : "no search since the last digest";
        }

        var days = to.DayNumber - from.DayNumber + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{Range(from, to)} ({Count(days, "day")})");
    }

    public static string Through(DigestSearch search) =>
        search.CompleteThrough is { } day ? "complete through " + Day(day) : "complete for no day yet";

    /// <summary>What was promised and delivered. A source that did not answer promised nothing; a 0 there would look like a result.</summary>
    public static string Counts(DigestSearch search)
    {
        if (search.Outcome is null)
        {
            return "";
        }

        var promised = search is { Outcome: SearchOutcome.Failed, Promised: 0 } ? "unknown" : search.Promised.ToString("N0", CultureInfo.InvariantCulture);
        var warnings = search.Warnings.Count == 0 ? "no warnings" : Count(search.Warnings.Count, "warning");
        var matched = search.Matched is { } count ? string.Create(CultureInfo.InvariantCulture, $"{count:N0} matching, ") : "";
        return string.Create(CultureInfo.InvariantCulture, $"promised {promised}, delivered {search.Delivered:N0}, {matched}{warnings}");
    }

    public static string Count(int count, string noun, string plural = "s") => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : plural)}");

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Range(DateOnly from, DateOnly to) =>
        from == to ? Day(from)
        : from.Year != to.Year ? $"{Day(from)} – {Day(to)}"
        : from.Month != to.Month ? string.Create(CultureInfo.InvariantCulture, $"{from:d MMM} – {Day(to)}")
        : string.Create(CultureInfo.InvariantCulture, $"{from.Day}–{Day(to)}");

    private static string Why(DigestSearch search) =>
        search.Why.Count == 0 ? "no reason given" : string.Join("; ", search.Why.Take(3).Select(reason => ForeignText.Line(reason, 240)));
}
