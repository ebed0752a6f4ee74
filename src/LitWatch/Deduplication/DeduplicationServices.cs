using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Deduplication;

internal static class DeduplicationServices
{
    public static IServiceCollection AddDeduplication(this IServiceCollection services) => services.AddSingleton<KeepRecord>();
}
