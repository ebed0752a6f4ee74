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

    /// <summary>An empty answer of the status that the rule says, with an address to go to instead.</summary>
    Redirect,

    /// <summary>The first half of the right answer, sent as if it were all: nothing in HTTP tells.</summary>
    Half,

    /// <summary>The right answer compressed, of which the last bytes are missing.</summary>
    HalfGzip,

    /// <summary>The right answer a byte at a time, with the rule's delay before each: it comes, and never ends.</summary>
    Drip,

    /// <summary>The right answer without its last record or its last id; what it counts stays.</summary>
    Less,

    /// <summary>The right answer with its first record or id twice.</summary>
    Twice,

    /// <summary>The right answer with a record or an id in it that nobody asked for.</summary>
    Stranger,

    /// <summary>The right answer to a search, which counts one record more than there are.</summary>
    Count,

    /// <summary>The right answer, whose texts are damaged: every tag that closes a record is another, every DOI stands under another name.</summary>
    Garbled,
}
