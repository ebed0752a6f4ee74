using System.Text.Json;
using System.Text.Json.Serialization;

namespace LitWatch.Alerts;

/// <summary>What a reviewer may make of an article.</summary>
[JsonConverter(typeof(VerdictConverter))]
internal enum Verdict
{
    NotRelevant,
    Relevant,

    /// <summary>May describe an individual case that has to be reported.</summary>
    PotentialIcsr,

    /// <summary>Of an article or a case that the team has already.</summary>
    Duplicate,

    NeedsFullText,
}

/// <summary>What a reviewer made of an article for one alert: one version, never changed once recorded.</summary>
internal sealed record Decision
{
    public required string Alert { get; init; }

    /// <summary>The id on which it is recorded: the article's root at that time. It stays there when articles are joined or split.</summary>
    public required string Article { get; init; }

    /// <summary>Counts all decisions on the article for the alert, from 1.</summary>
    public required int Version { get; init; }

    [JsonPropertyName("decision")]
    public required Verdict Verdict { get; init; }

    public required string Reason { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>All decisions on one article for one alert.</summary>
/// <param name="Article">The article's root now; decisions recorded on any of its aliases are its own.</param>
/// <param name="History">Oldest first; of joined articles, those of all.</param>
internal sealed record DecisionHistory(string Alert, string Article, IReadOnlyList<Decision> History)
{
    /// <summary>The one that counts: the latest; null while nobody has decided.</summary>
    public Decision? Current => History is [.., var latest] ? latest : null;
}

/// <summary>Decisions by name, as people give them and files show them.</summary>
internal static class Verdicts
{
    /// <summary>Stands in filters for "nobody has decided".</summary>
    public const string None = "none";

    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<Verdict>().Select(NameOf)];

    public static string NameOf(this Verdict verdict) => JsonNamingPolicy.CamelCase.ConvertName(verdict.ToString());

    public static Verdict? Parse(string? name) => Enum.GetValues<Verdict>().Select(verdict => (Verdict?)verdict).FirstOrDefault(verdict => verdict!.Value.NameOf() == name?.Trim());
}

/// <summary>Writes decisions by the names of <see cref="Verdicts"/>.</summary>
internal sealed class VerdictConverter() : JsonStringEnumConverter<Verdict>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
