using System.Text;
using LitWatch.Local.Commands;
using LitWatch.Local.Hosting;

namespace LitWatch.Tests.Local.Commands;

/// <summary>Runs commands in process.</summary>
internal sealed class CommandRunner
{
    public Func<LocalHostSettings, LocalHostSettings> Adjust { get; init; } = static settings => settings;

    public string Input { get; init; } = "";

    /// <summary>Exit code, stdout, stderr. A fault that no command explains shows as exit 1.</summary>
    public async Task<(int Code, string Data, string Words)> RunAsync(params string[] arguments)
    {
        using var data = new StringWriter();
        using var words = new StringWriter();
        var terminal = new Terminal(TextReader.Null, data, words, Terminal.ConsoleOn(data), Terminal.ConsoleOn(words))
        {
            OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(Input)),
            Adjust = Adjust,
        };
        var code = await CommandLine.RunAsync(arguments, terminal, CancellationToken.None);
        return (code, data.ToString(), words.ToString());
    }

    /// <summary>Stdout of a command that does what it is asked.</summary>
    public async Task<string> DoneAsync(params string[] arguments)
    {
        var (code, data, words) = await RunAsync(arguments);
        Assert.True(code == ExitCode.Done, $"exit {code}: {words}");
        return data;
    }
}
