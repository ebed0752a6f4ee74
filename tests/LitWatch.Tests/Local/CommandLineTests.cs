using LitWatch.Local.Commands;
using Spectre.Console;

namespace LitWatch.Tests.Local;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--nonsense")]
    [InlineData("serve", "extra")]
    [InlineData("--team")]
    public async Task Wrong_usage_is_one_line_on_stderr_and_exit_2(params string[] arguments)
    {
        var (code, data, words) = await RunAsync(arguments);

        Assert.Equal(ExitCode.WrongUsage, code);
        Assert.Empty(data);
        Assert.Single(words.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Help_names_every_command_on_stdout()
    {
        var (code, data, words) = await RunAsync("--help");

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("serve", data, StringComparison.Ordinal);
        Assert.Contains("run", data, StringComparison.Ordinal);
        Assert.Empty(words);
    }

    private static async Task<(int Code, string Data, string Words)> RunAsync(params string[] arguments)
    {
        using var data = new StringWriter();
        using var words = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(words) });
        var code = await CommandLine.RunAsync(arguments, new Terminal(TextReader.Null, data, words, console, console), CancellationToken.None);
        return (code, data.ToString(), words.ToString());
    }
}
