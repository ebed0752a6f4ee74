using LitWatch.Articles;
using LitWatch.Sources.Crossref;
using LitWatch.Sources.Http;
using LitWatch.Sources.Pages.Fetching;
using LitWatch.Sources.PubMed;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LitWatch.Sources;

internal static class SourcesServices
{
    /// <summary>PubMed, Crossref and the pages of articles. Needs an <see cref="IRequestGate"/> from elsewhere.</summary>
    public static IServiceCollection AddSources(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PubMedOptions>().Bind(configuration.GetSection(PubMedOptions.SectionName)).ValidateOnStart();
        services.AddOptions<CrossrefOptions>().Bind(configuration.GetSection(CrossrefOptions.SectionName))
            .PostConfigure(options => options.Mailto ??= configuration[$"{PubMedOptions.SectionName}:{nameof(PubMedOptions.Email)}"]).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PubMedOptions>, PubMedOptionsValidator>();
        services.AddSingleton<IValidateOptions<CrossrefOptions>, CrossrefOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(SourceResilience.NewJitter());
        services.AddSourceClient(SourceNames.PubMed);
        services.AddSourceClient(SourceNames.Crossref);
        services.AddSingleton<AnnouncedLimits>().AddSingleton<SourceMetrics>().AddSingleton<SourcePlaces>().AddSingleton<SourceChannel>().AddSingleton<PubMedClient>().AddSingleton<CrossrefClient>();
        services.AddSingleton<ILiteratureSource, PubMedSource>().AddSingleton<ILiteratureSource, CrossrefSource>();
        return services.AddPages(configuration);
    }
}
