using System.Text.Json.Serialization;
using LitWatch.Alerts;
using LitWatch.Storage;
using LitWatch.Strategies;
using LitWatch.Strategies.Linting;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <summary>An alert as the API and <c>--json</c> show it.</summary>
internal sealed record AlertView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required Strategy Strategy { get; init; }

    public required string StrategyHash { get; init; }

    public required IReadOnlyList<AlertSource> Sources { get; init; }

    public required int CadenceDays { get; init; }

    public required DateOnly Start { get; init; }

    public bool BackFillOffPeak { get; init; }

    public bool Enrich { get; init; }

    public DateOnly? End { get; init; }

    /// <summary>What the linter says of the strategy.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public AlertPause? Paused { get; init; }

    public AlertFeed? Feed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>All strategies it ever had, oldest first.</summary>
    public required IReadOnlyList<StrategyVersionView> History { get; init; }

    /// <summary>How far each source is searched.</summary>
    public required IReadOnlyList<SearchCursor> Searches { get; init; }
}

/// <summary>A strategy the alert had, with what it was.</summary>
internal sealed record StrategyVersionView(StrategyVersion Kept, Strategy Strategy) : StrategyVersion(Kept)
{
    [JsonIgnore]
    public StrategyVersion Kept { get; } = Kept;
}

/// <summary>Makes the views; the command line shows the same.</summary>
internal sealed class AlertViews(StrategyStore strategies, CursorStore cursors, VocabularyStore vocabularies)
{
    public async Task<AlertView> OfAsync(Alert alert, CancellationToken cancellationToken)
    {
        var history = new List<StrategyVersionView>();
        foreach (var version in alert.Strategies)
        {
            history.Add(new StrategyVersionView(version, await strategies.FindAsync(version.Hash, cancellationToken) ?? throw new InvalidOperationException($"There is no strategy {version.Hash}.")));
        }

        var strategy = history[^1].Strategy;
        var (vocabulary, _) = await vocabularies.FindAsync(alert.Team, cancellationToken);
        var searches = new List<SearchCursor>();
        foreach (var source in alert.Sources)
        {
            searches.Add(await cursors.FindAsync(alert.StrategyHash, source.Source, cancellationToken));
        }

        return new AlertView
        {
            Id = alert.Id,
            Name = alert.Name,
            Strategy = strategy,
            StrategyHash = alert.StrategyHash,
            Sources = alert.Sources,
            CadenceDays = alert.CadenceDays,
            Start = alert.Start,
            BackFillOffPeak = alert.BackFillOffPeak,
            Enrich = alert.Enrich,
            End = alert.End,
            Findings = StrategyLinter.Lint(strategy, vocabulary),
            Paused = alert.Paused,
            Feed = alert.Feed,
            CreatedAt = alert.CreatedAt,
            CreatedBy = alert.CreatedBy,
            History = history,
            Searches = searches,
        };
    }
}

internal sealed class ListAlerts(AlertStore alerts, AlertViews views, Caller caller) : IHttpHandler
{
    public static Operation Operation { get; } = new("The team's alerts") { Answer = WebJson.Default.ListPageAlertView, IsPaged = true, Problems = [400] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var page = await alerts.AllAsync(caller.Team, cancellationToken).PageAsync(request, alert => alert.Id, cancellationToken);
        var items = new List<AlertView>();
        foreach (var alert in page.Items)
        {
            items.Add(await views.OfAsync(alert, cancellationToken));
        }

        return request.Json(new ListPage<AlertView>(items, page.ContinuationToken), WebJson.Default.ListPageAlertView);
    }
}

internal sealed class AddAlert(EditAlerts edit, AlertViews views, Caller caller) : IHttpHandler
{
    public const string Route = "api/alerts";

    public static Operation Operation { get; } = new("Add an alert; one of the same name and strategy is returned as it is") { Body = WebJson.Default.AlertDraft, Answer = WebJson.Default.AlertView, Status = StatusCodes.Status201Created, Problems = [400] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var draft = await request.BodyAsync(WebJson.Default.AlertDraft, cancellationToken);
        var alert = await edit.AddAsync(caller.Team, caller.Name, draft, cancellationToken);
        request.HttpContext.Response.Headers.Location = $"/{Route}/{alert.Id}";
        return request.Json(await views.OfAsync(alert, cancellationToken), WebJson.Default.AlertView, status: StatusCodes.Status201Created);
    }
}

internal sealed class ShowAlert(AlertStore alerts, AlertViews views, Caller caller) : IHttpHandler
{
    public const string Route = "api/alerts/{id}";

    public static Operation Operation { get; } = new("An alert") { Answer = WebJson.Default.AlertView, IsVersioned = true, Problems = [404] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await alerts.FindAsync(caller.Team, request.RouteValue("id"), cancellationToken) is var (alert, etag)
            ? request.Json(await views.OfAsync(alert, cancellationToken), WebJson.Default.AlertView, etag)
            : Problems.NotFound("alert");
}

internal sealed class ChangeAlert(AlertStore alerts, EditAlerts edit, AlertViews views, Caller caller) : IHttpHandler
{
    public static Operation Operation { get; } = new("Change an alert; what the body leaves out stays") { Body = WebJson.Default.AlertDraft, Answer = WebJson.Default.AlertView, IsVersioned = true, Problems = [400, 404, 412] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await alerts.FindAsync(caller.Team, request.RouteValue("id"), cancellationToken) is not var (alert, etag))
        {
            return Problems.NotFound("alert");
        }

        var draft = await request.BodyAsync(WebJson.Default.AlertDraft, cancellationToken);
        return request.Matches(etag) && await edit.ChangeAsync(alert, etag, caller.Name, draft, cancellationToken) is { } changed
            ? request.Json(await views.OfAsync(changed, cancellationToken), WebJson.Default.AlertView)
            : Problems.Changed();
    }
}

/// <summary>Removes the alert; its runs, hits and versions stay, as proof of what was searched.</summary>
internal sealed class RemoveAlert(AlertStore alerts, Caller caller) : IHttpHandler
{
    public static Operation Operation { get; } = new("Remove an alert; its runs, hits and versions stay") { Status = StatusCodes.Status204NoContent, IsVersioned = true, Problems = [404, 412] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await alerts.FindAsync(caller.Team, request.RouteValue("id"), cancellationToken) is not var (alert, etag) ? Problems.NotFound("alert")
        : request.Matches(etag) && await alerts.DeleteAsync(alert, etag, caller.Name, cancellationToken) ? TypedResults.NoContent()
        : Problems.Changed();
}

/// <summary>Asks for the alert's current window at once.</summary>
internal sealed class SearchAlertNow(AlertStore alerts, SweepAlerts sweep, Caller caller) : IHttpHandler
{
    public const string Route = "api/alerts/{id}/searches";

    public static Operation Operation { get; } = new("Search an alert's current window at once") { Answer = WebJson.Default.SearchesAsked, Status = StatusCodes.Status202Accepted, Problems = [404] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await alerts.FindAsync(caller.Team, request.RouteValue("id"), cancellationToken) is not var (alert, _))
        {
            return Problems.NotFound("alert");
        }

        var asked = await sweep.SearchNowAsync(alert, cancellationToken);
        return request.Json(new SearchesAsked(asked), WebJson.Default.SearchesAsked, status: StatusCodes.Status202Accepted);
    }
}

/// <param name="Searches">Searches put into the queue; 0 when they are under way already.</param>
internal sealed record SearchesAsked(int Searches);
