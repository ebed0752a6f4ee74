using System.Diagnostics.Metrics;

namespace LitWatch.Sources.Http;

/// <summary>What the sources are asked, and how long their limits let us wait.</summary>
internal sealed class SourceMetrics
{
    /// <summary>Tagged with <c>source</c> and <c>status</c>, <c>none</c> where no answer came.</summary>
    public const string Requests = "litwatch.source.requests";

    /// <summary>Seconds at the gate; tagged with <c>source</c>.</summary>
    public const string Waits = "litwatch.source.waits";

    private readonly Counter<long> requests;
    private readonly Histogram<double> waits;

    public SourceMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        requests = meter.CreateCounter<long>(Requests, "{request}", "Requests to sources, repetitions included");
        waits = meter.CreateHistogram<double>(Waits, "s", "Time that a request waited for its slot in the source's limit");
    }

    public void Waited(string source, TimeSpan wait) => waits.Record(wait.TotalSeconds, new KeyValuePair<string, object?>("source", source));

    public void Asked(string source, int? status) => requests.Add(1, new("source", source), new("status", status ?? (object)"none"));
}
