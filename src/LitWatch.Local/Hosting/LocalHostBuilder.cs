using LitWatch.Local.Loops;
using LitWatch.Storage;
using LitWatch.Web;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace LitWatch.Local.Hosting;

/// <summary>Puts a host together from its settings and its complete configuration.</summary>
internal static class LocalHostBuilder
{
    public static IHost Build(LocalHostSettings settings, ConfigurationManager configuration)
    {
        var rules = settings.HostJson ?? HostJson.Load(HostJson.DefaultPath);
        if (!settings.Parts.HasFlag(HostParts.Web))
        {
            var plain = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = settings.WorkingFolder });
            Compose(plain, settings, configuration, rules);
            return plain.Build();
        }

        var web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = settings.WorkingFolder });
        Compose(web, settings, configuration, rules);
        // What is no address at all is refused, by its name, when the host starts.
        var address = WebAddress.Of(Uri.TryCreate(configuration[$"{WebOptions.Section}:{nameof(WebOptions.PublicUrl)}"], UriKind.Absolute, out var publicUrl) ? publicUrl : new WebOptions().PublicUrl);
        web.WebHost.UseKestrelCore().ConfigureKestrel(address.Listen);
        web.Services.AddRouting();
        web.Services.Configure<WebOptions>(options => options.TrustLoopback = address.Trusted);
        var application = web.Build();
        application.MapEntries(settings.Entries, rules.RoutePrefix);
        return application;
    }

    private static void Compose(IHostApplicationBuilder builder, LocalHostSettings settings, ConfigurationManager configuration, HostJson rules)
    {
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateScopes = true }));
        builder.Configuration.AddConfiguration(configuration);
        builder.Logging
            .AddConsole(options =>
            {
                options.FormatterName = LineFormatter.Key;
                options.LogToStandardErrorThreshold = LogLevel.Trace;
            })
            .AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>()
            .SetMinimumLevel(settings.LogLevel)
            .AddFilter("Microsoft", LogLevel.Warning)
            // What keeps a host from starting is thrown as well, and said once.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .AddFilter("System", LogLevel.Warning)
            .AddFilter("Azure", LogLevel.Warning)
            // A retry that helps is no news; one that does not ends in the run's certificate.
            .AddFilter("Polly", LogLevel.Error);
        builder.Services
            .AddSingleton(settings.Clock)
            .AddLitWatch(builder.Configuration)
            .AddMonitoring(builder.Configuration)
            .AddSingleton<QueueActivity>()
            .AddSingleton<TimerTick>()
            .AddSingleton(services => ActivatorUtilities.CreateInstance<QueueDrain>(services, (IReadOnlyCollection<QueueEntry>)[.. settings.Entries.OfType<QueueEntry>()]));
        // Signals are handled by whoever started the host; it writes nothing of its own.
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, SilentLifetime>());
        AddLoops(builder, settings, rules);
        if (settings.Parts == HostParts.None)
        {
            // A command that only looks needs no more settings than it uses: those are validated when they are read.
            builder.Services.RemoveAll<IStartupValidator>();
        }

        settings.Services(builder.Services);
    }

    // Queues before timers: what a first tick sends is then picked up at once.
    private static void AddLoops(IHostApplicationBuilder builder, LocalHostSettings settings, HostJson rules)
    {
        foreach (var entry in settings.Entries.OfType<QueueEntry>().Where(_ => settings.Parts.HasFlag(HostParts.Queues)))
        {
            builder.Services.AddSingleton<IHostedService>(services => ActivatorUtilities.CreateInstance<QueueLoop>(services, entry, rules.Queues));
        }

        foreach (var entry in settings.Entries.OfType<TimerEntry>().Where(_ => settings.Parts.HasFlag(HostParts.Timers)))
        {
            var schedule = TimerSchedule.Of(entry, builder.Configuration);
            builder.Services.AddSingleton<IHostedService>(services => ActivatorUtilities.CreateInstance<TimerLoop>(services, entry, schedule));
        }
    }

    private sealed class SilentLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
