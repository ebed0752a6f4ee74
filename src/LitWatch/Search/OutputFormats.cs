using LitWatch.Articles;
using LitWatch.Sources.Files;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Search;

/// <summary>The forms in which articles leave: JSON for programs, CSV for sheets, RIS and MEDLINE for reference managers.</summary>
internal static class OutputFormats
{
    public const string Json = "json";
    public const string Lines = "ndjson";

    /// <summary>Those that are files of articles and nothing else.</summary>
    public static IReadOnlyList<string> Files { get; } = ["csv", "ris", "nbib"];

    public static string ContentTypeOf(string format) => format switch
    {
        Lines => "application/x-ndjson",
        "csv" => "text/csv",
        "ris" => "application/x-research-info-systems",
        "nbib" => "application/nbib",
        _ => "application/json",
    };

    /// <param name="format">One of <see cref="Files"/>.</param>
    public static string Write(string format, IEnumerable<Article> articles) => format switch
    {
        "csv" => ArticleFormat.Csv(articles),
        "ris" => ArticleFormat.Ris(articles),
        "nbib" => ArticleFormat.Nbib(articles),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No such file."),
    };

    /// <summary>What <c>format=</c> says, else the first of <paramref name="formats"/> that <c>Accept</c> names, else the first.</summary>
    /// <exception cref="RequestException">It says something else.</exception>
    public static string Of(HttpRequest request, IReadOnlyList<string> formats)
    {
        var format = request.Query["format"].ToString().ToLowerInvariant() is { Length: > 0 } given ? given : Accepted(request, formats) ?? formats[0];
        return formats.Contains(format, StringComparer.Ordinal) ? format : throw new RequestException("format", $"format must be one of {string.Join(", ", formats)}.");
    }

    private static string? Accepted(HttpRequest request, IReadOnlyList<string> formats) => request.GetTypedHeaders().Accept
        .Where(accepted => accepted.Quality is not 0)
        .OrderByDescending(accepted => accepted.Quality ?? 1)
        .Select(accepted => formats.FirstOrDefault(format => accepted.MediaType.Equals(ContentTypeOf(format), StringComparison.OrdinalIgnoreCase)))
        .FirstOrDefault(format => format is not null);
}
