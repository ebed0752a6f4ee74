using Spectre.Console;

namespace LitWatch.Local.Commands;

/// <summary>
/// Where a command speaks: data to <see cref="Data"/> (stdout, never wrapped or coloured), tables and colours for people at a terminal to <see cref="Out"/>,
/// words for people to <see cref="Say"/> (stderr).
/// </summary>
internal sealed record Terminal(TextReader In, TextWriter Data, TextWriter Words, IAnsiConsole Out, IAnsiConsole Error)
{
    public static Terminal Standard() => new(Console.In, Console.Out, Console.Error, ConsoleOn(Console.Out), ConsoleOn(Console.Error));

    public void Say(string line) => Words.WriteLine(line);

    /// <summary>Says what is being done while it is: a moving line at a terminal, a plain one in a pipe.</summary>
    public Task WorkAsync(string line, Func<Task> work)
    {
        if (Error.Profile.Capabilities.Interactive && Error.Profile.Out.IsTerminal)
        {
            return Error.Status().StartAsync(Markup.Escape(line), _ => work());
        }

        Say(line);
        return work();
    }

    private static IAnsiConsole ConsoleOn(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
}
