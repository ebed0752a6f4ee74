using LitWatch.Alerts;
using LitWatch.Deduplication;
using LitWatch.Digests;
using LitWatch.Search;
using LitWatch.Sources;
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
#pragma warning disable RS0030 // the one place where the shared generator enters; everything else takes it as a parameter
        services.TryAddSingleton(Random.Shared);
#pragma warning restore RS0030
        return services
            .AddStorage()
            .AddSources(configuration)
            .AddDeduplication()
            .AddAlerts()
            .AddDigests(configuration)
            .AddSearch()
            .AddWeb(configuration);
    }
}
