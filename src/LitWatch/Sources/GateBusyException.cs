namespace LitWatch.Sources;

/// <summary>
/// The account's next free request slot is more than <see cref="LongestWait"/> away. No fault of the source: the search is handed back to the
/// queue with a delay; nothing retries within the process.
/// </summary>
internal sealed class GateBusyException : Exception
{
    /// <summary>The longest wait for a slot inside a handler: 20 s.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    public GateBusyException()
        : this("The source's request slots are taken for a while.")
    {
    }

    public GateBusyException(string message)
        : base(message)
    {
    }

    public GateBusyException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <param name="wait">How long until the slot is free.</param>
    public GateBusyException(string source, TimeSpan wait)
        : this($"The next free request to {source} is {wait.TotalSeconds:0} s away.") => Wait = wait;

    public TimeSpan Wait { get; } = LongestWait;
}
