using LitWatch.Digests;
using LitWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

internal sealed class ListSubscriptions(SubscriptionStore subscriptions, TimeProvider clock, Caller caller) : IHttpHandler
{
    public static Operation Operation { get; } = new("The team's subscriptions") { Answer = WebJson.Default.ListPageSubscriptionView, IsPaged = true, Problems = [400] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        request.Json(
            await subscriptions.AllAsync(caller.Team, cancellationToken).Select(subscription => new SubscriptionView(subscription, clock.GetUtcNow())).PageAsync(request, subscription => subscription.Id, cancellationToken),
            WebJson.Default.ListPageSubscriptionView);
}

internal sealed class AddSubscription(EditSubscriptions edit, TimeProvider clock, Caller caller) : IHttpHandler
{
    public const string Route = "api/subscriptions";

    public static Operation Operation { get; } = new("Add a subscription; one of the same name is returned as it is") { Body = WebJson.Default.SubscriptionDraft, Answer = WebJson.Default.SubscriptionView, Status = StatusCodes.Status201Created, Problems = [400] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var draft = await request.BodyAsync(WebJson.Default.SubscriptionDraft, cancellationToken);
        var subscription = await edit.AddAsync(caller.Team, caller.Name, draft, cancellationToken);
        request.HttpContext.Response.Headers.Location = $"/{Route}/{subscription.Id}";
        return request.Json(new SubscriptionView(subscription, clock.GetUtcNow()), WebJson.Default.SubscriptionView, status: StatusCodes.Status201Created);
    }
}

internal sealed class ShowSubscription(SubscriptionStore subscriptions, TimeProvider clock, Caller caller) : IHttpHandler
{
    public const string Route = "api/subscriptions/{id}";

    public static Operation Operation { get; } = new("A subscription") { Answer = WebJson.Default.SubscriptionView, IsVersioned = true, Problems = [404] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await subscriptions.FindAsync(caller.Team, request.RouteValue("id"), cancellationToken) is var (subscription, etag)
            ? request.Json(new SubscriptionView(subscription, clock.GetUtcNow()), WebJson.Default.SubscriptionView, etag)
            : Problems.NotFound("subscription");
}

internal sealed class ChangeSubscription(SubscriptionStore subscriptions, EditSubscriptions edit, TimeProvider clock, Caller caller) : IHttpHandler
{
    public static Operation Operation { get; } = new("Change a subscription; what the body leaves out stays") { Body = WebJson.Default.SubscriptionDraft, Answer = WebJson.Default.SubscriptionView, IsVersioned = true, Problems = [400, 404, 412] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindAsync(caller.Team, request.RouteValue("id"), cancellationToken) is not var (subscription, etag))
        {
            return Problems.NotFound("subscription");
        }

        var draft = await request.BodyAsync(WebJson.Default.SubscriptionDraft, cancellationToken);
        return request.Matches(etag) && await edit.ChangeAsync(subscription, etag, caller.Name, draft, cancellationToken) is { } changed
            ? request.Json(new SubscriptionView(changed, clock.GetUtcNow()), WebJson.Default.SubscriptionView)
            : Problems.Changed();
    }
}

internal sealed class RemoveSubscription(SubscriptionStore subscriptions, Caller caller) : IHttpHandler
{
    public static Operation Operation { get; } = new("Remove a subscription; its digests and versions stay") { Status = StatusCodes.Status204NoContent, IsVersioned = true, Problems = [404, 412] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await subscriptions.FindAsync(caller.Team, request.RouteValue("id"), cancellationToken) is not var (subscription, etag) ? Problems.NotFound("subscription")
        : request.Matches(etag) && await subscriptions.DeleteAsync(subscription, etag, caller.Name, cancellationToken) ? TypedResults.NoContent()
        : Problems.Changed();
}

/// <summary>What the digest would hold if its slot were now; nothing is noted as mailed.</summary>
internal sealed class PreviewDigest(SubscriptionStore subscriptions, DeliveryStore deliveries, ManifestBuilder manifests, TimeProvider clock, Caller caller) : IHttpHandler
{
    public const string Route = "api/subscriptions/{id}/preview";

    public static Operation Operation { get; } = new("What the digest would hold if its slot were now") { Answer = WebJson.Default.DigestManifest, Problems = [404] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindAsync(caller.Team, request.RouteValue("id"), cancellationToken) is not var (subscription, _))
        {
            return Problems.NotFound("subscription");
        }

        var before = await deliveries.OfAsync(subscription.Team, subscription.Id, cancellationToken);
        var told = Delivery.LastTold(before.Where(delivery => delivery.IsTold));
        var manifest = await manifests.BuildAsync(subscription, clock.GetUtcNow(), told, cancellationToken);
        return request.Json(manifest, WebJson.Default.DigestManifest);
    }
}
