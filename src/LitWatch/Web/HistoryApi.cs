using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LitWatch.Alerts;
using LitWatch.Digests;
using LitWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <summary>One change of an alert or subscription, as an inspector asks for it.</summary>
/// <param name="What"><c>added</c>, <c>changed</c> or <c>removed</c>.</param>
/// <param name="Fields">What is different from the version before.</param>
internal sealed record Change(DateTimeOffset At, string By, string What, IReadOnlyList<FieldChange> Fields)
{
    [JsonIgnore]
    public string Key { get; init; } = "";
}

/// <param name="Old">As JSON; null when there was none.</param>
/// <param name="New">As JSON; null when there is none now.</param>
internal sealed record FieldChange(string Field, JsonNode? Old, JsonNode? New);

internal static class Changes
{
    /// <summary>All changes of one of the team's, newest first, of one that was removed too.</summary>
    public static async IAsyncEnumerable<Change> ChangesAsync<T>(
        this VersionedRows<T> rows, string team, string id, JsonTypeInfo<T> json, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, ITeamOwned
    {
        RowVersion<T>? newer = null;
        await foreach (var version in rows.VersionsAsync(team, id, cancellationToken))
        {
            if (newer is not null)
            {
                yield return Of(newer, version, json);
            }

            newer = version;
        }

        if (newer is not null)
        {
            yield return Of(newer, null, json);
        }
    }

    private static Change Of<T>(RowVersion<T> version, RowVersion<T>? before, JsonTypeInfo<T> json)
        where T : class
    {
        var isAdded = before is null or { IsRemoved: true };
        var fields = version.IsRemoved ? [] : Fields(isAdded ? null : before?.Value, version.Value, json);
        return new Change(version.At, version.By, version.IsRemoved ? "removed" : isAdded ? "added" : "changed", fields) { Key = version.Key };
    }

    private static IReadOnlyList<FieldChange> Fields<T>(T? old, T @new, JsonTypeInfo<T> json)
        where T : class
    {
        var (left, right) = (old is null ? new JsonObject() : JsonSerializer.SerializeToNode(old, json)!.AsObject(), JsonSerializer.SerializeToNode(@new, json)!.AsObject());
        return
        [
            .. left.Select(field => field.Key).Concat(right.Select(field => field.Key)).Distinct(StringComparer.Ordinal)
                .Where(field => !JsonNode.DeepEquals(left[field], right[field]))
                .Select(field => new FieldChange(field, left[field], right[field])),
        ];
    }
}

internal sealed class ShowAlertHistory(AlertStore alerts, Caller caller) : IHttpHandler
{
    public const string Route = "api/alerts/{id}/history";

    public static Operation Operation { get; } = HistoryPage.Describe("All changes of an alert, newest first; also of one that was removed");

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await HistoryPage.OfAsync(request, alerts.ChangesAsync(caller.Team, request.RouteValue("id"), AlertsJson.Default.Alert, cancellationToken), "alert", cancellationToken);
}

internal sealed class ShowSubscriptionHistory(SubscriptionStore subscriptions, Caller caller) : IHttpHandler
{
    public const string Route = "api/subscriptions/{id}/history";

    public static Operation Operation { get; } = HistoryPage.Describe("All changes of a subscription, newest first; also of one that was removed");

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await HistoryPage.OfAsync(request, subscriptions.ChangesAsync(caller.Team, request.RouteValue("id"), DigestsJson.Default.Subscription, cancellationToken), "subscription", cancellationToken);
}

internal static class HistoryPage
{
    public static Operation Describe(string summary) => new(summary) { Answer = WebJson.Default.ListPageChange, IsPaged = true, Problems = [400, 404] };

    public static async Task<IResult> OfAsync(HttpRequest request, IAsyncEnumerable<Change> changes, string what, CancellationToken cancellationToken) =>
        await changes.AnyAsync(cancellationToken) ? request.Json(await changes.PageAsync(request, change => change.Key, cancellationToken), WebJson.Default.ListPageChange) : Problems.NotFound(what);
}
