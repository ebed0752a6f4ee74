using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace LitWatch.Local.Emulator;

/// <summary>One running Azurite. It ends in order, its data saved, when its standard input closes: by <see cref="DisposeAsync"/>, or because this process is gone.</summary>
internal sealed class AzuriteProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private readonly Process node;
    private readonly TimeProvider clock;
    private readonly ConcurrentQueue<string> errors = new();

    private AzuriteProcess(Process node, TimeProvider clock)
    {
        this.node = node;
        this.clock = clock;
        node.OutputDataReceived += static (_, _) => { };
        node.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text && errors.Count < 20)
            {
                errors.Enqueue(text);
            }
        };
        node.BeginOutputReadLine();
        node.BeginErrorReadLine();
    }

    public int Id => node.Id;

    /// <summary>What it said on its standard error, on one line.</summary>
    public string Errors => errors.IsEmpty ? "it gave no reason" : string.Join(" ", errors);

    /// <param name="folder">Where the data are; null keeps them in memory.</param>
    /// <param name="marker">A file that exists while the process may still write; null for none.</param>
    /// <returns>The process when all three ports answer.</returns>
    /// <exception cref="AzuriteException">It ended at once, or did not answer within a minute.</exception>
    public static async Task<AzuriteProcess> StartAsync(string script, string? folder, string? marker, AzuritePorts ports, TimeProvider clock, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node",
            [
                Path.Combine(AppContext.BaseDirectory, "azurite", "bootstrap.cjs"), script, marker ?? "",
                .. folder is null ? (ReadOnlySpan<string>)["--inMemoryPersistence"] : ["--location", folder],
                "--silent", "--disableTelemetry", "--skipApiVersionCheck",
                "--blobHost", "127.0.0.1", "--queueHost", "127.0.0.1", "--tableHost", "127.0.0.1",
                "--blobPort", $"{ports.Blob}", "--queuePort", $"{ports.Queue}", "--tablePort", $"{ports.Table}",
            ])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NODE_NO_WARNINGS"] = "1";
        AzuriteProcess process;
        try
        {
            process = new AzuriteProcess(Process.Start(start)!, clock);
        }
        catch (Win32Exception absent)
        {
            throw new AzuriteException($"Node.js is not found, so the storage emulator Azurite cannot start: {AzuriteInstallation.NodeNeeded}.", absent);
        }

        try
        {
            await process.ReadyAsync(ports, cancellationToken);
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public Task ExitedAsync(CancellationToken cancellationToken) => node.WaitForExitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            node.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already.
        }

        using var limit = new CancellationTokenSource(StopLimit, clock);
        try
        {
            await node.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            node.Kill();
        }

        node.Dispose();
    }

    private async Task ReadyAsync(AzuritePorts ports, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (!node.HasExited)
        {
            if (await ports.AllAnswerAsync(cancellationToken))
            {
                return;
            }

            if (clock.GetElapsedTime(started) > ReadyLimit)
            {
                throw new AzuriteException($"Azurite does not answer after a minute: {Errors}");
            }

            await Task.Delay(Poll, clock, cancellationToken);
        }

        await node.WaitForExitAsync(cancellationToken);
        throw new AzuriteException($"Azurite ended while it started: {Errors}");
    }
}
