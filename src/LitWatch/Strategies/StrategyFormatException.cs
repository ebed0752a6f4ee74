namespace LitWatch.Strategies;

/// <summary>A strategy in JSON that breaks the contract. The message names the JSON path and says what to do.</summary>
internal sealed class StrategyFormatException : FormatException
{
    public StrategyFormatException()
    {
    }

    public StrategyFormatException(string message)
        : base(message)
    {
    }

    public StrategyFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public StrategyFormatException(string path, string advice, Exception? inner = null)
        : base($"{path}: {advice}", inner) => (Path, Advice) = (path, advice);

    /// <summary>Where in the JSON: <c>$.drug[2].mesh</c>.</summary>
    public string Path { get; } = "$";

    /// <summary>What is wrong and what to do: the message without the path.</summary>
    public string Advice { get; } = "";

    /// <summary>A member that the contract does not know.</summary>
    public bool IsUnknownMember { get; init; }
}
