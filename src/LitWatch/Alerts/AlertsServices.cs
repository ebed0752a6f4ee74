using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Alerts;

internal static class AlertsServices
{
    public static IServiceCollection AddAlerts(this IServiceCollection services) => services
        .AddMetrics()
        .AddSingleton<AlertMetrics>()
        .AddSingleton<AlertStore>()
        .AddSingleton<CursorStore>()
        .AddSingleton<RunStore>()
        .AddSingleton<HitStore>()
        .AddSingleton<DecisionStore>()
        .AddSingleton<DecideHits>()
        .AddSingleton<SplitArticle>()
        .AddSingleton<KnownArticles>()
        .AddSingleton<StoredMatches>()
        .AddSingleton<RawArchive>()
        .AddScoped<SweepAlerts>()
        .AddScoped<SearchSource>()
        .AddScoped<ReadPage>()
        .AddScoped<EditAlerts>();
}
