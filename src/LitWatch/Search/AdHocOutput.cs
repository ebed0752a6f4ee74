using System.Text.Json;

namespace LitWatch.Search;

/// <summary>An ad hoc result as text.</summary>
internal static class AdHocOutput
{
    public static IReadOnlyList<string> Formats { get; } = [OutputFormats.Json, OutputFormats.Lines, .. OutputFormats.Files];

    /// <summary><c>json</c> is the whole answer of the contract; the others hold the articles, <c>ndjson</c> with their spans.</summary>
    public static string Write(string format, AdHocRequest asked, AdHocResult result) => format switch
    {
        OutputFormats.Json => JsonSerializer.Serialize(new AdHocAnswer(asked, result.Sources, result.Articles), SearchJson.Readable.AdHocAnswer),
        OutputFormats.Lines => string.Concat(result.Articles.Select(found => JsonSerializer.Serialize(found, SearchJson.Readable.AdHocArticle) + "\n")),
        _ => OutputFormats.Write(format, result.Articles.Select(found => found.Article)),
    };
}
