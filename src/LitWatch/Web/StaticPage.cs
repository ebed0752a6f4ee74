using System.Text;
using Microsoft.AspNetCore.Http;

namespace LitWatch.Web;

/// <summary>The page at <c>/</c>.</summary>
internal sealed class ShowPage : IHttpHandler
{
    /// <summary>Matches the empty path only: Azure has no other way to serve <c>/</c>, and no catch-all may overlap the API.</summary>
    public const string Route = "{ignored:maxlength(0)?}";

    public static Operation Operation { get; } = Operation.None;

    public Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) => Task.FromResult(PageFiles.Serve(request, "index.html"));
}

/// <summary>The page's files.</summary>
internal sealed class ShowAsset : IHttpHandler
{
    public const string Route = "assets/{*path}";

    public static Operation Operation { get; } = Operation.None;

    public Task<IResult> RunAsync(HttpRequest request, CancellationToken cancellationToken) => Task.FromResult(PageFiles.Serve(request, request.RouteValue("path")));
}

/// <summary>Files compiled into the assembly, so both hosts serve the same from one place.</summary>
internal static class PageFiles
{
    private static readonly Dictionary<string, (byte[] Content, string Type)> Files = Load();

    public static IResult Serve(HttpRequest request, string name)
    {
        if (!Files.TryGetValue(name, out var file))
        {
            return Problems.Of(StatusCodes.Status404NotFound, "Not found.", "There is no such file.");
        }

        request.HttpContext.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(file.Content, file.Type);
    }

    public static string Text(string name) => Encoding.UTF8.GetString(Files[name].Content);

    private static Dictionary<string, (byte[] Content, string Type)> Load()
    {
        const string Prefix = "page/";
        var assembly = typeof(PageFiles).Assembly;
        var files = new Dictionary<string, (byte[], string)>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var content = assembly.GetManifestResourceStream(resource)!;
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            files[resource[Prefix.Length..]] = (bytes.ToArray(), Path.GetExtension(resource) switch
            {
                ".html" => "text/html; charset=utf-8",
                ".css" => "text/css; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                ".json" => "application/schema+json",
                _ => "application/octet-stream",
            });
        }

        return files;
    }
}
