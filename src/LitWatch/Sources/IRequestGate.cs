namespace LitWatch.Sources;

/// <summary>
/// Keeps the account's request rate across all instances: every real request, retries included, waits here for a slot.
/// </summary>
internal interface IRequestGate
{
    /// <summary>Returns when a request to <paramref name="source"/> may leave. What is returned is disposed of when the source has begun to answer, or never will.</summary>
    /// <param name="source">One of <see cref="Articles.SourceNames"/>.</param>
    /// <param name="requestsPerSecond">The rate the source allows for the account.</param>
    /// <exception cref="GateBusyException">A slot is so far off that the work should be handed back instead of waiting.</exception>
    Task<IAsyncDisposable> EnterAsync(string source, double requestsPerSecond, CancellationToken cancellationToken);

    /// <summary>The source asked for a pause (Retry-After): no instance gets a slot before it is over, at most ten minutes.</summary>
    Task HoldAsync(string source, TimeSpan pause, CancellationToken cancellationToken);
}
