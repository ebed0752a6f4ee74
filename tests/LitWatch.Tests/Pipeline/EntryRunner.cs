namespace LitWatch.Tests.Pipelines;

/// <summary>The seam of the process tests: how a host runs the pipeline's entries.</summary>
internal abstract class EntryRunner : IAsyncDisposable
{
    public abstract IServiceProvider Services { get; }

    /// <summary>One tick of every timer, in the order of the table; after each the queues are emptied.</summary>
    public abstract Task SweepAsync();

    /// <summary>Runs what is in the queues until nothing is left.</summary>
    public abstract Task DrainAsync();

    /// <summary>The one-click POST of a mail program; returns the answer's status.</summary>
    public abstract Task<int> UnsubscribeAsync(string token);

    public abstract ValueTask DisposeAsync();
}
