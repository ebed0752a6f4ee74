using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using LitWatch.Alerts;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <summary><c>GET hits/{alert}/{article}/decision</c>: what reviewers made of a hit; the history is empty while nobody has decided.</summary>
internal sealed class ShowDecision(AlertStore alerts, DecideHits decide, Caller caller) : IHttpHandler
{
    public const string Route = "api/hits/{alert}/{article}/decision";

    public static Operation Operation { get; } = new("What reviewers made of a hit, with its history") { Answer = WebJson.Default.DecisionHistory, IsVersioned = true, Problems = [404] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await alerts.FindAsync(caller.Team, request.RouteValue("alert"), cancellationToken) is not var (alert, _) ? Problems.NotFound("alert")
        : await decide.FindAsync(alert, request.RouteValue("article"), cancellationToken) is { } history ? request.Json(history, WebJson.Default.DecisionHistory, VersionOf(history))
        : Problems.NotFound("hit");

    /// <summary>Changes with every decision on any alias of the article, and when articles are joined or split.</summary>
    public static ETag VersionOf(DecisionHistory history)
    {
        var seen = string.Join('\n', history.History.Select(decision => string.Create(CultureInfo.InvariantCulture, $"{decision.Article}|{decision.Version}")).Prepend(history.Article));
        return new ETag(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seen)))[..16]);
    }
}

/// <summary><c>PUT hits/{alert}/{article}/decision</c>: records a decision; those before it stay in the history.</summary>
internal sealed class RecordDecision(AlertStore alerts, DecideHits decide, Caller caller) : IHttpHandler
{
    public static Operation Operation { get; } = new("Record a decision on a hit; those before it stay in the history") { Body = WebJson.Default.DecisionDraft, Answer = WebJson.Default.DecisionHistory, IsVersioned = true, Problems = [400, 404, 412] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await alerts.FindAsync(caller.Team, request.RouteValue("alert"), cancellationToken) is not var (alert, _))
        {
            return Problems.NotFound("alert");
        }

        if (await decide.FindAsync(alert, request.RouteValue("article"), cancellationToken) is not { } read)
        {
            return Problems.NotFound("hit");
        }

        var draft = await request.BodyAsync(WebJson.Default.DecisionDraft, cancellationToken);
        return request.Matches(ShowDecision.VersionOf(read)) && !(request.IsForTheFirst() && read.Current is not null)
            && await decide.RunAsync(alert, read, caller.Name, draft, cancellationToken) is { } decided
            ? request.Json(decided, WebJson.Default.DecisionHistory, ShowDecision.VersionOf(decided))
            : Problems.Changed();
    }
}
