using LitWatch.Articles;
using LitWatch.Digests;

namespace LitWatch.Tests.Histories;

/// <summary>What a strategy asks for: any of these drugs with any of these reactions, as bits.</summary>
internal sealed record Topic(int Drugs, int Reactions)
{
    public bool Matches(Topic work) => (Drugs & work.Drugs) != 0 && (Reactions & work.Reactions) != 0;
}

/// <summary>A change of what a source says of a record: seen from <paramref name="At"/> on, stamped with <paramref name="Day"/>.</summary>
internal sealed record Revision(DateTimeOffset At, DateOnly Day, Func<Article, Article> Change);

/// <param name="VisibleAt">From when on the source serves it, up to six days after the day it is stamped with.</param>
internal sealed record PlannedRecord(string Source, string Id, int Work, DateOnly Created, DateTimeOffset VisibleAt, Article First, IReadOnlyList<Revision> Revisions)
{
    public string ArticleId => First.Id;

    public Article At(DateTimeOffset now)
    {
        var article = First;
        foreach (var revision in Revisions.Where(revision => revision.At <= now))
        {
            article = revision.Change(article) with { Dates = article.Dates with { Revised = revision.Day } };
        }

        return article with { Records = [new ArticleRecord(Source, Id, null, now)] };
    }

    public IEnumerable<DateOnly> Stamps(DateTimeOffset now) => Revisions.Where(revision => revision.At <= now).Select(revision => revision.Day).Prepend(Created);
}

/// <param name="IsLatePair">Its records cannot be known for one work before a revision says so.</param>
/// <param name="SplitAt">When a person takes its records apart.</param>
internal sealed record PlannedWork(int Number, Topic Topic, bool IsLatePair, DateTimeOffset? RetractedAt, DateTimeOffset? SplitAt);

internal sealed record PlannedAlert(Topic Topic, IReadOnlyList<string> Sources, int CadenceDays, IReadOnlyList<(DateTimeOffset At, Topic Topic)> Edits, Span? Pause);

/// <param name="Alerts">By number, with the time each is added.</param>
/// <param name="Unheard">When everybody has left it, until somebody else joins.</param>
internal sealed record PlannedSubscription(
    IReadOnlyList<(int Alert, DateTimeOffset At)> Alerts, DigestSchedule Schedule, (DateTimeOffset At, DigestSchedule Schedule)? Edit, Span? Pause, Span? Unheard, int Recipients, bool MailWhenNothingNew);

internal sealed record Span(DateTimeOffset From, DateTimeOffset To)
{
    public bool Contains(DateTimeOffset moment) => From <= moment && moment < To;
}

/// <summary>How much goes wrong.</summary>
internal sealed record Trouble(double Crash, double Interleave, double Stall, double Duplicate, double SourceFault, double MailFault, IReadOnlyDictionary<string, Span> Outages, Span? MailOutage, Span? Down);

/// <summary>One made-up history: what is published, watched and subscribed, what people change, and what goes wrong. Everything follows from the seed.</summary>
internal sealed record Plan(
    int Seed, DateTimeOffset Start, DateTimeOffset End, IReadOnlyList<PlannedWork> Works, IReadOnlyList<PlannedRecord> Records, IReadOnlyList<PlannedAlert> Alerts, IReadOnlyList<PlannedSubscription> Subscriptions, Trouble Trouble)
{
    public const int LatestDays = 6;

    /// <summary>In words, for whoever looks into a seed.</summary>
    public string Tell() => string.Join(Environment.NewLine,
    [
        $"{Start:u} to {End:u}; {Trouble}",
        .. Works.Select(work => work.ToString()),
        .. Records.Select(record => $"{record.Source} {record.Id} {record.ArticleId} of work {record.Work}: created {record.Created:O}, visible {record.VisibleAt:u}, revised {string.Join(", ", record.Revisions.Select(revision => $"{revision.At:u}"))}"),
        .. Alerts.Select(alert => $"{alert}: {string.Join(", ", alert.Edits.Select(edit => $"{edit.At:u} {edit.Topic}"))} {string.Join(", ", alert.Sources)}"),
        .. Subscriptions.Select(subscription => $"{subscription}: {string.Join(", ", subscription.Alerts.Select(alert => $"{alert.Alert} from {alert.At:u}"))}"),
    ]);
}
