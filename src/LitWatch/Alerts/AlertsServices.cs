using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Alerts;

internal static class AlertsServices
{
    public static IServiceCollection AddAlerts(this IServiceCollection services) => services
        .AddScoped<SweepAlerts>()
        .AddScoped<SearchSource>()
        .AddScoped<EditAlerts>();
}
