using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Search;

internal static class SearchServices
{
    public static IServiceCollection AddSearch(this IServiceCollection services) =>
        services.AddSingleton<AdHocPages>().AddSingleton<AdHocSearch>();
}
