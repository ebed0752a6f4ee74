using System.CommandLine;
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

    /// <summary>Those whose data are lines of JSON or one word anyway, or that have none.</summary>
    private static readonly string[] WithoutJson = ["parse", "match", "demo", "serve", "mail test", "keys add", "vocabulary import"];

    public static TheoryData<string> Commands => [.. Leaves(CommandLine.Root(Terminal.Standard()), "").Select(leaf => leaf.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_shows_how_it_is_used_and_can_speak_to_programs(string name)
    {
        var (code, data, words) = await RunAsync([.. name.Split(' '), "--help"]);

        Assert.Equal((ExitCode.Done, ""), (code, words));
        Assert.Contains($"Examples:\n  litwatch {name}", data, StringComparison.Ordinal);
        Assert.True(WithoutJson.Contains(name) || data.Contains("--json", StringComparison.Ordinal) || data.Contains("--format", StringComparison.Ordinal), data);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_example_is_one_that_is_understood(string name)
    {
        var command = (DocumentedCommand)Leaves(CommandLine.Root(Terminal.Standard()), "").Single(leaf => leaf.Name == name).Command;

        Assert.All(command.Examples, example => Assert.Empty(CommandLine.Root(Terminal.Standard()).Parse(example.Split(" > ")[0].Split(" | ")[^1].Replace("litwatch ", "", StringComparison.Ordinal)).Errors));
    }

    private static IEnumerable<(string Name, Command Command)> Leaves(Command command, string path) => command.Subcommands.SelectMany(sub =>
    {
        var name = $"{path} {sub.Name}".Trim();
        return sub.Subcommands.Count == 0 || sub.Action is not null ? Leaves(sub, name).Prepend((name, sub)) : Leaves(sub, name);
    });

    private static async Task<(int Code, string Data, string Words)> RunAsync(params string[] arguments)
    {
        using var data = new StringWriter();
        using var words = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(words) });
        var code = await CommandLine.RunAsync(arguments, new Terminal(TextReader.Null, data, words, console, console), CancellationToken.None);
        return (code, data.ToString(), words.ToString());
    }
}
