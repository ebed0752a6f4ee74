namespace LitWatch.Strategies.Linting;

/// <summary>
/// What is wrong with a strategy, or weak in it, for one who has to show that a search missed nothing: errors (<see cref="StrategyRules"/>) and what only a
/// reader of many strategies sees. Recommendations on search strategies: GVP VI, Appendix 2; PRESS 2015 (PMID 27005575).
/// </summary>
internal static class StrategyLinter
{
    /// <summary>In the order of the strategy's parts; empty for a sound one.</summary>
    public static IReadOnlyList<Finding> Lint(Strategy strategy) =>
    [
        .. StrategyRules.Errors(strategy),
        .. TermAdvice.Of("drug", strategy.Drug),
        .. TermAdvice.Of("reaction", strategy.Reaction),
        .. TermAdvice.Of("not", strategy.Not),
        .. Redundancy.Of("drug", strategy.Drug),
        .. Redundancy.Of("reaction", strategy.Reaction),
        .. Redundancy.Of("not", strategy.Not),
        .. ConceptAdvice.Of("drug", strategy.Drug),
        .. strategy.AnyAdverseReaction ? [] : ConceptAdvice.Of("reaction", strategy.Reaction),
        .. BrandNames.Of(strategy.Drug),
        .. Exclusions.Of(strategy),
        .. Situations(strategy),
    ];

    /// <summary>Of a text that is no strategy.</summary>
    public static Finding Of(StrategyFormatException malformed) => new(
        malformed.IsUnknownMember ? "unknown-field" : "format",
        Severity.Error,
        malformed.Path,
        (malformed.Advice ?? malformed.Message).Split("; ", 2)[0],
        (malformed.Advice ?? "").Split("; ", 2) is [_, var fix] ? fix : "correct the JSON");

    private static IEnumerable<Finding> Situations(Strategy strategy)
    {
        if (strategy.SpecialSituations.Count == 0)
        {
            yield return new("special-situations-absent", Severity.Warning, "specialSituations",
                "articles on use in pregnancy, overdose, misuse, lack of efficacy … that name no reaction are not found, and GVP VI asks for them",
                $"name those that matter for the drug: {string.Join(", ", SpecialSituations.Names)}");
        }
    }
}
