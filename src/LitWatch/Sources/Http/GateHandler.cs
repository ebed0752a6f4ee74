namespace LitWatch.Sources.Http;

/// <summary>
/// Inside the retries, so that each real request pays; outside the attempt's timeout, so that waiting is not failing.
/// A place among the requests under way is taken before the gate's slot: a slot that is waited with has passed.
/// </summary>
internal sealed class GateHandler(IRequestGate gate, SourcePlaces places) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = SourceCall.Of(request);
        var room = places.Of(call);
        await (room?.WaitAsync(cancellationToken) ?? Task.CompletedTask);
        try
        {
            await gate.WaitAsync(call.Source, call.RequestsPerSecond, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            room?.Release();
        }
    }
}
