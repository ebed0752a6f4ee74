namespace LitWatch.Sources.Http;

/// <summary>Inside the retries, so that each real request pays; outside the attempt's timeout, so that waiting is not failing.</summary>
internal sealed class GateHandler(IRequestGate gate) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = SourceCall.Of(request);
        await gate.WaitAsync(call.Source, call.RequestsPerSecond, cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
