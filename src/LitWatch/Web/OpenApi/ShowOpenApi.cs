using System.Text;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web.OpenApi;

/// <summary><c>GET openapi.json</c>: the whole API, as its entries describe themselves.</summary>
internal sealed class ShowOpenApi : IHttpHandler
{
    public const string Route = "api/openapi.json";

    private static readonly Lazy<string> Document = new(() => OpenApiDocument.Of(Pipeline.Entries.OfType<HttpEntry>()).ToJsonString());

    public static Operation Operation { get; } = new("This document") { Media = ["application/openapi+json"] };

    public Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) => Task.FromResult(Results.Text(Document.Value, "application/openapi+json", Encoding.UTF8));
}
