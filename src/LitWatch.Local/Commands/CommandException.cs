namespace LitWatch.Local.Commands;

/// <summary>A command cannot do what it was asked; its message, one line that says why and what to do, is all that people see.</summary>
internal sealed class CommandException : Exception
{
    public CommandException()
    {
    }

    public CommandException(string message)
        : base(message)
    {
    }

    public CommandException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public CommandException(string message, int exitCode)
        : base(message) => ExitCode = exitCode;

    public int ExitCode { get; } = Commands.ExitCode.NotDone;
}
