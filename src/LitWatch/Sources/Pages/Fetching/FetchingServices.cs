using System.Net;
using System.Text;
using LitWatch.Sources.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LitWatch.Sources.Pages.Fetching;

internal static class FetchingServices
{
    /// <summary>Enrichment. Needs an <see cref="IRequestGate"/> from elsewhere.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PagesOptions>().Bind(configuration.GetSection(PagesOptions.SectionName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PagesOptions>, PagesOptionsValidator>();
        services.AddSingleton<IReachable, PublicWeb>();
        services.AddSingleton<HostLookup>(Dns.GetHostAddressesAsync);
        services.AddHttpClient(PageExchange.Client, http =>
        {
            http.Timeout = Timeout.InfiniteTimeSpan;
            http.DefaultRequestHeaders.UserAgent.ParseAdd($"LitWatch/{typeof(SourceResilience).Assembly.GetName().Version?.ToString(3)}");
        }).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
        {
            ConnectCallback = new PublicConnection(provider.GetRequiredService<IReachable>(), provider.GetRequiredService<HostLookup>()).OpenAsync,
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy would connect in our place, to wherever it likes.
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxResponseHeadersLength = 64,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        });
        return services.AddSingleton<PageExchange>().AddSingleton<RobotsCache>().AddSingleton<PageClient>().AddSingleton<PageReader>();
    }
}
