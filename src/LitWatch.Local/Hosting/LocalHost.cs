using LitWatch.Local.Emulator;
using LitWatch.Local.Loops;
using LitWatch.Storage;
using LitWatch.Web;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LitWatch.Local.Hosting;

/// <summary>The pipeline on one machine. Built, started, stopped and disposed of; Azurite, where it is needed, runs from the first to the last of these.</summary>
internal sealed class LocalHost : IAsyncDisposable
{
    private readonly LocalHostSettings settings;
    private readonly IHost host;
    private readonly Azurite? azurite;
    private bool started;

    private LocalHost(LocalHostSettings settings, IHost host, Azurite? azurite)
    {
        this.settings = settings;
        this.host = host;
        this.azurite = azurite;
    }

    public IServiceProvider Services => host.Services;

    /// <summary>Where the web part listens, once started.</summary>
    public IReadOnlyCollection<string> Addresses => host.Services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.ToArray() ?? [];

    /// <exception cref="InvalidDataException">A setting or host.json cannot be used.</exception>
    /// <exception cref="AzuriteException">Azurite is needed and does not start.</exception>
    public static async Task<LocalHost> BuildAsync(LocalHostSettings settings, CancellationToken cancellationToken)
    {
        var state = new LocalState(settings);
        var configuration = LocalConfiguration.Read(settings, state);
        Azurite? emulator = null;
        try
        {
            if (LocalConfiguration.NeedsAzurite(configuration))
            {
                emulator = await Azurite.StartAsync(new AzuriteSettings(state.AzuriteData, state.AzuriteFallback), settings.Clock, settings.Say, cancellationToken);
                configuration[StorageOptions.ConnectionKey] = emulator.ConnectionString;
            }

            return new LocalHost(settings, LocalHostBuilder.Build(settings, configuration), emulator);
        }
        catch
        {
            if (emulator is not null)
            {
                await emulator.DisposeAsync();
            }

            throw;
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        started = true;
        await host.StartAsync(cancellationToken);
    }

    /// <summary>Ends when it is asked to: by the token, or by the host itself.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, settings.Clock, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>One tick of every timer, in the order of the table. After each the queues are drained, so the next sees what came of it.</summary>
    /// <param name="patience">How long to wait for messages that are hidden: delayed, to be retried, or with another host.</param>
    /// <returns>How many messages are left for later.</returns>
    public async Task<int> SweepAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var tick = Services.GetRequiredService<TimerTick>();
        foreach (var timer in settings.Entries.OfType<TimerEntry>())
        {
            await tick.RunAsync(timer, cancellationToken);
            await DrainAsync(TimeSpan.Zero, cancellationToken);
        }

        return await DrainAsync(patience, cancellationToken);
    }

    /// <inheritdoc cref="QueueDrain.WaitAsync"/>
    public Task<int> DrainAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        Services.GetRequiredService<QueueDrain>().WaitAsync(patience, cancellationToken);

    /// <summary>A scope in which the caller is the person at this machine, acting for <paramref name="team"/>.</summary>
    public AsyncServiceScope ScopeFor(string team)
    {
        var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Become(team, "local", Access.Admin);
        return scope;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (started)
            {
                await host.StopAsync(CancellationToken.None);
            }
        }
        finally
        {
            await (host is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask);
            if (azurite is not null)
            {
                await azurite.DisposeAsync();
            }
        }
    }
}
