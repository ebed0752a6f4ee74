using System.CommandLine;
using LitWatch.Local.Hosting;
using LitWatch.Web;

namespace LitWatch.Local.Commands;

/// <summary>Services and storage for one command, acting for the team of <c>--team</c>; nothing runs by itself.</summary>
internal sealed class TeamSession : IAsyncDisposable
{
    private readonly LocalHost host;
    private readonly AsyncServiceScope scope;

    private TeamSession(LocalHost host, string team)
    {
        this.host = host;
        scope = host.ScopeFor(team);
        Team = team;
    }

    public string Team { get; }

    /// <summary>Who acts, as histories show it.</summary>
    public string By => Get<Caller>().Name;

    public static async Task<TeamSession> OpenAsync(Terminal terminal, ParseResult arguments, CancellationToken cancellationToken) =>
        new(await CommandHost.StartAsync(terminal, HostParts.None, cancellationToken), arguments.GetValue(GlobalOptions.Team)!);

    public T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        await host.DisposeAsync();
    }
}
