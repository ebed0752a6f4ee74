using System.CommandLine;
using LitWatch.Local.Hosting;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch run</c>: one sweep of all that is due.</summary>
internal static class RunCommand
{
    // Longer than the visibility timeout of host.json, so that a failed message is tried again.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    public static Command Create(Terminal terminal)
    {
        var untilIdle = new Option<bool>("--until-idle") { Description = "wait also for messages that come back later (delayed or to be retried)" };
        var json = CommonOptions.Json();
        var command = new DocumentedCommand("run", "one sweep of all that is due: search, compose, send, and end; exit 3 when a search was not complete", "run", "run --until-idle --json") { untilIdle, json };
        command.SetAction((arguments, cancellationToken) => RunAsync(terminal, arguments.GetValue(untilIdle), arguments.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, bool untilIdle, bool json, CancellationToken cancellationToken)
    {
        await using var host = await CommandHost.StartAsync(terminal, HostParts.Queues, cancellationToken);
        var since = host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var left = await host.SweepAsync(untilIdle ? Patience : TimeSpan.Zero, cancellationToken);
        var complete = await RunSummary.PrintAsync(host, terminal, since, cancellationToken, json);
        if (left > 0)
        {
            terminal.Say($"{left} message(s) wait for later: run again, or use --until-idle.");
        }

        return complete && left == 0 ? ExitCode.Done : ExitCode.Incomplete;
    }
}
