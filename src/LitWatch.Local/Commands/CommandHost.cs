using LitWatch.Local.Hosting;

namespace LitWatch.Local.Commands;

/// <summary>The host that a command works with: the pipeline of the current folder.</summary>
internal static class CommandHost
{
    /// <summary>Builds and starts it; with <see cref="HostParts.None"/> it gives services and storage, and nothing runs by itself.</summary>
    public static async Task<LocalHost> StartAsync(Terminal terminal, HostParts parts, CancellationToken cancellationToken)
    {
        var settings = new LocalHostSettings
        {
            Parts = parts,
            Say = terminal.Say,
            LogLevel = parts.HasFlag(HostParts.Web) ? LogLevel.Information : LogLevel.Warning,
        };
        return await StartAsync(terminal.Adjust(settings), cancellationToken);
    }

    public static async Task<LocalHost> StartAsync(LocalHostSettings settings, CancellationToken cancellationToken)
    {
        var host = await LocalHost.BuildAsync(settings, cancellationToken);
        try
        {
            await host.StartAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }
}
