namespace LitWatch.Replay.Faults;

/// <summary>What goes wrong. Each has been seen from the real services (protocols, 3.1 and 3.3).</summary>
internal enum FaultKind
{
    /// <summary>An HTTP status instead of the answer.</summary>
    Status,

    /// <summary>The right answer, late.</summary>
    Delay,

    /// <summary>The right answer, broken off: Content-Length says more than is sent, or the last chunk never comes.</summary>
    Cut,

    /// <summary>The connection is aborted before any answer.</summary>
    Reset,

    /// <summary>An HTML page with status 200.</summary>
    Html,

    /// <summary>Nothing but the XML prolog: the back end ended early.</summary>
    Prolog,

    /// <summary>The rate limit's JSON body with status 200.</summary>
    RateLimitBody,
}
