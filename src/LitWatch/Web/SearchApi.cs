using System.Text;
using LitWatch.Alerts;
using LitWatch.Search;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <summary><c>GET search</c>: asks the sources now; repeated drug or reaction values are synonyms.</summary>
internal sealed class SearchArticles(AdHocSearch search, KnownArticles known, Caller caller) : IHttpHandler
{
    public const string Route = "api/search";

    /// <summary>Of a file, which has no room for it: what became of each source, <c>pubmed=complete, crossref=incomplete</c>.</summary>
    public const string OutcomeHeader = "LitWatch-Outcome";

    /// <summary>Each costs a handful of reads, and somebody waits: what comes after these stays unmarked.</summary>
    public const int MostMarked = 1_000;

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
            new("known", "Name with each of the first thousand articles the alerts of your team that have it already", QueryKind.Truth),
            new("partial", "With ndjson: articles as soon as a source has them; one that another source adds to comes again and says which lines it replaces", QueryKind.Truth),
            new("format", "json, the whole answer; ndjson, a line for each thing as it is known; or a file of the articles. Accept says the same") { Words = AdHocOutput.Formats },
        ],
        Answer = SearchJson.Readable.AdHocAnswer,
        Media = [.. AdHocOutput.Formats.Select(OutputFormats.ContentTypeOf)],
        Problems = [400, 502],
        IsLimited = true,
    };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var format = OutputFormats.Of(request, AdHocOutput.Formats);
        var asked = Read(request.Query);
        var (marks, partial) = (IsYes(request.Query["known"]), IsYes(request.Query["partial"]));
        var query = asked.Check(search.SourceNames);
        if (format == OutputFormats.Lines)
        {
            var lines = new AdHocLines(asked, search.StepsAsync(query, cancellationToken), partial, marks ? MarkAsync : null);
            return Results.Stream(body => lines.WriteAsync(body, cancellationToken), OutputFormats.ContentTypeOf(format) + "; charset=utf-8");
        }

        var result = await search.RunAsync(query, cancellationToken);
        if (format == OutputFormats.Json)
        {
            result = marks ? result with { Articles = await MarkAsync(result.Articles, cancellationToken) } : result;
        }
        else if (result.IsFailed)
        {
            return Problems.Of(StatusCodes.Status502BadGateway, "No source could be searched.", string.Join(' ', result.Sources.SelectMany(source => source.Why.Select(why => $"{source.Source}: {why}"))));
        }

        request.HttpContext.Response.Headers[OutcomeHeader] = string.Join(", ", result.Sources.Select(source => $"{source.Source}={source.Outcome.ToString().ToLowerInvariant()}"));
        return Results.Text(AdHocOutput.Write(format, asked, result), OutputFormats.ContentTypeOf(format), Encoding.UTF8);
    }

    private async Task<IReadOnlyList<AdHocArticle>> MarkAsync(IReadOnlyList<AdHocArticle> found, CancellationToken cancellationToken)
    {
        var alerts = await known.AlertsOfAsync(caller.Team, [.. found.Take(MostMarked).Select(one => one.Article)], cancellationToken);
        return [.. found.Select((one, i) => i < alerts.Count ? one with { Alerts = alerts[i] } : one)];
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
