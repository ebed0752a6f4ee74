using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LitWatch.Web;

/// <summary>What handlers read from requests and write to answers.</summary>
internal static class Requests
{
    /// <summary>The body as JSON; malformed bodies become a 400 (<see cref="HttpGate"/>).</summary>
    public static async Task<T> BodyAsync<T>(this HttpRequest request, JsonTypeInfo<T> json, CancellationToken cancellationToken) =>
        await JsonSerializer.DeserializeAsync(request.Body, json, cancellationToken) ?? throw NoObject();

    /// <summary>As <see cref="BodyAsync"/>; null when there is no body.</summary>
    public static async Task<T?> BodyIfAnyAsync<T>(this HttpRequest request, JsonTypeInfo<T> json, CancellationToken cancellationToken)
        where T : class
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        body.Position = 0;
        return body.Length == 0 ? null : await JsonSerializer.DeserializeAsync(body, json, cancellationToken) ?? throw NoObject();
    }

    private static RequestException NoObject() => new("body", "The body must be a JSON object.");

    /// <summary>A value of the route. Azure leaves %2F in place and ASP.NET too, so it is decoded here.</summary>
    public static string RouteValue(this HttpRequest request, string name) => Uri.UnescapeDataString(request.RouteValues[name]?.ToString() ?? "");

    /// <summary>An ISO day (its first moment in UTC) or instant of the query string; null when not given.</summary>
    public static DateTimeOffset? Instant(this HttpRequest request, string name) =>
        request.Query[name].ToString() is not { Length: > 0 } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant
        : throw new RequestException(name, $"{name} must be a day or an instant such as 2026-11-23 or 2026-11-23T07:00:00Z.");

    /// <summary>As <see cref="Instant"/>, but a day means its last moment: an end that includes the day.</summary>
    public static DateTimeOffset? InstantThrough(this HttpRequest request, string name) =>
        DateOnly.TryParseExact(request.Query[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day.ToDateTime(TimeOnly.MaxValue), TimeSpan.Zero)
            : request.Instant(name);

    /// <summary>Whether <c>If-Match</c>, where given, names the version that was read.</summary>
    public static bool Matches(this HttpRequest request, ETag read)
    {
        var wanted = request.GetTypedHeaders().IfMatch;
        return wanted.Count == 0 || wanted.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag.Equals(Quoted(read), StringComparison.Ordinal));
    }

    /// <summary>Whether the caller wants to be the first (<c>If-None-Match: *</c>).</summary>
    public static bool IsForTheFirst(this HttpRequest request) => request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Equals(EntityTagHeaderValue.Any));

    /// <summary>JSON with the version's ETag, if there is one.</summary>
    public static IResult Json<T>(this HttpRequest request, T value, JsonTypeInfo<T> json, ETag? version = null, int status = StatusCodes.Status200OK)
    {
        if (version is { } etag && etag != default)
        {
            request.HttpContext.Response.Headers.ETag = Quoted(etag);
        }

        return TypedResults.Json(value, json, statusCode: status);
    }

    // Table Storage's ETags are weak and hold quotes of their own; HTTP wants one strong tag.
    private static string Quoted(ETag etag) => $"\"{Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(etag.ToString()))}\"";
}
