using System.Text;
using LitWatch.Local.Hosting;
using Spectre.Console;

namespace LitWatch.Local.Commands;

/// <summary>
/// Where a command speaks: data to <see cref="Data"/> (stdout, never wrapped or coloured), tables and colours for people at a terminal to <see cref="Out"/>,
/// words for people to <see cref="Say"/> (stderr).
/// </summary>
internal sealed record Terminal(TextReader In, TextWriter Data, TextWriter Words, IAnsiConsole Out, IAnsiConsole Error)
{
    // Wide enough for the widest table; whatever reads a pipe does not wrap.
    private const int ColumnsOfPipe = 120;

    /// <summary>Standard input as bytes.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>Has the last word on the settings of every host that a command starts: here tests say their configuration.</summary>
    public Func<LocalHostSettings, LocalHostSettings> Adjust { get; init; } = static settings => settings;

    public static Terminal Standard()
    {
        // Data are UTF-8 on every system.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Terminal(Console.In, Console.Out, Console.Error, ConsoleOn(Console.Out), ConsoleOn(Console.Error));
    }

    /// <summary>A console for people on <paramref name="writer"/>, coloured only when that is a terminal.</summary>
    public static IAnsiConsole ConsoleOn(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        if (output.IsTerminal)
        {
            return AnsiConsole.Create(new AnsiConsoleSettings { Out = output });
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = output, Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No });
        console.Profile.Width = ColumnsOfPipe;
        return console;
    }

    public void Say(string line) => Words.WriteLine(line);

    public void SayIfAny(string? line)
    {
        if (line is not null)
        {
            Say(line);
        }
    }

    /// <summary>Says, at a terminal, what of a long work is being done.</summary>
    public Action<string>? Progress(string verb) => Error.Profile.Out.IsTerminal ? what => Say($"{verb} {what} …") : null;

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
}
