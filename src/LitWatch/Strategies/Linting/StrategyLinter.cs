using LitWatch.Strategies.Vocabularies;

namespace LitWatch.Strategies.Linting;

/// <summary>
/// What is wrong with a strategy, or weak in it, for one who has to show that a search missed nothing: errors (<see cref="StrategyRules"/>) and what only a
/// reader of many strategies sees. Recommendations on search strategies: GVP VI, Appendix 2; PRESS 2015 (PMID 27005575).
/// </summary>
internal static class StrategyLinter
{
    /// <summary>In the order of the checks; empty for a sound one.</summary>
    /// <param name="vocabulary">What the team supplied; with it more is seen, and named.</param>
    public static IReadOnlyList<Finding> Lint(Strategy strategy, Vocabulary? vocabulary = null) => Findings(strategy, vocabulary ?? Vocabulary.Empty);

    /// <summary>Of a strategy in JSON, which comes with its findings; a text that is no strategy is one finding and no strategy.</summary>
    public static (Strategy? Strategy, IReadOnlyList<Finding> Findings) Read(string json, Vocabulary? vocabulary = null)
    {
        try
        {
            var strategy = StrategyJson.Parse(json);
            return (strategy, Lint(strategy, vocabulary));
        }
        catch (StrategyFormatException malformed)
        {
            var advice = malformed.Advice.Split("; ", 2);
            return (null, [new(malformed.IsUnknownMember ? "unknown-field" : "format", Severity.Error, malformed.Path, advice[0], advice.Length > 1 ? advice[1] : "correct the JSON")]);
        }
    }

    // Advice on a list that cannot be kept would take longer to give than to read.
    private static IReadOnlyList<Finding> Findings(Strategy strategy, Vocabulary vocabulary) =>
        Lists(strategy).Any(list => list.Terms.Count > StrategyRules.MostTerms) ? [.. StrategyRules.Errors(strategy)] :
    [
        .. StrategyRules.Errors(strategy),
        .. Lists(strategy).SelectMany(list => TermAdvice.Of(list.Name, list.Terms)),
        .. Lists(strategy).SelectMany(list => Redundancy.Of(list.Name, list.Terms)),
        .. Lists(strategy).SelectMany(list => HeadingAdvice.Of(list.Name, list.Terms, vocabulary)),
        .. ConceptAdvice.Of("drug", strategy.Drug, vocabulary),
        .. strategy.AnyAdverseReaction ? [] : ConceptAdvice.Of("reaction", strategy.Reaction, vocabulary),
        .. BrandNames.Of(strategy.Drug, vocabulary),
        .. Exclusions.Of(strategy),
        .. Situations(strategy),
    ];

    private static IEnumerable<(string Name, IReadOnlyList<Term> Terms)> Lists(Strategy strategy) => [("drug", strategy.Drug), ("reaction", strategy.Reaction), ("not", strategy.Not)];

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
