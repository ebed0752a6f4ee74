using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Search;
using LitWatch.Storage;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <summary><c>GET articles/{id}</c>: by our identifier, under any alias.</summary>
internal sealed class ShowArticle(ArticleStore articles) : IHttpHandler
{
    public const string Route = "api/articles/{id}";

    public static Operation Operation { get; } = new("An article as merged from all sources") { Answer = ArticleJson.Readable.Article, Problems = [404] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await articles.FindRootAsync(request.RouteValue("id"), cancellationToken) is { } root
            ? request.Json(root.Merged(), ArticleJson.Readable.Article)
            : Problems.NotFound("article");
}

/// <param name="Records">What each source says of the article, as it came.</param>
/// <param name="Joins">Which records were taken for one work, when, by which rules and on what evidence.</param>
/// <param name="Splits">What people took apart since.</param>
internal sealed record ArticleHistory(IReadOnlyList<Article> Records, IReadOnlyList<ArticleJoin> Joins, IReadOnlyList<ArticleSplit> Splits);

/// <summary><c>GET articles/{id}/history</c>: why the records of an article are one.</summary>
internal sealed class ShowArticleHistory(ArticleStore articles) : IHttpHandler
{
    public const string Route = "api/articles/{id}/history";

    public static Operation Operation { get; } = new("Why the records of an article are one: joins with their evidence, and splits") { Answer = WebJson.Default.ArticleHistory, Problems = [404] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) =>
        await articles.FindRootAsync(request.RouteValue("id"), cancellationToken) is { } root
            ? request.Json(new ArticleHistory([.. root.Parts], root.Joins, root.Splits), WebJson.Default.ArticleHistory)
            : Problems.NotFound("article");
}

/// <param name="Record">The record to take out: its article id, or its source and number there (<c>crossref:10.5826/dpc.1202a88</c>).</param>
/// <param name="Reason">Why the two are not one work.</param>
internal sealed record SplitRequest(string? Record, string? Reason);

/// <param name="Taken">The article of the record that was taken out.</param>
/// <param name="Left">That of the others.</param>
internal sealed record SplitAnswer(Article Taken, Article Left);

/// <summary><c>POST articles/{id}/split</c>: takes a record out of an article that it does not belong to.</summary>
internal sealed class SplitJoinedArticle(ArticleStore articles, SplitArticle split, Caller caller) : IHttpHandler
{
    public const string Route = "api/articles/{id}/split";

    public static Operation Operation { get; } = new("Take a record out of an article that it does not belong to") { Body = WebJson.Default.SplitRequest, Answer = WebJson.Default.SplitAnswer, Problems = [400, 404] };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var asked = await request.BodyAsync(WebJson.Default.SplitRequest, cancellationToken);
        if (string.IsNullOrWhiteSpace(asked.Reason))
        {
            throw new RequestException("reason", "reason must say why the two are not one work.");
        }

        if (await articles.FindRootAsync(request.RouteValue("id"), cancellationToken) is not { } root)
        {
            return Problems.NotFound("article");
        }

        var record = root.Parts.FirstOrDefault(part => part.Id == asked.Record || part.Records.Any(from => $"{from.Source}:{from.Id}" == asked.Record))?.Id
            ?? throw new RequestException("record", $"record must be one of {string.Join(", ", root.Parts.SelectMany(part => part.Records).Select(from => $"{from.Source}:{from.Id}"))}.");
        return await split.RunAsync(record, $"{caller.Team}/{caller.Name}", asked.Reason.Trim(), cancellationToken) is var (taken, left)
            ? request.Json(new SplitAnswer(taken.Merged(), left.Merged()), WebJson.Default.SplitAnswer)
            : throw new RequestException("record", "The article has one record only; there is nothing to take apart.");
    }
}

/// <summary>Articles as a search answered them.</summary>
internal sealed record ArticleSelection(IReadOnlyList<Article> Articles);

/// <summary><c>POST articles/files</c>: those of an answer that somebody chose, as a file; nothing is kept.</summary>
internal sealed class WriteArticles : IHttpHandler
{
    public const string Route = "api/articles/files";

    public static Operation Operation { get; } = new("The articles in the body as a file")
    {
        Query = [new("format", "csv, ris or nbib; Accept says the same") { Words = OutputFormats.Files }],
        Body = WebJson.Default.ArticleSelection,
        Media = [.. OutputFormats.Files.Select(OutputFormats.ContentTypeOf)],
        Problems = [400],
    };

    public async Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var format = OutputFormats.Of(request, OutputFormats.Files);
        var body = await request.BodyAsync(WebJson.Default.JsonElement, cancellationToken);
        if (HasNull(body))
        {
            throw new RequestException("articles", "articles must hold no null: what is not known is absent.");
        }

        return Results.Text(OutputFormats.Write(format, body.Deserialize((JsonTypeInfo<ArticleSelection>)WebJson.Strict.GetTypeInfo(typeof(ArticleSelection)))!.Articles), OutputFormats.ContentTypeOf(format), Encoding.UTF8);
    }

    private static bool HasNull(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Object => element.EnumerateObject().Any(member => HasNull(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(HasNull),
        _ => false,
    };
}
