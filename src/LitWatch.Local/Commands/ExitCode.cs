namespace LitWatch.Local.Commands;

/// <summary>What a command tells its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The message says why and what to do.</summary>
    public const int NotDone = 1;

    public const int WrongUsage = 2;

    /// <summary>Done, but something is missing from the result: a source, a window, a message left for later.</summary>
    public const int Incomplete = 3;
}
