using LitWatch.Local.Loops;

namespace LitWatch.Local.Hosting;

/// <summary>Binds HTTP entries to routes; ASP.NET answers a wrong method with 405 (Azure: 404) and an unknown path with 404.</summary>
internal static class HttpMapping
{
    public static void MapEntries(this IEndpointRouteBuilder routes, IEnumerable<Entry> entries, string routePrefix)
    {
        foreach (var entry in entries.OfType<HttpEntry>())
        {
            var pattern = routePrefix.Length == 0 ? entry.Route : $"{routePrefix}/{entry.Route}";
            routes.MapMethods(pattern, [entry.Method], (RequestDelegate)(context => AnswerAsync(entry, context))).WithDisplayName(entry.Name);
        }
    }

    private static async Task AnswerAsync(HttpEntry entry, HttpContext context)
    {
        var result = await entry.RunAsync(context.RequestServices, context.Request);
        await result.ExecuteAsync(context);
        if (!HttpMethods.IsGet(entry.Method))
        {
            context.RequestServices.GetRequiredService<QueueActivity>().Nudge();
        }
    }
}
