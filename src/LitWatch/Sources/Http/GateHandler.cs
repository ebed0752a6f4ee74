using System.Diagnostics;

namespace LitWatch.Sources.Http;

/// <summary>
/// Next to the wire, so that each real request pays for a slot and nothing but sending comes between the slot and the source. A pause that the source asks for
/// holds all instances; limits that it states with its answers hold from the next request on.
/// </summary>
internal sealed class GateHandler(IRequestGate gate, AnnouncedLimits limits, SourceMetrics metrics, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = SourceCall.Of(request);
        var asked = time.GetTimestamp();
        await using var slot = await gate.EnterAsync(call.Source, limits.RequestsPerSecond(call), cancellationToken);
        metrics.Waited(call.Source, time.GetElapsedTime(asked));
        // Not by the address: it may hold a key.
        using var step = Telemetry.Begin($"{call.Source} {call.Kind}", ActivityKind.Client);
        int? status = null;
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            status = (int)response.StatusCode;
            limits.Read(call.Source, response);
            if (RetryAfter.Of(response, time) is { } pause && pause > TimeSpan.Zero)
            {
                await gate.HoldAsync(call.Source, pause, cancellationToken);
            }

            return response;
        }
        finally
        {
            metrics.Asked(call.Source, status);
            step?.SetTag("http.response.status_code", status);
        }
    }
}
