namespace LitWatch;

/// <summary>Every timer, queue and route that wakes LitWatch, in one table. Hosts bind these and nothing else.</summary>
internal static class Pipeline
{
    public static IReadOnlyList<Entry> Entries { get; } = [];
}
