using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace LitWatch.Tests.Histories.Memory;

/// <summary>An answer that has an ETag and nothing else.</summary>
internal sealed class MemoryAnswer(int status, ETag etag = default) : Response
{
    public override int Status => status;

    public override string ReasonPhrase => "";

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    public static RequestFailedException Failure(int status) => new(status, $"Answer {status}.");

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => IsETag(name);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => [new("ETag", etag.ToString("H"))];

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = IsETag(name) ? etag.ToString("H") : null;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = IsETag(name) ? [etag.ToString("H")] : null;
        return values is not null;
    }

    private static bool IsETag(string name) => string.Equals(name, "ETag", StringComparison.OrdinalIgnoreCase);
}

internal sealed class NoValue<T> : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("There is no value.");

    public override Response GetRawResponse() => new MemoryAnswer(404);
}
