using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Web;

internal static class WebServices
{
    public static IServiceCollection AddWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebOptions>()
            .Bind(configuration.GetSection(WebOptions.Section))
            .Validate(options => options.PublicUrl is { IsAbsoluteUri: true, Scheme: "http" or "https" }, "Web:PublicUrl must be the absolute http(s) address under which people reach LitWatch.")
            .Validate(options => options.SearchesPerMinute > 0, "Web:SearchesPerMinute must be a number above 0: ad hoc searches of one team a minute.")
            .ValidateOnStart();
        foreach (var handler in Pipeline.Entries.OfType<HttpEntry>())
        {
            services.AddScoped(handler.Handler);
        }

        return services
            .AddScoped<WatchQueues>()
            .AddSingleton<QueueMetrics>()
            .AddSingleton<ApiKeyStore>()
            .AddSingleton<CallerRecognition>()
            .AddSingleton<AlertViews>()
            .AddSingleton<CallQuota>()
            .AddSingleton<FeedTokens>()
            .AddSingleton<MailLinks>()
            .AddSingleton<AlertHits>()
            .AddSingleton<AlertRuns>()
            .AddScoped<Caller>()
            .AddScoped<HttpGate>();
    }
}
