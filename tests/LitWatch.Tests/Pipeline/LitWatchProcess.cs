using System.Collections.Concurrent;
using System.Diagnostics;

namespace LitWatch.Tests.Pipelines;

/// <summary>The real <c>litwatch</c> binary in a process of its own, configured by environment variables alone.</summary>
internal sealed class LitWatchProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> said = new();

    private LitWatchProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>All that it wrote, for the message of a failing test.</summary>
    public string Said => string.Join(Environment.NewLine, said);

    public int ExitCode => process.ExitCode;

    public bool HasEnded => process.HasExited;

    public static LitWatchProcess Start(IReadOnlyDictionary<string, string?> configuration, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "litwatch.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in configuration)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new LitWatchProcess(Process.Start(start)!);
    }

    /// <summary>SIGKILL, where there are signals: nothing of the process runs any more.</summary>
    public void Kill() => process.Kill();

    /// <summary>SIGTERM, as service managers and containers stop a process.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public Task EndedAsync(CancellationToken cancellationToken) => process.WaitForExitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            said.Enqueue(line);
        }
    }
}
