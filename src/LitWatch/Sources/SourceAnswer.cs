namespace LitWatch.Sources;

/// <summary>What was asked of a source: no key, no secret, ready to be archived and shown.</summary>
/// <param name="Method"><c>GET</c> or <c>POST</c>.</param>
/// <param name="Url">Address with query, without <c>api_key</c>.</param>
/// <param name="Form">The posted form in the same coding, without <c>api_key</c>; null for GET.</param>
internal sealed record SourceRequest(string Method, string Url, string? Form = null)
{
    public override string ToString() => Form is null ? $"{Method} {Url}" : $"{Method} {Url} [{Form}]";
}

/// <summary>One answer as received, byte for byte.</summary>
/// <param name="Kind">What it is for in the search, used in the archive's names: <c>esearch</c>, <c>efetch</c>, <c>works</c>.</param>
internal sealed record SourceAnswer(string Kind, SourceRequest Request, int Status, string? ContentType, ReadOnlyMemory<byte> Body, DateTimeOffset ReceivedAt);
