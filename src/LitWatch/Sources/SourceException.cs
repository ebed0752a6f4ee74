namespace LitWatch.Sources;

/// <summary>
/// A fault of a source: caught by the search that made the request and kept in its run; never escapes to the queue.
/// <see cref="Exception.Message"/> says in words for people what happened and what follows.
/// </summary>
internal sealed class SourceException : Exception
{
    public SourceException()
        : this("", "A source failed.")
    {
    }

    public SourceException(string message)
        : this("", message)
    {
    }

    public SourceException(string message, Exception? innerException)
        : this("", message, innerException: innerException)
    {
    }

    /// <param name="retryable">True when the same request may go well later (outage, rate limit); false when it will not (refused query).</param>
    /// <param name="request">What was asked, without keys; null when nothing was sent.</param>
    public SourceException(string source, string message, bool retryable = true, string? request = null, Exception? innerException = null)
        : base(message, innerException)
    {
        SourceName = source;
        Retryable = retryable;
        Request = request;
    }

    public string SourceName { get; }

    public bool Retryable { get; }

    public string? Request { get; }

    /// <summary>How long the source asked to be left alone (Retry-After); null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
