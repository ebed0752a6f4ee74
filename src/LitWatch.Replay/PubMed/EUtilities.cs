using System.Globalization;
using System.Text.Json.Nodes;
using LitWatch.Replay.Corpora;

namespace LitWatch.Replay.PubMed;

/// <summary>The E-utilities under one path, with their common rate limit (protocols, 3.1).</summary>
internal sealed class EUtilities(Corpus corpus, ReplayOptions options, TimeProvider time)
{
    public const string Path = "/entrez/eutils/";
    private const int LimitWithoutKey = 3;
    private const int LimitWithKey = 10;
    private readonly SlidingWindow _window = new(time);
    private readonly SearchHistory _history = new(options.Seed);

    /// <summary>The route's name, such as <c>esearch</c>; null when the path is none of ours.</summary>
    public static string? RouteOf(string path) =>
        path.StartsWith(Path, StringComparison.OrdinalIgnoreCase) && path.EndsWith(".fcgi", StringComparison.OrdinalIgnoreCase) ? path[Path.Length..^5].ToLowerInvariant() : null;

    /// <summary>The body of a refusal, as seen by users and with HTTP 200 too.</summary>
    public static JsonObject RateLimitBody(string who, int limit) => new()
    {
        ["error"] = "API rate limit exceeded",
        ["api-key"] = who,
        ["count"] = (limit + 1).Text(),
        ["limit"] = limit.Text(),
    };

    /// <summary>Takes a place under the limit: headers for the answer, or the refusal.</summary>
    public (Answer? Refusal, Dictionary<string, string> Headers) Admit(ReplayedRequest request)
    {
        var key = request.NonEmpty("api_key");
        var limit = key is null ? LimitWithoutKey : LimitWithKey;
        var who = key ?? request.Client?.ToString() ?? "unknown";
        var remaining = limit;
        var isFree = !options.RateLimits || _window.TryTake(who, limit, out remaining);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["X-RateLimit-Limit"] = limit.ToString(CultureInfo.InvariantCulture),
            ["X-RateLimit-Remaining"] = remaining.ToString(CultureInfo.InvariantCulture),
        };
        if (isFree)
        {
            return (null, headers);
        }

        headers["Retry-After"] = "1";
        return (Answer.Json(RateLimitBody(who, limit), 429), headers);
    }

    public Answer Respond(string route, ReplayedRequest request)
    {
        var index = corpus.PubMed;
        return route switch
        {
            "esearch" => new ESearch(index, options, time, _history).Respond(request),
            "efetch" => new EFetch(index, options, _history).Respond(request),
            "esummary" => new ESummary(index, options, _history).Respond(request),
            "epost" => new EPost(_history).Respond(request),
            "einfo" => EInfo.Respond(index, time, request),
            _ => Answer.Html("<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>", 404),
        };
    }
}
