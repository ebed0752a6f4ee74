using LitWatch.Articles;

namespace LitWatch.Sources.Http;

/// <summary>One question to a source, asked as often as it takes: what to call it, what the answer must be, and every answer that came.</summary>
/// <param name="Source">One of <see cref="SourceNames"/>.</param>
/// <param name="Kind">The answers' <see cref="SourceAnswer.Kind"/>.</param>
/// <param name="Request">What is asked, without keys.</param>
/// <param name="RequestsPerSecond">The rate to pay for at the gate, unless the source states another.</param>
/// <param name="Check">Why a complete answer of status 200 is none (an error in its body, another format), or null when it is one.</param>
/// <param name="Describe">What the body of an answer with another status says in words, or null.</param>
internal sealed record SourceCall(
    string Source,
    string Kind,
    SourceRequest Request,
    double RequestsPerSecond,
    Func<SourceAnswer, SourceException?> Check,
    Func<SourceAnswer, string?> Describe)
{
    /// <summary>Where the handlers find the call of a request.</summary>
    public static readonly HttpRequestOptionsKey<SourceCall> Key = new("litwatch.call");

    /// <summary>The key that is sent along. A source may quote it in an error; no message of ours does.</summary>
    public string? Secret { get; init; }

    /// <summary>How many requests the source takes at once from one client; null where it does not say.</summary>
    public int? AtOnce { get; init; }

    /// <summary>Answers as received, failed tries and cut bodies included, oldest first.</summary>
    public List<SourceAnswer> Received { get; } = [];

    public static SourceCall Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var call) ? call : throw new InvalidOperationException("Requests to sources are sent by SourceChannel.");

    public SourceException Fault(string message, bool retryable = true, TimeSpan? retryAfter = null, Exception? innerException = null) =>
        new(Source, message, retryable, Request.ToString(), innerException) { RetryAfter = retryAfter };

    /// <summary>The source's own spelling of its name, for messages.</summary>
    public string Title => Source switch
    {
        SourceNames.PubMed => "PubMed",
        SourceNames.Crossref => "Crossref",
        _ => Source,
    };

    public SourceException WithoutSecret(SourceException fault) =>
        string.IsNullOrEmpty(Secret) || !fault.Message.Contains(Secret, StringComparison.Ordinal)
            ? fault
            : Fault(fault.Message.Replace(Secret, "…", StringComparison.Ordinal), fault.Retryable, fault.RetryAfter);
}
