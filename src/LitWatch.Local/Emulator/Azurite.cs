using System.Diagnostics;
using System.Globalization;

namespace LitWatch.Local.Emulator;

/// <param name="Folder">Where the data are kept; null keeps them in memory, for this process alone.</param>
/// <param name="Fallback">Where Azurite is installed when the user has no folder for application data.</param>
internal sealed record AzuriteSettings(string? Folder, string Fallback);

/// <summary>
/// The storage emulator of one folder. Hosts that work in the same folder share it: whoever holds <c>owner.lock</c> runs the process, the others
/// connect to the ports in <c>ports.json</c>, and one of them takes over, on the same ports, when the owner goes away.
/// </summary>
internal sealed class Azurite : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PredecessorLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan JoinLimit = TimeSpan.FromMinutes(5);
    private readonly AzuriteSettings settings;
    private readonly TimeProvider clock;
    private readonly Action<string> say;
    private readonly CancellationTokenSource stopping = new();
    private AzuritePorts? ports;
    private FileStream? ownership;
    private AzuriteProcess? process;
    private Task keeping = Task.CompletedTask;

    private Azurite(AzuriteSettings settings, TimeProvider clock, Action<string> say)
    {
        this.settings = settings;
        this.clock = clock;
        this.say = say;
    }

    public string ConnectionString => ports!.ConnectionString;

    public AzuritePorts Ports => ports!;

    /// <summary>Whether this object runs the process, rather than sharing another host's.</summary>
    public bool IsOwner => process is not null;

    /// <summary>The process, when this object runs it.</summary>
    public int? ProcessId => process?.Id;

    private string PortsFile => Path.Combine(settings.Folder!, "ports.json");

    private string Marker => Path.Combine(settings.Folder!, "azurite.pid");

    /// <param name="say">Takes progress and trouble, a line each, for people.</param>
    /// <exception cref="AzuriteException">With a message that says what to do.</exception>
    public static async Task<Azurite> StartAsync(AzuriteSettings settings, TimeProvider clock, Action<string> say, CancellationToken cancellationToken)
    {
        var azurite = new Azurite(settings, clock, say);
        try
        {
            await azurite.BeginAsync(cancellationToken);
            azurite.keeping = azurite.KeepAsync(azurite.stopping.Token);
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await keeping;
        if (process is not null)
        {
            await process.DisposeAsync();
            process = null;
        }

        if (ownership is not null)
        {
            await ownership.DisposeAsync();
            ownership = null;
        }

        stopping.Dispose();
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (settings.Folder is null)
        {
            await StartFreshAsync(cancellationToken);
            return;
        }

        Directory.CreateDirectory(settings.Folder);
        var began = clock.GetTimestamp();
        while (true)
        {
            if (TryOwn())
            {
                await WaitForPredecessorAsync(cancellationToken);
                await StartFreshAsync(cancellationToken);
                return;
            }

            if (AzuritePorts.Load(PortsFile) is { } theirs && await theirs.AllAnswerAsync(cancellationToken))
            {
                ports = theirs;
                return;
            }

            if (clock.GetElapsedTime(began) > JoinLimit)
            {
                throw new AzuriteException($"Another LitWatch holds {settings.Folder}, but its Azurite does not answer: stop it and start again.");
            }

            await Task.Delay(Poll, clock, cancellationToken);
        }
    }

    // The ports of last time where they are still free. Any port may be taken between the look and the start, hence the tries.
    private async Task StartFreshAsync(CancellationToken cancellationToken)
    {
        ports = settings.Folder is null ? null : AzuritePorts.Load(PortsFile);
        if (ports is not null && await ports.AnyAnswersAsync(cancellationToken))
        {
            ports = null;
        }

        for (var attempt = 1; ; attempt++)
        {
            ports ??= AzuritePorts.Free();
            try
            {
                await RunAsync(cancellationToken);
                return;
            }
            catch (AzuriteException taken) when (attempt < 4 && taken.Message.Contains("EADDRINUSE", StringComparison.Ordinal))
            {
                ports = null;
            }
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var script = await new AzuriteInstallation(settings.Fallback, clock, say).EnsureAsync(cancellationToken);
        if (settings.Folder is null)
        {
            process = await AzuriteProcess.StartAsync(script, folder: null, marker: null, ports!, clock, cancellationToken);
            return;
        }

        ports!.Save(PortsFile);
        process = await AzuriteProcess.StartAsync(script, settings.Folder, Marker, ports, clock, cancellationToken);
    }

    // Runs the process again when it dies, and takes over when its owner goes away.
    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (process is not null)
                {
                    await process.ExitedAsync(cancellationToken);
                    say($"Azurite ended ({process.Errors}); starting it again.");
                    await process.DisposeAsync();
                    process = null;
                }
                else if (settings.Folder is null || TryOwn())
                {
                    await WaitForPredecessorAsync(cancellationToken);
                    await RunAsync(cancellationToken);
                }
                else
                {
                    await Task.Delay(Poll, clock, cancellationToken);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                say(fault.Message);
                await Task.Delay(PauseAfterFault, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private bool TryOwn() => (ownership ??= ExclusiveFile.TryTake(Path.Combine(settings.Folder!, "owner.lock"))) is not null;

    // The last owner may have been killed: its Azurite then still saves what it holds. Two on one folder would overwrite each other's metadata.
    private async Task WaitForPredecessorAsync(CancellationToken cancellationToken)
    {
        if (settings.Folder is null)
        {
            return;
        }

        var began = clock.GetTimestamp();
        while (IsRunning(Marker) && clock.GetElapsedTime(began) < PredecessorLimit)
        {
            await Task.Delay(Poll, clock, cancellationToken);
        }
    }

    private static bool IsRunning(string marker)
    {
        try
        {
            using var running = Process.GetProcessById(int.Parse(File.ReadAllText(marker), CultureInfo.InvariantCulture));
            return running.ProcessName.Contains("node", StringComparison.OrdinalIgnoreCase) && !running.HasExited;
        }
        catch (Exception gone) when (gone is IOException or FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
