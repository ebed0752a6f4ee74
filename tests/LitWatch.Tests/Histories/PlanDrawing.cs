using LitWatch.Articles;
using LitWatch.Digests;

namespace LitWatch.Tests.Histories;

/// <summary>Draws a <see cref="Plan"/> from its seed.</summary>
internal sealed class PlanDrawing
{
    private static readonly string[] Zones = ["UTC", "Europe/Rome", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];
    private static readonly TimeOnly[] Times = [new(7, 0), new(2, 30), new(23, 45)];
    private static readonly int[] Cadences = [1, 1, 1, 2, 3, 7];

    private readonly Random random;
    private readonly int seed;
    private readonly DateTimeOffset start;
    private readonly DateTimeOffset end;

    private PlanDrawing(int seed)
    {
        this.seed = seed;
        random = new Random(seed);
        start = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(random.Next(700)).AddMinutes(random.Next(24 * 60));
        end = start.AddDays(random.Next(12, 29));
    }

    public static Plan Of(int seed) => new PlanDrawing(seed).Draw();

    private Plan Draw()
    {
        var works = new List<PlannedWork>();
        var records = new List<PlannedRecord>();
        for (var number = random.Next(2, 8); number > 0; number--)
        {
            AddWork(works, records);
        }

        PlannedAlert[] alerts = [.. Enumerable.Range(0, Chance(0.2) ? 3 : random.Next(1, 3)).Select(_ => DrawAlert())];
        PlannedSubscription[] subscriptions = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => DrawSubscription(alerts.Length))];
        return new Plan(seed, start, end, works, records, alerts, subscriptions, DrawTrouble());
    }

    private void AddWork(List<PlannedWork> works, List<PlannedRecord> records)
    {
        var number = works.Count;
        var topic = new Topic(1 << random.Next(2), 1 << random.Next(2));
        var inBoth = Chance(0.5);
        var isLate = inBoth && Chance(0.35);
        string[] sources = inBoth ? [SourceNames.PubMed, SourceNames.Crossref] : [Chance(0.7) ? SourceNames.PubMed : SourceNames.Crossref];
        var doi = Doi.Parse($"10.5555/h{seed}.{number}");
        var (title, author) = (TitleOf(topic), Word());
        DateTimeOffset? retractedAt = null;
        foreach (var source in sources)
        {
            var created = DateOnly.FromDateTime(start.UtcDateTime).AddDays(random.Next(-9, (end - start).Days));
            var stamped = new DateTimeOffset(created.ToDateTime(default), TimeSpan.Zero);
            var visible = stamped.AddDays(Chance(0.6) ? 0 : random.Next(Plan.LatestDays + 1)).AddMinutes(random.Next(24 * 60 - 1));
            var revisions = new List<Revision>();
            var isPubMed = source == SourceNames.PubMed;
            if (isPubMed && isLate)
            {
                revisions.Add(RevisionAt(visible.AddDays(random.Next(1, 9)), article => article with { Doi = doi, Title = title }));
            }

            if (isPubMed && Chance(0.2))
            {
                var notice = new ArticleLink(LinkTypes.RetractionIn) { Citation = "Retraction notice" };
                revisions.Add(RevisionAt(visible.AddDays(random.Next(1, 15)), article => article with { IsRetracted = true, Links = [notice] }));
                retractedAt = revisions[^1].At;
            }

            var id = isPubMed ? $"{9_000_000 + number}" : doi.ToString();
            records.Add(new PlannedRecord(source, id, number, created, visible, FirstOf(source, id, isPubMed && isLate ? null : doi, isPubMed && isLate ? TitleOf(topic) : title, author, number, created), [.. revisions.OrderBy(revision => revision.At)]));
        }

        var split = inBoth && Chance(0.25) ? start.AddDays(random.Next(3, 20)) : (DateTimeOffset?)null;
        works.Add(new PlannedWork(number, topic, isLate, retractedAt < end ? retractedAt : null, split < end ? split : null));
    }

    private static Article FirstOf(string source, string id, Doi? doi, string title, string author, int number, DateOnly created) => new()
    {
        Id = ArticleId.Of(source, id),
        Pmid = source == SourceNames.PubMed ? Pmid.Parse(id) : null,
        Doi = doi,
        Title = title,
        Abstract = [new AbstractSection(null, "Abstract of " + title)],
        Authors = [new Author { Family = author, Given = "A" }],
        Journal = new Journal { Title = "Journal of Histories", Volume = $"{number + 1}", Pages = $"{100 + (number * 7)}" },
        Published = PartialDate.Of(created.Year),
        Languages = ["eng"],
        PublicationTypes = ["Journal Article"],
        Dates = new ArticleDates { Created = created },
    };

    private Revision RevisionAt(DateTimeOffset at, Func<Article, Article> change) => new(at, DateOnly.FromDateTime(at.UtcDateTime).AddDays(-random.Next(3)), change);

    private PlannedAlert DrawAlert() => new(
        DrawTopic(),
        Chance(0.6) ? [SourceNames.PubMed, SourceNames.Crossref] : [SourceNames.PubMed],
        Cadences[random.Next(Cadences.Length)],
        [.. Enumerable.Range(0, Chance(0.3) ? random.Next(1, 3) : 0).Select(_ => (At: Moment(), Topic: DrawTopic())).OrderBy(edit => edit.At)],
        Chance(0.15) ? DrawSpan(10) : null);

    private PlannedSubscription DrawSubscription(int alerts)
    {
        (int, DateTimeOffset)[] followed = [.. Enumerable.Range(0, alerts).Where(_ => Chance(0.8)).Select(alert => (alert, Chance(0.75) ? start : Moment()))];
        var schedule = DrawSchedule();
        return new PlannedSubscription(
            followed is [] ? [(0, start)] : followed,
            schedule,
            // One that is drawn alike is no change.
            Chance(0.25) && (At: Moment(), Schedule: DrawSchedule()) is var edit && edit.Schedule != schedule ? edit : null,
            Chance(0.25) ? DrawSpan(14) : null,
            Chance(0.15) ? DrawSpan(14) : null,
            random.Next(1, 3),
            Chance(0.7));
    }

    private DigestSchedule DrawSchedule() => new()
    {
        Every = (DigestFrequency)(Chance(0.5) ? 0 : random.Next(4)),
        Day = (DayOfWeek)random.Next(7),
        Time = Times[random.Next(Times.Length)],
        TimeZone = Zones[random.Next(Zones.Length)],
    };

    private Trouble DrawTrouble()
    {
        var outages = new[] { SourceNames.PubMed, SourceNames.Crossref }.Where(_ => Chance(0.3)).ToDictionary(source => source, _ => DrawSpan(12), StringComparer.Ordinal);
        return new Trouble(
            Crash: Some(0.02), Interleave: Some(0.02), Stall: Some(0.003), Duplicate: Some(0.3), SourceFault: Some(0.3), MailFault: Some(0.3),
            outages, Chance(0.2) ? DrawSpan(9) : null, Chance(0.25) ? DrawSpan(16) : null);
    }

    private double Some(double most) => Chance(0.4) ? 0 : random.NextDouble() * most;

    private Topic DrawTopic() => new(random.Next(1, 4), random.Next(1, 4));

    private DateTimeOffset Moment() => start.AddMinutes(random.Next((int)(end - start).TotalMinutes));

    private Span DrawSpan(int mostDays)
    {
        var from = Moment();
        return new Span(from, from.AddMinutes(random.Next(30, mostDays * 24 * 60)));
    }

    // Words that no other title has, so that only identifiers say that two are one.
    private string TitleOf(Topic topic) => $"{Word()} {Word()} {World.DrugOf(topic)} {Word()} {World.ReactionOf(topic)} {Word()} {Word()}";

    private string Word() => string.Concat(Enumerable.Range(0, 8).Select(_ => (char)('a' + random.Next(26))));

    private bool Chance(double chance) => random.NextDouble() < chance;
}
