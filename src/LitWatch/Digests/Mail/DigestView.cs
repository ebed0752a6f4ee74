using System.Globalization;
using LitWatch.Alerts;

namespace LitWatch.Digests.Mail;

/// <summary>How a line of a summary reads at a glance.</summary>
internal enum Tone
{
    Good,

    /// <summary>Nothing is known either way.</summary>
    Quiet,

    /// <summary>A supplementary source has a gap: told, but no alarm.</summary>
    Fair,

    Bad,
}

internal sealed record SummaryRow(string Alert, int New, string Status, Tone Tone);

/// <summary>An article mailed before, and what happened to it since.</summary>
internal sealed record ChangedArticle(string What, ArticleView Article)
{
    public static ChangedArticle Of(DigestLine line)
    {
        var what = ArticleWords.Some(line.Notices, 5);
        var article = ArticleView.Of(line);
        // What is told as the change need not stand before the title once more.
        return new(what, article with { Marks = [.. article.Marks.Where(mark => mark.IsAlarm && !what.Contains(mark.Text, StringComparison.OrdinalIgnoreCase))] });
    }
}

/// <summary>One alert's articles. <paramref name="More"/> counts the new ones that are not shown, <paramref name="MoreKnown"/> the known ones.</summary>
internal sealed record AlertSection(string Alert, int New, IReadOnlyList<ChangedArticle> Changed, int MoreChanged, IReadOnlyList<ArticleView> Full, IReadOnlyList<ArticleView> Brief, int More, IReadOnlyList<ArticleView> Known, int MoreKnown);

internal sealed record SearchRow(string Source, string Duty, string Days, string Through, string Outcome, string Counts, IReadOnlyList<string> Warnings, Tone Tone);

internal sealed record SearchGroup(string Alert, IReadOnlyList<SearchRow> Rows);

/// <summary>A digest as both bodies show it: in words and in order, cut to a <see cref="DigestRoom"/>.</summary>
internal sealed record DigestView
{
    private const int KnownPerAlert = 5;
    private const int ChangedPerAlert = 10;
    private const int MostNotes = 5;

    // An alert that nothing was searched for has its row too: leaving it out would look like nothing to tell.
    private static readonly DigestSearch NoSource = new() { Source = "no source" };

    public required string Headline { get; init; }

    public required string When { get; init; }

    public required string Since { get; init; }

    /// <summary>Searches of required sources that are not complete, in words; empty when all is well.</summary>
    public required IReadOnlyList<string> Gaps { get; init; }

    public required IReadOnlyList<SummaryRow> Summary { get; init; }

    public required IReadOnlyList<AlertSection> Sections { get; init; }

    public required IReadOnlyList<SearchGroup> Searches { get; init; }

    public required string Subscription { get; init; }

    public required string NextDigest { get; init; }

    public required string Software { get; init; }

    public required DigestLinks Links { get; init; }

    public bool HasNews { get; init; }

    /// <summary>What mail programs show beside the subject: how sure the result is.</summary>
    public string Preheader => $"{Certainty} {(IsComplete ? Since : Gaps[0])}";

    public required string Certainty { get; init; }

    public bool IsComplete => Gaps.Count == 0;

    /// <summary>What the lists above leave out, in words; null when nothing.</summary>
    public string? SummaryRest { get; init; }

    public string? SectionsRest { get; init; }

    public string? SearchesRest { get; init; }

    /// <summary>What no search of these sources can find: told once, not with every search.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    public static DigestView Of(DigestManifest manifest, DigestLinks links, DigestRoom room)
    {
        var alerts = manifest.Alerts;
        var summary = Pick(alerts, room.SummaryRows, alert => alert.New.Count > 0 || !DigestWords.IsComplete(alert));
        var searches = alerts
            .SelectMany(alert => alert.Searches.Count > 0 ? alert.Searches : [NoSource], (alert, search) => (Alert: alert, Search: search)).ToList();
        var shown = Pick(searches, room.SearchRows, row => row.Search.Outcome != SearchOutcome.Complete);
        var completeUnshown = searches.Count(IsDone) - shown.Count(IsDone);
        var unshown = searches.Count - shown.Count;
        var sections = SectionsOf(manifest, room);
        var newShown = sections.Sum(section => section.New);
        return new DigestView
        {
            Headline = DigestWords.Headline(manifest),
            When = DigestWords.When(manifest),
            Since = DigestWords.Since(manifest),
            Certainty = DigestWords.Certainty(manifest),
            HasNews = manifest.NewCount() > 0,
            Gaps = GapsOf(searches, room.Gaps),
            Summary = [.. summary.Select(Row)],
            SummaryRest = SummaryRestOf([.. alerts.Except(summary)]),
            Sections = sections,
            SectionsRest = Rest(manifest.NewCount() - newShown, "more new article", "in further alerts"),
            Searches = [.. shown.GroupBy(row => row.Alert, row => Row(row.Search), ReferenceEqualityComparer.Instance)
                .Select(group => new SearchGroup(DigestWords.Name((DigestAlert)group.Key!), [.. group]))],
            SearchesRest = Rest(unshown, "more search", $"{completeUnshown} complete, {unshown - completeUnshown} not", "es"),
            Notes = [.. searches.SelectMany(row => row.Search.Notes).Distinct(StringComparer.Ordinal).Take(MostNotes).Select(note => ForeignText.Line(note, 240))],
            Subscription = ForeignText.Line(manifest.SubscriptionName, 120),
            NextDigest = manifest.NextSlot is { } next ? DigestWords.Moment(manifest, next) : "none planned",
            Software = ForeignText.Line(manifest.SoftwareVersion, 60),
            Links = links,
        };
    }

    /// <summary>Places in the manifest of the alerts that have a section, in order.</summary>
    public static IReadOnlyList<int> Shown(DigestManifest manifest, DigestRoom room) =>
        [.. Pick([.. Enumerable.Range(0, manifest.Alerts.Count).Where(i => manifest.Alerts[i].New.Count + manifest.Alerts[i].Known.Count + manifest.Alerts[i].Changed.Count > 0)], room.Sections, i => manifest.Alerts[i].New.Count + manifest.Alerts[i].Changed.Count > 0)];

    private static List<AlertSection> SectionsOf(DigestManifest manifest, DigestRoom room)
    {
        var knownLeft = room.Known;
        var sections = new List<AlertSection>();
        foreach (var i in Shown(manifest, room))
        {
            var alert = manifest.Alerts[i];
            var (full, brief) = room.Articles.GetValueOrDefault(i);
            var known = Math.Min(Math.Min(KnownPerAlert, knownLeft), alert.Known.Count);
            knownLeft -= known;
            sections.Add(new AlertSection(
                DigestWords.Name(alert),
                alert.New.Count,
                [.. alert.Changed.Take(ChangedPerAlert).Select(ChangedArticle.Of)],
                Math.Max(0, alert.Changed.Count - ChangedPerAlert),
                [.. alert.New.Take(full).Select(line => ArticleView.Of(line, manifest.FullAbstracts))],
                [.. alert.New.Skip(full).Take(brief).Select(line => ArticleView.Of(line))],
                alert.New.Count - full - brief,
                [.. alert.Known.Take(known).Select(line => ArticleView.Of(line))],
                alert.Known.Count - known));
        }

        return sections;
    }

    private static List<string> GapsOf(IReadOnlyList<(DigestAlert Alert, DigestSearch Search)> searches, int room)
    {
        List<string> gaps = [.. searches
            .Where(row => row.Search.Required && (row.Search.Outcome != SearchOutcome.Complete || row.Search.OverdueDays is not null))
            .Select(row => $"{SearchWords.SourceName(row.Search.Source)} for {DigestWords.Name(row.Alert)}: {SearchWords.Outcome(row.Search)}")];
        return gaps.Count <= room ? gaps : [.. gaps.Take(room), $"and {SearchWords.Count(gaps.Count - room, "more source")}"];
    }

    private static SummaryRow Row(DigestAlert alert) => new(
        DigestWords.Name(alert),
        alert.New.Count,
        DigestWords.Status(alert),
        !DigestWords.IsComplete(alert) ? Tone.Bad
        : alert.PausedBecause is not null || alert.Searches.All(search => search.Outcome is null) ? Tone.Quiet
        : alert.Searches.All(search => search.Outcome == SearchOutcome.Complete) ? Tone.Good
        : Tone.Fair);

    private static SearchRow Row(DigestSearch search) => new(
        SearchWords.SourceName(search.Source),
        search.Required ? "required" : "supplementary",
        SearchWords.Days(search),
        SearchWords.Through(search),
        SearchWords.Outcome(search),
        SearchWords.Counts(search),
        [.. search.Warnings.Take(2).Select(warning => ForeignText.Line(warning, 160))],
        search is { Outcome: SearchOutcome.Complete, OverdueDays: null } ? Tone.Good : search.Required ? Tone.Bad : search.Outcome is null ? Tone.Quiet : Tone.Fair);

    private static bool IsDone((DigestAlert Alert, DigestSearch Search) row) => row.Search.Outcome == SearchOutcome.Complete;

    private static string? SummaryRestOf(IReadOnlyList<DigestAlert> alerts)
    {
        var news = alerts.Sum(alert => alert.New.Count);
        var incomplete = alerts.Count(alert => !DigestWords.IsComplete(alert));
        return Rest(
            alerts.Count,
            "more alert",
            (news == 0 ? "nothing new" : string.Create(CultureInfo.InvariantCulture, $"{news:N0} new"))
            + (incomplete == 0 ? ", required sources complete" : string.Create(CultureInfo.InvariantCulture, $", {incomplete:N0} INCOMPLETE")));
    }

    private static string? Rest(int count, string noun, string what, string plural = "s") => count == 0 ? null : $"and {SearchWords.Count(count, noun, plural)}: {what}";

    // In their order, but when there is no room for all, those that matter are taken first.
    private static List<T> Pick<T>(IReadOnlyList<T> items, int room, Func<T, bool> matters) => items.Count <= room
        ? [.. items]
        : [.. items.Select((item, place) => (item, place)).OrderByDescending(entry => matters(entry.item)).Take(room).OrderBy(entry => entry.place).Select(entry => entry.item)];
}
