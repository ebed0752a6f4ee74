using System.CommandLine;
using LitWatch.Local.Hosting;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch serve</c>: everything, until stopped.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new DocumentedCommand("serve", "host everything until stopped: timers, queues, API and web page (the default)", "serve");
        command.SetAction((_, cancellationToken) => RunAsync(terminal, cancellationToken));
        return command;
    }

    public static async Task<int> RunAsync(Terminal terminal, CancellationToken cancellationToken)
    {
        await using (var host = await CommandHost.StartAsync(terminal, HostParts.All, cancellationToken))
        {
            terminal.Say($"LitWatch is at {string.Join(", ", host.Addresses)}; Ctrl-C stops it.");
            await host.WaitAsync(cancellationToken);
            terminal.Say("Stopping …");
        }

        return ExitCode.Done;
    }
}
