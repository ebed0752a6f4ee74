using System.Net;

namespace LitWatch.Replay;

/// <summary>One request as the log keeps it. Status 0 means that the connection was cut on purpose before any answer.</summary>
internal sealed record ReplayedRequest(
    DateTimeOffset Time,
    string Method,
    string Path,
    IReadOnlyList<KeyValuePair<string, string>> Parameters,
    IReadOnlyDictionary<string, string> Headers,
    IPAddress? Client)
{
    /// <summary>The HTTP status answered.</summary>
    public int Status { get; init; }

    /// <summary>The route that fault rules name: <c>esearch</c>, <c>efetch</c>, <c>works</c>, <c>work</c>…</summary>
    public string Route { get; init; } = "";

    /// <summary>The first value of a parameter. Names are matched exactly: E-utilities ignore a misspelt one in silence (protocols, 3.1).</summary>
    public string? this[string name] => Parameters.FirstOrDefault(p => string.Equals(p.Key, name, StringComparison.Ordinal)).Value;

    /// <summary>A parameter that counts as absent when it is empty.</summary>
    public string? NonEmpty(string name) => this[name] is { Length: > 0 } value ? value : null;

    public bool IsGet => HttpMethods.IsGet(Method) || HttpMethods.IsHead(Method);
}
