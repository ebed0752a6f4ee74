using System.Diagnostics.Metrics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LitWatch.Storage;

/// <summary>Counts every request to storage, repetitions included, for each is paid: a policy of all three clients.</summary>
internal sealed class StorageMetrics(IMeterFactory meters)
{
    /// <summary>Tagged with <c>service</c> (<c>table</c>, <c>blob</c>, <c>queue</c>) and <c>status</c>.</summary>
    public const string Requests = "litwatch.storage.requests";

    private readonly Counter<long> requests = meters.Create(Telemetry.Name).CreateCounter<long>(Requests, "{request}", "Requests to storage, each of which is a transaction on the bill");

    /// <summary>Clients of these options are counted.</summary>
    public void Count(ClientOptions options, string service) => options.AddPolicy(new Policy(requests, service), HttpPipelinePosition.PerRetry);

    private sealed class Policy(Counter<long> requests, string service) : HttpPipelineSynchronousPolicy
    {
        public override void OnReceivedResponse(HttpMessage message) => requests.Add(1, new("service", service), new("status", message.Response.Status));
    }
}
