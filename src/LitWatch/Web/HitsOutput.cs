using System.Globalization;
using LitWatch.Alerts;
using LitWatch.Search;
using LitWatch.Sources.Files;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <summary>A list of hits as a file: CSV with what was decided, RIS and MEDLINE for reference managers.</summary>
internal static class HitsOutput
{
    private static readonly string[] Columns = ["firstSeenAt", "matched", "decision", "decisionReason", "decidedBy", "decidedAt"];

    public static IReadOnlyList<string> Formats { get; } = [OutputFormats.Json, .. OutputFormats.Files];

    public static string Write(string format, IReadOnlyList<HitView> hits) =>
        format == "csv" ? ArticleFormat.Csv(hits, hit => hit.Article, Columns, Cells) : OutputFormats.Write(format, hits.Select(hit => hit.Article));

    /// <exception cref="RequestException">No such format, or a page of a file is asked for.</exception>
    public static string FormatOf(HttpRequest request)
    {
        var format = OutputFormats.Of(request, Formats);
        foreach (var page in new[] { "pageSize", "continuationToken" }.Where(page => format != OutputFormats.Json && request.Query.ContainsKey(page)))
        {
            throw new RequestException(page, $"A file holds the whole list: leave out {page}, or ask for format={OutputFormats.Json}.");
        }

        return format;
    }

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
