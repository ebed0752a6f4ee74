using System.Globalization;
using LitWatch.Local.Hosting;
using Microsoft.Extensions.Logging;

namespace LitWatch.Tests.Pipelines;

/// <summary>The local host in a process of its own, at the time that each line of its input gives: one sweep and all that comes of it, then it says so.</summary>
internal static class YearWorker
{
    public const string Done = "done";

    /// <summary>Configuration comes by environment variables, as for the program itself.</summary>
    public static async Task<int> RunAsync(string folder)
    {
        var clock = new ShiftedTimeProvider(TimeSpan.Zero);
        var rules = HostJson.Load(HostJson.DefaultPath);
        var settings = new LocalHostSettings
        {
            Parts = HostParts.Queues,
            WorkingFolder = folder,
            Clock = clock,
            LogLevel = LogLevel.Critical,
            // A year passes in minutes: what failed is tried again in a second.
            HostJson = rules with { Queues = rules.Queues with { VisibilityTimeout = TimeSpan.FromSeconds(1), MaxPollingInterval = TimeSpan.FromMilliseconds(200) } },
        };
        LocalHost? host = null;
        try
        {
            while (await Console.In.ReadLineAsync() is { } line)
            {
                clock.Offset = DateTimeOffset.Parse(line, CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow();
                if (host is null)
                {
                    host = await LocalHost.BuildAsync(settings, CancellationToken.None);
                    await host.StartAsync(CancellationToken.None);
                }

                await host.SweepAsync(TimeSpan.FromSeconds(2), CancellationToken.None);
                await Console.Out.WriteLineAsync(Done);
                await Console.Out.FlushAsync();
            }
        }
        finally
        {
            await (host?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        return 0;
    }
}
