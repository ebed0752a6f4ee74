using System.Globalization;
using LitWatch.Alerts;
using LitWatch.Search;
using LitWatch.Sources.Files;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <summary>A list of hits as a file: CSV with what was decided, RIS and MEDLINE for reference managers.</summary>
internal static class HitsOutput
{
    public const string Json = "json";

    private static readonly string[] Columns = ["firstSeenAt", "matched", "decision", "decisionReason", "decidedBy", "decidedAt"];

    public static IReadOnlyList<string> Formats { get; } = [Json, "csv", "ris", "nbib"];

    public static string Write(string format, IReadOnlyList<HitView> hits) => format switch
    {
        "csv" => ArticleFormat.Csv(hits, hit => hit.Article, Columns, Cells),
        "ris" => ArticleFormat.Ris(hits.Select(hit => hit.Article)),
        "nbib" => ArticleFormat.Nbib(hits.Select(hit => hit.Article)),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No such file."),
    };

    /// <summary>What <c>format=</c> says, else the first of ours that <c>Accept</c> names, else JSON.</summary>
    public static string FormatOf(HttpRequest request)
    {
        var format = request.Query["format"].ToString().ToLowerInvariant() is { Length: > 0 } given ? given : Accepted(request) ?? Json;
        if (!Formats.Contains(format, StringComparer.Ordinal))
        {
            throw new RequestException("format", $"format must be one of {string.Join(", ", Formats)}.");
        }

        foreach (var page in new[] { "pageSize", "continuationToken" }.Where(page => format != Json && request.Query.ContainsKey(page)))
        {
            throw new RequestException(page, $"A file holds the whole list: leave out {page}, or ask for format={Json}.");
        }

        return format;
    }

    private static string? Accepted(HttpRequest request) => request.GetTypedHeaders().Accept
        .Where(accepted => accepted.Quality is not 0)
        .OrderByDescending(accepted => accepted.Quality ?? 1)
        .Select(accepted => Formats.FirstOrDefault(format => accepted.MediaType.Equals(AdHocOutput.ContentTypeOf(format), StringComparison.OrdinalIgnoreCase)))
        .FirstOrDefault(format => format is not null);

    private static IReadOnlyList<string?> Cells(HitView hit) =>
    [
        Instant(hit.FirstSeenAt),
        string.Join("; ", hit.Hits.SelectMany(found => found.Spans).Select(span => span.Term).Distinct(StringComparer.OrdinalIgnoreCase)),
        hit.Decision?.Verdict.NameOf(),
        hit.Decision?.Reason,
        hit.Decision?.By,
        Instant(hit.Decision?.At),
    ];

    private static string? Instant(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
