namespace LitWatch.Local.Hosting;

/// <summary>How much of a fault people are shown.</summary>
internal static class Debugging
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("LITWATCH_DEBUG") is "1";

    /// <summary>An exception's message up to its first line break: storage faults go on with headers and bodies.</summary>
    public static string FirstLine(Exception fault)
    {
        var message = (fault is AggregateException { InnerExceptions: [var first, ..] } ? first : fault).Message.AsSpan().Trim();
        var end = message.IndexOfAny('\r', '\n');
        return (end < 0 ? message : message[..end]).ToString();
    }
}
