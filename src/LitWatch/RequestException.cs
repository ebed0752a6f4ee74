namespace LitWatch;

/// <summary>Input that cannot be taken: becomes a 400 with one message per field, each saying what to do.</summary>
internal sealed class RequestException(IReadOnlyDictionary<string, string[]> errors)
    : Exception(string.Join(" ", errors.SelectMany(error => error.Value)))
{
    public RequestException()
        : this("request", "The request cannot be taken.")
    {
    }

    public RequestException(string message)
        : this("request", message)
    {
    }

    public RequestException(string message, Exception innerException)
        : this("request", $"{message} {innerException.Message}")
    {
    }

    public RequestException(string field, params IEnumerable<string> messages)
        : this(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [.. messages] })
    {
    }

    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;
}
