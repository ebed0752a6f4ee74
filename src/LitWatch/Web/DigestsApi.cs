using LitWatch.Digests;
using LitWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <summary><c>GET digests?subscription=</c>: what was sent, newest first.</summary>
internal sealed class ListDigests(SubscriptionStore subscriptions, DeliveryStore deliveries, Caller caller) : IHttpHandler
{
    public const string Route = "api/digests";

    public static Operation Operation { get; } = new("A subscription's digests, newest first") { Query = [new("subscription", "The subscription") { IsRequired = true }], Answer = WebJson.Default.ListPageDelivery, IsPaged = true, Problems = [400, 404] };

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

    public static Operation Operation { get; } = new("A digest as it was frozen before it was sent") { Answer = WebJson.Default.DigestManifest, Problems = [404] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await deliveries.FindAsync(caller.Team, request.RouteValue("id"), cancellationToken) is { } delivery
        && await archive.FindManifestAsync(delivery, cancellationToken) is { } manifest
            ? request.Json(manifest, WebJson.Default.DigestManifest)
            : Problems.NotFound("digest");
}

/// <summary><c>GET digests/{id}/mails</c>: what became of each recipient's mail, by address.</summary>
internal sealed class ListMails(DeliveryStore deliveries, RecipientStore recipients, Caller caller) : IHttpHandler
{
    public const string Route = "api/digests/{id}/mails";

    public static Operation Operation { get; } = new("What became of each recipient's mail of a digest") { Answer = WebJson.Default.ListPageRecipientMail, IsPaged = true, Problems = [400, 404] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await deliveries.FindAsync(caller.Team, request.RouteValue("id"), cancellationToken) is { } delivery
            ? request.Json(await InOrder(await recipients.OfAsync(delivery, cancellationToken)).ToAsyncEnumerable().PageAsync(request, mail => mail.Address, cancellationToken), WebJson.Default.ListPageRecipientMail)
            : Problems.NotFound("digest");

    public static IEnumerable<RecipientMail> InOrder(IEnumerable<RecipientMail> mails) => mails.OrderBy(mail => mail.Address, StringComparer.Ordinal);
}

/// <param name="Recipients">Only these of the digest's recipients; without it all who still get mail of the subscription.</param>
internal sealed record ResendRequest(IReadOnlyList<string?>? Recipients = null);

/// <summary><c>POST digests/{id}/resend</c>: the frozen mails go out again, with the same Message-IDs.</summary>
internal sealed class ResendFrozenDigest(DeliveryStore deliveries, ResendDigest resend, Caller caller) : IHttpHandler
{
    public const string Route = "api/digests/{id}/resend";

    public static Operation Operation { get; } = new("Send a digest's mails again, with the same Message-IDs") { Body = WebJson.Default.ResendRequest, IsBodyOptional = true, Answer = WebJson.Default.ListPageRecipientMail, Status = StatusCodes.Status202Accepted, Problems = [400, 404, 409] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await deliveries.FindAsync(caller.Team, request.RouteValue("id"), cancellationToken) is not { } delivery)
        {
            return Problems.NotFound("digest");
        }

        var asked = await request.BodyIfAnyAsync(WebJson.Default.ResendRequest, cancellationToken);
        if (ResendDigest.Refusal(delivery) is { } refusal)
        {
            return Problems.Of(StatusCodes.Status409Conflict, "Nothing to send again.", refusal);
        }

        var mails = await resend.RunAsync(delivery, caller.Name, asked?.Recipients, cancellationToken);
        return request.Json(new ListPage<RecipientMail>([.. ListMails.InOrder(mails)], null), WebJson.Default.ListPageRecipientMail, status: StatusCodes.Status202Accepted);
    }
}
