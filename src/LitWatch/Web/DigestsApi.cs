using LitWatch.Digests;
using LitWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <summary><c>GET digests?subscription=</c>: what was sent, newest first.</summary>
internal sealed class ListDigests(SubscriptionStore subscriptions, DeliveryStore deliveries, Caller caller) : IHttpHandler
{
    public const string Route = "api/digests";

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindAsync(caller.Team, request.Query["subscription"].ToString(), cancellationToken) is not var (subscription, _))
        {
            return Problems.NotFound("subscription");
        }

        var all = await deliveries.OfAsync(caller.Team, subscription.Id, cancellationToken);
        return request.Json(await all.Reverse().ToAsyncEnumerable().PageAsync(request, delivery => TableKey.Inverted(delivery.Slot), cancellationToken), WebJson.Default.ListPageDelivery);
    }
}

/// <summary><c>GET digests/{id}</c>: the frozen manifest.</summary>
internal sealed class ShowDigest(DeliveryStore deliveries, DigestArchive archive, Caller caller) : IHttpHandler
{
    public const string Route = "api/digests/{id}";

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        request.RouteValue("id").Split('.') is [var subscription, var name]
        && Delivery.SlotOf(name) is { } slot
        && await deliveries.FindAsync(caller.Team, subscription, slot, cancellationToken) is { } delivery
        && await archive.FindManifestAsync(delivery, cancellationToken) is { } manifest
            ? request.Json(manifest, WebJson.Default.DigestManifest)
            : Problems.NotFound("digest");
}
