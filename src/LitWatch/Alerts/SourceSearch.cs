using System.Text.Json;
using System.Text.Json.Serialization;

namespace LitWatch.Alerts;

/// <summary>Asks for one strategy to be searched in one source over one window (whole days of the source, both included).</summary>
/// <param name="QueuedAt">When it was asked for: with the rest it names the run.</param>
internal sealed record SourceSearch(string Strategy, string Source, DateOnly From, DateOnly To, bool BackFill, DateTimeOffset QueuedAt)
{
    public const string Queue = "litwatch-searches";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SourceSearch))]
[JsonSerializable(typeof(SearchCursor))]
[JsonSerializable(typeof(SearchRun))]
[JsonSerializable(typeof(Hit))]
[JsonSerializable(typeof(Alert))]
internal sealed partial class AlertsJson : JsonSerializerContext;
