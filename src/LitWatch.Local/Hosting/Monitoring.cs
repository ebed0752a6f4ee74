using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace LitWatch.Local.Hosting;

/// <summary>Traces and metrics go to an OpenTelemetry collector, where OpenTelemetry's own variable <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one.</summary>
internal static class Monitoring
{
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddMonitoring(this IServiceCollection services, IConfiguration configuration)
    {
        if (!string.IsNullOrEmpty(configuration[EndpointKey]))
        {
            services.AddOpenTelemetry()
                .WithTracing(traces => traces.AddSource(Telemetry.Name).AddOtlpExporter())
                .WithMetrics(metrics => metrics.AddMeter(Telemetry.Name).AddOtlpExporter());
        }

        return services;
    }
}
