using System.Diagnostics.Metrics;

namespace LitWatch.Digests;

/// <summary>What becomes of digests, and what alarms are set on.</summary>
internal sealed class DigestMetrics
{
    public const string Unheard = "litwatch.subscriptions.unheard";

    /// <summary>Seconds from a slot until its digest is composed.</summary>
    public const string Lag = "litwatch.digest.lag";

    /// <summary>Tagged with <c>outcome</c>: <c>sent</c>, <c>failed</c> for good, or <c>retried</c>.</summary>
    public const string Mails = "litwatch.mails";

    private readonly Gauge<int> unheard;
    private readonly Histogram<double> lag;
    private readonly Counter<long> mails;

    public DigestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        unheard = meter.CreateGauge<int>(Unheard, "{subscription}", "Subscriptions, not paused, without anybody who gets their digests");
        lag = meter.CreateHistogram<double>(Lag, "s", "Time from the slot of a digest until it is composed");
        mails = meter.CreateCounter<long>(Mails, "{mail}", "Mails, one for each recipient of a digest");
    }

    public void Swept(int unheardSubscriptions) => unheard.Record(unheardSubscriptions);

    public void Composed(TimeSpan late) => lag.Record(late.TotalSeconds);

    public void Mailed(string outcome) => mails.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
