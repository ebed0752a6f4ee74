namespace LitWatch.Sources.Http;

/// <summary>
/// Takes a place among the requests under way before anything else of a try begins: a slot of the gate that is waited with has passed, and waiting is not
/// failing to answer in time.
/// </summary>
internal sealed class PlacesHandler(SourcePlaces places) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var room = places.Of(SourceCall.Of(request));
        await (room?.WaitAsync(cancellationToken) ?? Task.CompletedTask);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            room?.Release();
        }
    }
}
