using LitWatch.Digests.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LitWatch.Digests;

internal static class DigestsServices
{
    public static IServiceCollection AddDigests(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsRules>();
        services.AddOptions<SecurityOptions>()
            .Bind(configuration.GetSection(SecurityOptions.Section))
            .Validate(options => options.SigningKey.Length >= 16, "Security:SigningKey must be at least 16 characters that nobody can guess.")
            .Validate(options => options.PreviousSigningKey is null or "" or { Length: >= 16 }, "Security:PreviousSigningKey must be the signing key before this one, or absent.")
            .ValidateOnStart();
        return services
            .AddSingleton<SubscriptionStore>()
            .AddSingleton<DeliveryStore>()
            .AddSingleton<MailedStore>()
            .AddSingleton<RecipientStore>()
            .AddSingleton<DigestArchive>()
            .AddSingleton<DigestMetrics>()
            .AddSingleton<MailTokens>()
            .AddSingleton<RecipientsWord>()
            .AddSingleton<EraseAddress>()
            .AddScoped<AskRecipient>()
            .AddScoped<SweepDigests>()
            .AddScoped<ComposeDigest>()
            .AddScoped<SendEmail>()
            .AddScoped<ManifestBuilder>()
            .AddScoped<EditSubscriptions>()
            .AddSingleton<ResendDigest>()
            .AddSingleton<SmtpMailer>()
            .AddSingleton<PickupMailer>()
            .AddSingleton<IMailer>(provider => provider.GetRequiredService<IOptions<MailOptions>>().Value.Host is { Length: > 0 }
                ? provider.GetRequiredService<SmtpMailer>()
                : provider.GetRequiredService<PickupMailer>());
    }

    private sealed class MailOptionsRules : IValidateOptions<MailOptions>
    {
        public ValidateOptionsResult Validate(string? name, MailOptions options) =>
            options.Fault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }
}
