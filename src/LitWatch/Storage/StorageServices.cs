using LitWatch.Sources;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LitWatch.Storage;

internal static class StorageServices
{
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>()
            .Configure<IConfiguration>(StorageOptions.Read)
            .Validate(options => options.Fault() is null, "AzureWebJobsStorage (a connection string) or AzureWebJobsStorage__accountName must be set; Storage:Prefix may be up to 20 lower-case letters and digits that start with a letter.")
            .ValidateOnStart();
        return services
            .AddSingleton(provider => StorageAccount.Of(provider.GetRequiredService<IOptions<StorageOptions>>().Value, provider.GetRequiredService<StorageMetrics>()))
            .AddSingleton<StorageMetrics>()
            .AddSingleton<WorkQueues>()
            .AddSingleton<PoisonQueues>()
            .AddSingleton<Backup.AccountBackup>()
            .AddSingleton<Backup.AccountRestore>()
            .AddSingleton<StrategyStore>()
            .AddSingleton<VocabularyStore>()
            .AddSingleton<ArticleRows>()
            .AddSingleton<ArticleStore>()
            .AddSingleton<ArticleJoins>()
            .AddSingleton<ArticleKeyStore>()
            .AddSingleton<IRequestGate, RequestGate>();
    }
}
