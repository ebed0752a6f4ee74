using System.Diagnostics.Metrics;

namespace LitWatch.Alerts;

/// <summary>What searches do, and what alarms are set on.</summary>
internal sealed class AlertMetrics
{
    /// <summary>Days; tagged with <c>alert</c> and <c>source</c>.</summary>
    public const string DaysSinceComplete = "litwatch.search.days_since_complete";

    /// <summary>Tagged with <c>source</c> and <c>outcome</c>.</summary>
    public const string Runs = "litwatch.runs";

    /// <summary>Hits; tagged with <c>source</c> and <c>state</c>: <c>new</c> to their strategy, or <c>known</c>.</summary>
    public const string Articles = "litwatch.articles";

    private readonly Gauge<double> days;
    private readonly Counter<long> runs;
    private readonly Counter<long> articles;

    public AlertMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        days = meter.CreateGauge<double>(DaysSinceComplete, "d", "Days since the last complete search of a required source");
        runs = meter.CreateCounter<long>(Runs, "{run}", "Searches of one window of one source");
        articles = meter.CreateCounter<long>(Articles, "{article}", "Articles that matched");
    }

    public void Watched(string alert, string source, TimeSpan since) => days.Record(since.TotalDays, new("alert", alert), new("source", source));

    public void Searched(string source, Certificate certificate)
    {
        runs.Add(1, new("source", source), new("outcome", certificate.Outcome.ToString().ToLowerInvariant()));
        articles.Add(certificate.New, new("source", source), new("state", "new"));
        articles.Add(certificate.Stored - certificate.New, new("source", source), new("state", "known"));
    }
}
