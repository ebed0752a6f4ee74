using System.Text.Json.Serialization;

namespace LitWatch.Strategies.Linting;

/// <summary>How much a finding weighs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
internal enum Severity
{
    /// <summary>The strategy cannot be kept: a source would refuse it, or ignore a part of it without a word.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>Articles may be missed, or far too many found.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>Does no harm; worth a look.</summary>
    [JsonStringEnumMemberName("note")]
    Note,
}

/// <summary>One thing that the linter says of a strategy.</summary>
/// <param name="Rule">Its name: <c>short-stem</c>.</param>
/// <param name="Place">The list or term: <c>drug</c>, <c>reaction[2]</c>; <c>strategy</c> for the whole.</param>
/// <param name="Why">What is wrong, and with which effect.</param>
/// <param name="Fix">What to do about it.</param>
internal sealed record Finding(string Rule, Severity Severity, string Place, string Why, string Fix)
{
    /// <summary>For people who know that it is an error.</summary>
    [JsonIgnore]
    public string Message => $"{Place}: {Why}; {Fix}";

    public override string ToString() => $"{Place}: {Severity.ToString().ToLowerInvariant()} {Rule}: {Why}; {Fix}";
}
