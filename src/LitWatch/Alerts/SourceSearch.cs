using System.Text.Json;
using System.Text.Json.Serialization;
using LitWatch.Sources;

namespace LitWatch.Alerts;

/// <summary>Why days are searched.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SearchPurpose>))]
internal enum SearchPurpose
{
    /// <summary>They are new.</summary>
    [JsonStringEnumMemberName("newest")]
    Newest,

    /// <summary>An earlier search was not complete: finds are news all the same.</summary>
    [JsonStringEnumMemberName("hole")]
    Hole,

    /// <summary>They lie before the alert: finds are history, kept and not mailed.</summary>
    [JsonStringEnumMemberName("backFill")]
    BackFill,
}

/// <summary>Asks for one strategy to be searched in one source over one window.</summary>
/// <param name="QueuedAt">When it was asked for: with the rest it names the run.</param>
internal sealed record SourceSearch(string Strategy, string Source, SearchWindow Window, SearchPurpose Purpose, DateTimeOffset QueuedAt)
{
    public const string Queue = "litwatch-searches";

    /// <summary>Not more days in one search; the rest is handed on.</summary>
    public int? DaysAtOnce { get; init; }

    /// <summary>Of back-fill: a record with a date from this day on is news, whichever search meets it first.</summary>
    public DateOnly? NewsSince { get; init; }

    /// <summary>Only while the source does not mind large jobs.</summary>
    public bool OffPeak { get; init; }

    /// <summary>The window is a rest, and a part before it was not complete.</summary>
    public bool Lacking { get; init; }

    /// <summary>Whether pages are to be read of finds without keywords or abstract.</summary>
    public bool Enrich { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SourceSearch))]
[JsonSerializable(typeof(PageDue))]
[JsonSerializable(typeof(SearchCursor))]
[JsonSerializable(typeof(SearchRun))]
[JsonSerializable(typeof(Hit))]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(Decision))]
internal sealed partial class AlertsJson : JsonSerializerContext;
