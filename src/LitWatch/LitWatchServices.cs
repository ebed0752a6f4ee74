using LitWatch.Storage;
using LitWatch.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LitWatch;

/// <summary>The composition root that both hosts call.</summary>
internal static class LitWatchServices
{
    public static IServiceCollection AddLitWatch(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddStorage();
        services.AddWeb(configuration);
        return services;
    }
}
