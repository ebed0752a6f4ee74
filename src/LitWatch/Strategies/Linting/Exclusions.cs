namespace LitWatch.Strategies.Linting;

/// <summary>What a strategy's <c>not</c> costs.</summary>
internal static class Exclusions
{
    /// <summary>Exclusions that leave nothing to be found.</summary>
    public static IEnumerable<Finding> Errors(Strategy strategy) => Places(strategy).Where(not => IsAll(not.Term, strategy)).Select(not => new Finding(
        "not-excludes-all", Severity.Error, not.Place, $"'{not.Term.Value}' excludes every article that the strategy finds", "remove it"));

    public static IEnumerable<Finding> Of(Strategy strategy) => Places(strategy).Where(not => !IsAll(not.Term, strategy)).Select(not => new Finding(
        "not-loses-recall", Severity.Warning, not.Place, $"an article that also says '{not.Term.Value}' is missed, whatever else it reports", "remove it, or say in the reason why no such article can matter"));

    private static IEnumerable<(Term Term, string Place)> Places(Strategy strategy) => strategy.Not.Select((term, i) => (term, $"not[{i}]"));

    private static bool IsAll(Term excluded, Strategy strategy) =>
        IsAll(excluded, strategy.Drug) || (!strategy.AnyAdverseReaction && strategy.SpecialSituations.Count == 0 && IsAll(excluded, strategy.Reaction));

    private static bool IsAll(Term excluded, IReadOnlyList<Term> concept) => concept.Count > 0 && concept.All(term => Redundancy.Subsumes(excluded, term));
}
