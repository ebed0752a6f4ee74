using LitWatch.Alerts;
using LitWatch.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LitWatch.Web;

/// <param name="Address">Holds until a new one is made or it is revoked; whoever has it can read the alert's finds.</param>
internal sealed record FeedAddress(Uri Address);

/// <summary><c>GET alerts/{id}/feed?token=</c>: the alert's newest finds as an Atom feed (RFC 4287), for whoever has the address.</summary>
internal sealed class ShowFeed(AlertStore alerts, AlertHits found, FeedTokens tokens, IOptions<WebOptions> web) : IHttpHandler
{
    public const string Route = "api/alerts/{id}/feed";

    public static Operation Operation { get; } = new("The alert's newest finds as an Atom feed") { Query = [new("token", "The token of the feed's address") { IsRequired = true }], Media = ["application/atom+xml"], Problems = [404] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var token = request.Query["token"].ToString();
        return FeedTokens.TeamOf(token) is { } team && await alerts.FindAsync(team, request.RouteValue("id"), cancellationToken) is var (alert, _) && tokens.Holds(alert, token)
            ? Results.Content(AtomFeed.Of(alert, await found.OfAsync(alert, DateTimeOffset.MinValue, [], cancellationToken).Take(AtomFeed.Newest).ToListAsync(cancellationToken), web.Value.PublicUrl), "application/atom+xml; charset=utf-8")
            : Problems.Of(StatusCodes.Status404NotFound, "Not found.", "There is no such feed, or its address was replaced or revoked. Ask whoever keeps the alert.");
    }
}

/// <summary><c>POST alerts/{id}/feed</c>: a new feed address; the one before does not hold any more.</summary>
internal sealed class OpenFeed(AlertStore alerts, EditAlerts edit, FeedTokens tokens, IOptions<WebOptions> web, Caller caller) : IHttpHandler
{
    public static Operation Operation { get; } = new("A new feed address; the one before does not hold any more") { Answer = WebJson.Default.FeedAddress, Status = StatusCodes.Status201Created, IsVersioned = true, Problems = [404, 412] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await alerts.FindAsync(caller.Team, request.RouteValue("id"), cancellationToken) is not var (alert, etag) ? Problems.NotFound("alert")
        : request.Matches(etag) && await edit.ChangeFeedAsync(alert, etag, caller.Name, isOpen: true, cancellationToken) is { } changed
            ? request.Json(new FeedAddress(new Uri(web.Value.PublicUrl, $"api/alerts/{alert.Id}/feed?token={tokens.Of(changed)}")), WebJson.Default.FeedAddress, status: StatusCodes.Status201Created)
        : Problems.Changed();
}

/// <summary><c>DELETE alerts/{id}/feed</c>: revokes the feed address.</summary>
internal sealed class CloseFeed(AlertStore alerts, EditAlerts edit, Caller caller) : IHttpHandler
{
    public static Operation Operation { get; } = new("Revoke the feed address") { Status = StatusCodes.Status204NoContent, IsVersioned = true, Problems = [404, 412] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await alerts.FindAsync(caller.Team, request.RouteValue("id"), cancellationToken) is not var (alert, etag) ? Problems.NotFound("alert")
        : request.Matches(etag) && await edit.ChangeFeedAsync(alert, etag, caller.Name, isOpen: false, cancellationToken) is not null ? TypedResults.NoContent()
        : Problems.Changed();
}
