using LitWatch.Sources.Files;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Search;

/// <summary><c>GET search</c>: asks the sources now; repeated drug or reaction values are synonyms.</summary>
internal sealed class SearchArticles(AdHocSearch search) : IHttpHandler
{
    public const string Route = "api/search";

    public static Operation Operation { get; } = new("Search the sources now; nothing is kept but the answers")
    {
        Query =
        [
            new("drug", "A name of the drug; repeated values are synonyms") { IsRequired = true, IsRepeatable = true },
            new("reaction", "A name of the reaction; repeated values are synonyms. Give this or anyReaction") { IsRepeatable = true },
            new("anyReaction", "Any adverse reaction", QueryKind.Truth),
            new("from", "The first day", QueryKind.Day),
            new("to", "The last day", QueryKind.Day),
            new("source", "Only these sources; all without it") { IsRepeatable = true },
            new("enrich", "Read the publishers' pages of finds without keywords or abstract", QueryKind.Truth),
            new("format", "json, the whole answer, or the articles in another form") { Words = AdHocOutput.Formats },
        ],
        Answer = SearchJson.Readable.AdHocAnswer,
        Media = [.. AdHocOutput.Formats.Select(AdHocOutput.ContentTypeOf)],
        Problems = [400],
        IsLimited = true,
    };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var format = request.Query["format"].ToString() is { Length: > 0 } given ? given.ToLowerInvariant() : "json";
        if (!AdHocOutput.Formats.Contains(format, StringComparer.Ordinal))
        {
            throw new RequestException("format", $"format must be one of {string.Join(", ", AdHocOutput.Formats)}.");
        }

        var asked = Read(request.Query);
        var query = asked.Check(search.SourceNames);
        var result = await search.RunAsync(query, cancellationToken);
        return Results.Text(AdHocOutput.Write(format, asked, result), AdHocOutput.ContentTypeOf(format), Encoding.UTF8);
    }

    private static bool IsYes(string? value) => value is "1" or "true" or "True";

    private static AdHocRequest Read(IQueryCollection query) => new()
    {
        Drug = [.. query["drug"].OfType<string>()],
        Reaction = [.. query["reaction"].OfType<string>()],
        AnyReaction = IsYes(query["anyReaction"]),
        Enrich = IsYes(query["enrich"]),
        From = query["from"].FirstOrDefault(),
        To = query["to"].FirstOrDefault(),
        Source = [.. query["source"].OfType<string>()],
    };
}

/// <summary>An ad hoc result as text.</summary>
internal static class AdHocOutput
{
    public static IReadOnlyList<string> Formats { get; } = ["json", "ndjson", "csv", "ris", "nbib"];

    /// <summary><c>json</c> is the whole answer of the contract; the others hold the articles, <c>ndjson</c> with their spans.</summary>
    public static string Write(string format, AdHocRequest asked, AdHocResult result) => format switch
    {
        "json" => JsonSerializer.Serialize(new AdHocAnswer(asked, result.Sources, result.Articles), SearchJson.Readable.AdHocAnswer),
        "ndjson" => string.Concat(result.Articles.Select(found => JsonSerializer.Serialize(found, SearchJson.Readable.AdHocArticle) + "\n")),
        "csv" => ArticleFormat.Csv(result.Articles.Select(found => found.Article)),
        "ris" => ArticleFormat.Ris(result.Articles.Select(found => found.Article)),
        "nbib" => ArticleFormat.Nbib(result.Articles.Select(found => found.Article)),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No such format."),
    };

    public static string ContentTypeOf(string format) => format switch
    {
        "ndjson" => "application/x-ndjson",
        "csv" => "text/csv",
        "ris" => "application/x-research-info-systems",
        "nbib" => "application/nbib",
        _ => "application/json",
    };
}
