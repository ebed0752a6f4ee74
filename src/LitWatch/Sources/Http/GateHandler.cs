namespace LitWatch.Sources.Http;

/// <summary>
/// Next to the wire, so that each real request pays for a slot and nothing but sending comes between the slot and the source. A pause that the source asks for
/// holds all instances; limits that it states with its answers hold from the next request on.
/// </summary>
internal sealed class GateHandler(IRequestGate gate, AnnouncedLimits limits, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = SourceCall.Of(request);
        await using var slot = await gate.EnterAsync(call.Source, limits.RequestsPerSecond(call), cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        limits.Read(call.Source, response);
        if (RetryAfter.Of(response, time) is { } pause && pause > TimeSpan.Zero)
        {
            await gate.HoldAsync(call.Source, pause, cancellationToken);
        }

        return response;
    }
}
