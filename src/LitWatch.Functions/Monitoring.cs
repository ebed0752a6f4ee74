using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace LitWatch.Functions;

/// <summary>LitWatch's traces and metrics go to Application Insights, where one is configured. Its logs go there by the Functions host.</summary>
internal static class Monitoring
{
    private const string ConnectionKey = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    public static IServiceCollection AddMonitoring(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[ConnectionKey] is not { Length: > 0 } connection)
        {
            return services;
        }

        // Insights takes no keys where infra/ made it: whoever may work with storage may publish.
        TokenCredential? credential = configuration["AzureWebJobsStorage:clientId"] is { Length: > 0 } id ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(id)) : null;
        services.AddOpenTelemetry()
            .WithTracing(traces => traces.AddSource(Telemetry.Name).AddAzureMonitorTraceExporter(Set, credential))
            .WithMetrics(metrics => metrics.AddMeter(Telemetry.Name).AddAzureMonitorMetricExporter(Set, credential));
        return services;

        void Set(AzureMonitorExporterOptions options) => options.ConnectionString = connection;
    }
}
