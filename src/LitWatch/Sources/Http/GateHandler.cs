namespace LitWatch.Sources.Http;

/// <summary>
/// Next to the wire, so that each real request pays for a slot and nothing but sending comes between the slot and the source. A pause that the source asks for
/// holds all instances.
/// </summary>
internal sealed class GateHandler(IRequestGate gate, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = SourceCall.Of(request);
        await using var slot = await gate.EnterAsync(call.Source, call.RequestsPerSecond, cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        if (RetryAfter.Of(response, time) is { } pause && pause > TimeSpan.Zero)
        {
            await gate.HoldAsync(call.Source, pause, cancellationToken);
        }

        return response;
    }
}
