using System.Diagnostics.Metrics;
using LitWatch.Alerts;

namespace LitWatch.Digests;

/// <summary>What an alarm is set on: subscriptions whose digests reach nobody.</summary>
internal sealed class DigestMetrics(IMeterFactory meters)
{
    public const string Unheard = "litwatch.subscriptions.unheard";

    private readonly Gauge<int> unheard = meters.Create(AlertMetrics.Meter).CreateGauge<int>(Unheard, "{subscription}", "Subscriptions, not paused, without anybody who gets their digests");

    public void Swept(int unheardSubscriptions) => unheard.Record(unheardSubscriptions);
}
