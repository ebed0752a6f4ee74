using System.CommandLine;
using LitWatch.Local.Hosting;
using LitWatch.Strategies;

namespace LitWatch.Local.Commands;

/// <summary>A strategy in a file, as the contract has it.</summary>
internal static class StrategyFile
{
    public static Option<string> Option(bool required) => new("--strategy")
    {
        Description = "a strategy in JSON",
        HelpName = "FILE",
        Required = required,
    };

    /// <summary>One or more.</summary>
    public static Option<string[]> Options() => CommonOptions.Repeated("--strategy", "FILE", "a strategy in JSON; of several, each line says which one matched");

    /// <exception cref="CommandException">The file cannot be read, or is no strategy (wrong usage).</exception>
    public static Strategy Read(string path)
    {
        try
        {
            return StrategyJson.Parse(Text(path));
        }
        catch (StrategyFormatException malformed)
        {
            throw new CommandException($"{path}: {malformed.Message}", ExitCode.WrongUsage);
        }
    }

    /// <exception cref="CommandException">The file cannot be read.</exception>
    public static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read: {Debugging.FirstLine(fault)}", fault);
        }
    }
}
