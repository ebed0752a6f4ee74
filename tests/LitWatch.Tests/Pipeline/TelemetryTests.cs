using System.Collections.Concurrent;
using System.Diagnostics;
using LitWatch.Alerts;
using LitWatch.Digests;
using LitWatch.Sources.Http;
using LitWatch.Storage;
using LitWatch.Tests.Digests;
using LitWatch.Tests.Digests.Smtp;
using LitWatch.Tests.Local;
using LitWatch.Web;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace LitWatch.Tests.Pipelines;

/// <summary>What OpenTelemetry sees of a tick, through the queues, until the mail.</summary>
public sealed class TelemetryTests(AzuriteFixture azurite, SmtpFixture smtp) : MailedDigest(azurite, smtp), IClassFixture<AzuriteFixture>, IClassFixture<SmtpFixture>
{
    private const string Recipient = "nobody.should.log@example.org";

    private readonly Spans spans = [];
    private readonly List<Metric> metrics = [];

    [Fact]
    public async Task One_trace_leads_from_the_tick_through_the_queues_to_the_mail()
    {
        using var root = new Activity("test") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        await MailedAsync(Recipient);
        var trace = spans.Where(span => span.TraceId == root.TraceId).ToList();

        Assert.Equal(["test", "SweepDigests", "ComposeDigest", "SendEmail", "mail"], PathOf(trace.Single(span => span.OperationName == "mail")));
        Assert.Contains(trace, span => PathOf(span) is ["test", "SweepAlerts", "SearchSource", "pubmed esearch"]);
        Assert.Contains(trace, span => PathOf(span) is ["test", "SweepAlerts", "SearchSource", "crossref works"]);
        Assert.All(trace.Where(span => span.OperationName is "SearchSource" or "ComposeDigest" or "SendEmail"), span => Assert.Equal((ActivityKind.Consumer, true), (span.Kind, span.HasRemoteParent)));
        Assert.All(trace, span => Assert.NotEqual(ActivityStatusCode.Error, span.Status));
        Assert.DoesNotContain(trace.SelectMany(span => span.TagObjects), tag => $"{tag.Value}".Contains('@', StringComparison.Ordinal));

        IReadOnlyList<string> PathOf(Activity span) =>
            span.ParentSpanId == root.SpanId ? ["test", span.OperationName]
            : trace.FirstOrDefault(other => other.SpanId == span.ParentSpanId) is { } parent ? [.. PathOf(parent), span.OperationName]
            : [span.OperationName];
    }

    [Fact]
    public async Task Metrics_count_runs_articles_requests_waits_mails_and_what_storage_costs()
    {
        await MailedAsync(Recipient);
        Host.Services.GetRequiredService<MeterProvider>().ForceFlush();

        var tags = metrics.GroupBy(metric => metric.Name, StringComparer.Ordinal).ToDictionary(metric => metric.Key, metric => metric.SelectMany(TagsOf).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(["outcome=complete source=pubmed", "outcome=complete source=crossref"]), tags[AlertMetrics.Runs]);
        Assert.Contains("source=pubmed state=new", tags[AlertMetrics.Articles]);
        Assert.Superset(new HashSet<string>(["source=pubmed status=200", "source=crossref status=200"]), tags[SourceMetrics.Requests]);
        Assert.Contains("source=pubmed", tags[SourceMetrics.Waits]);
        Assert.Contains("outcome=sent", tags[DigestMetrics.Mails]);
        Assert.NotEmpty(tags[DigestMetrics.Lag]);
        Assert.Contains(tags[AlertMetrics.DaysSinceComplete], tag => tag.Contains("source=pubmed", StringComparison.Ordinal));
        Assert.Superset(new HashSet<string>(["service=table status=204", "service=blob status=201", "service=queue status=201"]), tags[StorageMetrics.Requests]);
        Assert.Equal(Pipeline.Queues.Select(queue => $"queue={queue}").Order(StringComparer.Ordinal), tags[QueueMetrics.Messages].Order(StringComparer.Ordinal));
        Assert.DoesNotContain(tags.Values.SelectMany(all => all), tag => tag.Contains('@', StringComparison.Ordinal));
    }

    private protected override void Adjust(IServiceCollection services) => services.AddOpenTelemetry()
        .WithTracing(traces => traces.AddSource(Telemetry.Name).AddInMemoryExporter(spans))
        .WithMetrics(all => all.AddMeter(Telemetry.Name).AddInMemoryExporter(metrics));

    private static IEnumerable<string> TagsOf(Metric metric)
    {
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var tags = new List<string>();
            foreach (var (name, value) in point.Tags)
            {
                tags.Add($"{name}={value}");
            }

            yield return string.Join(' ', tags.Order(StringComparer.Ordinal));
        }
    }

    /// <summary>A list that many threads may add to.</summary>
    private sealed class Spans : ICollection<Activity>
    {
        private readonly ConcurrentQueue<Activity> all = [];

        public int Count => all.Count;

        public bool IsReadOnly => false;

        public void Add(Activity item) => all.Enqueue(item);

        public void Clear() => all.Clear();

        public bool Contains(Activity item) => all.Contains(item);

        public void CopyTo(Activity[] array, int arrayIndex) => all.CopyTo(array, arrayIndex);

        public bool Remove(Activity item) => false;

        public IEnumerator<Activity> GetEnumerator() => all.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
