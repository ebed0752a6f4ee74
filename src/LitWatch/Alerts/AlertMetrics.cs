using System.Diagnostics.Metrics;

namespace LitWatch.Alerts;

/// <summary>What an alarm is set on: how long each required source of each active alert has not been searched completely.</summary>
internal sealed class AlertMetrics(IMeterFactory meters)
{
    public const string Meter = "LitWatch";

    /// <summary>Days; tagged with <c>alert</c> and <c>source</c>.</summary>
    public const string DaysSinceComplete = "litwatch.search.days_since_complete";

    private readonly Gauge<double> days = meters.Create(Meter).CreateGauge<double>(DaysSinceComplete, "d", "Days since the last complete search of a required source");

    public void Searched(string alert, string source, TimeSpan since) => days.Record(since.TotalDays, new("alert", alert), new("source", source));
}
