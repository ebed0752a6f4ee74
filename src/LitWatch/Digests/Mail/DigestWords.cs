using System.Globalization;
using LitWatch.Alerts;
using LitWatch.Articles;

namespace LitWatch.Digests.Mail;

/// <summary>What a digest says as a whole, in words that the subject and both bodies share.</summary>
internal static class DigestWords
{
    public const string Incomplete = "search INCOMPLETE";

    private const string NotSearched = "not searched yet";

    /// <param name="noun">What follows the number: <c>new</c>, or <c>new article(s)</c> where there is room.</param>
    public static string News(DigestManifest manifest, Func<int, string> noun)
    {
        var count = manifest.NewCount();
        var alerts = manifest.Alerts;
        return (count, alerts) switch
        {
            (0, [var only]) when Searched(manifest) == 1 => $"nothing new for {Name(only)}",
            (0, _) => "nothing new" + (manifest.IsComplete() ? ", " + AlertsSearched(manifest) : ""),
            (_, [var only]) => $"{noun(count)} for {Name(only)}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{noun(count)} in {alerts.Count(alert => alert.New.Count > 0):N0} of {SearchWords.Count(alerts.Count, "alert")}"),
        } + Changes(manifest) + (manifest.IsComplete() ? "" : " – " + Incomplete);
    }

    /// <summary><c>, 1 retraction</c>, <c>, 2 changes</c>; empty when nothing happened to what was mailed.</summary>
    private static string Changes(DigestManifest manifest)
    {
        var changes = manifest.Changes();
        var retracted = changes.Count(change => change.Notices.Contains(ArticleNotices.Retracted, StringComparer.Ordinal));
        var parts = new[] { (Count: retracted, Noun: "retraction"), (Count: changes.Count - retracted, Noun: "other change") }.Where(part => part.Count > 0).Select(part => SearchWords.Count(part.Count, retracted == 0 ? "change" : part.Noun));
        return string.Concat(parts.Select(part => ", " + part));
    }

    public static string Headline(DigestManifest manifest)
    {
        var news = News(manifest, count => SearchWords.Count(count, "new article"));
        return char.ToUpperInvariant(news[0]) + news[1..];
    }

    /// <summary>ISO 8601 week of the slot where the readers are.</summary>
    public static int Week(DigestManifest manifest) => ISOWeek.GetWeekOfYear(Local(manifest, manifest.Slot).DateTime);

    public static string When(DigestManifest manifest)
    {
        var slot = Local(manifest, manifest.Slot);
        return string.Create(CultureInfo.InvariantCulture, $"Week {Week(manifest)} of {ISOWeek.GetYear(slot.DateTime)} · {Moment(manifest, manifest.Slot)}");
    }

    public static string Since(DigestManifest manifest) =>
        manifest.PreviousSlot is { } previous ? $"Since the digest of {Moment(manifest, previous)}." : "This is the first digest of this subscription.";

    /// <summary>A moment on the readers' clock, with the zone's name: times without one are no record.</summary>
    public static string Moment(DigestManifest manifest, DateTimeOffset moment) =>
        Local(manifest, moment).ToString("dddd d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + $" ({ZoneName(manifest)})";

    public static string Name(DigestAlert alert) => ForeignText.Line(alert.Name, 100);

    /// <summary>Whether every required source was searched to the end.</summary>
    public static bool IsComplete(DigestAlert alert) => alert.Searches.All(search => !search.Required || search.Outcome == SearchOutcome.Complete);

    public static string Status(DigestAlert alert)
    {
        var status = alert.Searches.Count == 0 || alert.Searches.All(search => search.Outcome is null) ? NotSearched
            : IsComplete(alert) ? "complete"
            : "INCOMPLETE";
        var gaps = alert.Searches
            .Where(search => search.Outcome != SearchOutcome.Complete)
            .Select(search => $"; {(search.Required ? "" : "supplementary ")}{SearchWords.SourceName(search.Source)} {SearchWords.Short(search.Outcome)}");
        var paused = alert.PausedBecause is { } reason ? $"paused: {ForeignText.Line(reason, 120)}; " : "";
        return paused + status + (status == NotSearched ? "" : string.Concat(gaps));
    }

    /// <summary>How sure the result is, in one sentence.</summary>
    public static string Certainty(DigestManifest manifest) =>
        !manifest.IsComplete() ? DigestNotice.GapsTitle + "."
        : Searched(manifest) == 0 ? "No search was due since the last digest."
        : "Every search of a required source that was due is complete.";

    private static string AlertsSearched(DigestManifest manifest)
    {
        var searched = Searched(manifest);
        return searched == manifest.Alerts.Count
            ? SearchWords.Count(searched, "alert") + " searched"
            : string.Create(CultureInfo.InvariantCulture, $"{searched:N0} of {SearchWords.Count(manifest.Alerts.Count, "alert")} searched");
    }

    // Only runs since the digest before count: an old complete search says nothing about these days.
    private static int Searched(DigestManifest manifest) => manifest.Alerts.Count(alert => alert.Searches.Any(search => search.Runs > 0));

    private static DateTimeOffset Local(DigestManifest manifest, DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone(manifest));

    private static string ZoneName(DigestManifest manifest) => Zone(manifest).Id;

    // A zone that this machine's database no longer has must not keep a digest from being read.
    private static TimeZoneInfo Zone(DigestManifest manifest) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(manifest.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
}
