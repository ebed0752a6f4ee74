using System.Text.Json.Serialization;

namespace LitWatch.Strategies;

/// <summary>
/// What a team watches for: (any drug term) AND (any reaction term, or any adverse reaction, or a special situation) NOT (any of <see cref="Not"/>).
/// Immutable; named by <see cref="StrategyHash"/>, which ignores order and case of synonyms and <see cref="Reason"/>.
/// JSON form: the strategy contract, see <see cref="StrategyJson"/>.
/// </summary>
[JsonConverter(typeof(StrategyJsonConverter))]
internal sealed record Strategy
{
    public required IReadOnlyList<Term> Drug { get; init; }

    /// <summary>May be empty only when <see cref="AnyAdverseReaction"/> is true or <see cref="SpecialSituations"/> has entries.</summary>
    public IReadOnlyList<Term> Reaction { get; init; } = [];

    public bool AnyAdverseReaction { get; init; }

    /// <summary>Names of built-in blocks (<c>pregnancy</c>, <c>overdose</c> …), OR-ed to the reactions.</summary>
    public IReadOnlyList<string> SpecialSituations { get; init; } = [];

    public IReadOnlyList<Term> Not { get; init; } = [];

    /// <summary>Why this version was made; not part of its meaning.</summary>
    public string? Reason { get; init; }
}
