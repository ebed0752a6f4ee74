using System.Globalization;
using System.Text.Json.Nodes;

namespace LitWatch.Replay.Crossref;

/// <summary>One work: its JSON as loaded and what is searched and filtered on.</summary>
internal sealed class CrossrefWork
{
    private CrossrefWork(JsonObject json, string doi)
    {
        Json = json;
        Doi = doi;
        Created = Instant("created");
        Deposited = Instant("deposited");
        Indexed = Instant("indexed");
        Words = WorkWords.Of(this);
    }

    public JsonObject Json { get; }

    /// <summary>As deposited; compared without case.</summary>
    public string Doi { get; }

    public DateTimeOffset Created { get; }

    public DateTimeOffset Deposited { get; }

    public DateTimeOffset Indexed { get; }

    public WorkWords Words { get; }

    /// <summary>A JSON object that looks like a work of the REST API: a DOI, and a title that is a list where there is one (CSL JSON has a string).</summary>
    public static CrossrefWork? From(JsonObject json) =>
        json["DOI"] is JsonValue value && value.TryGetValue<string>(out var doi) && doi.StartsWith("10.", StringComparison.Ordinal) && json["title"] is null or JsonArray && json["agency"] is null
            ? new CrossrefWork(json, doi)
            : null;

    /// <summary>Earliest day of a partial date; null for absent and for <c>[[null]]</c>.</summary>
    public DateOnly? Day(string name)
    {
        if ((Json[name] as JsonObject)?["date-parts"] is not JsonArray { Count: > 0 } dates || dates[0] is not JsonArray parts || Part(parts, 0) is not { } year || year is < 1 or > 9999)
        {
            return null;
        }

        var month = Math.Clamp(Part(parts, 1) ?? 1, 1, 12);
        return new DateOnly(year, month, Math.Clamp(Part(parts, 2) ?? 1, 1, DateTime.DaysInMonth(year, month)));
    }

    public long Count(string name) => Json[name] is JsonValue value && value.TryGetValue<long>(out var count) ? count : 0;

    public string? String(string name) => Json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public IEnumerable<string> Strings(string name) => (Json[name] as JsonArray)?.OfType<JsonValue>().Select(v => v.TryGetValue<string>(out var text) ? text : "") ?? [];

    public IEnumerable<JsonObject> Objects(string name) => (Json[name] as JsonArray)?.OfType<JsonObject>() ?? [];

    /// <summary>The object with only the fields asked for; what the work lacks stays out.</summary>
    public JsonObject Select(IReadOnlyList<string> fields, double score)
    {
        var copy = (JsonObject)Json.DeepClone();
        copy["score"] = Math.Round(score, 6);
        foreach (var name in fields.Count == 0 ? [] : copy.Select(p => p.Key).Except(fields, StringComparer.Ordinal).ToList())
        {
            copy.Remove(name);
        }

        return copy;
    }

    private static int? Part(JsonArray parts, int at) => at < parts.Count && parts[at] is JsonValue value && value.TryGetValue<int>(out var part) ? part : null;

    private DateTimeOffset Instant(string name) =>
        DateTimeOffset.TryParse((Json[name] as JsonObject)?["date-time"]?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : Day(name) is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : DateTimeOffset.MinValue;
}
