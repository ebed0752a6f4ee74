using LitWatch.Strategies;
using LitWatch.Strategies.Linting;
using LitWatch.Strategies.Vocabularies;
using LitWatch.Strategies.Vocabularies.Files;

namespace LitWatch.Benchmarks;

/// <summary>Strategies of three to twelve terms with the names of real drugs and reactions, from the vocabularies recorded beside this checkout.</summary>
internal static class NamedStrategies
{
    public static IReadOnlyList<Strategy> Draw(int count, Random chance)
    {
        var drugs = Names(ConceptKind.Drug, "drugbank-open");
        var reactions = Names(ConceptKind.Reaction, "mesh", "symp").SelectMany(names => names).ToList();
        var strategies = new List<Strategy>(count);
        while (strategies.Count < count)
        {
            var strategy = new Strategy
            {
                Drug = [.. drugs[chance.Next(drugs.Count)].Take(chance.Next(1, 5))],
                Reaction = [.. Enumerable.Range(0, chance.Next(2, 9)).Select(_ => Written(reactions[chance.Next(reactions.Count)], chance)).Distinct()],
            };
            if (StrategyRules.Validate(strategy).Count == 0 && strategy.Drug.Count + strategy.Reaction.Count > 2)
            {
                strategies.Add(strategy);
            }
        }

        return strategies;
    }

    // One single word in eight truncated.
    private static Term Written(Term term, Random chance) =>
        term.Field == TermField.Text && term.Value.Length > 7 && term.Value.All(char.IsLetter) && chance.Next(8) == 0 ? term with { Value = term.Value[..^2] + "*" } : term;

    private static List<IReadOnlyList<Term>> Names(ConceptKind kind, params string[] folders)
    {
        var files = folders.SelectMany(folder => RecordedData.Files(Path.Combine("vocab", folder), "*.*")).Where(file => Path.GetExtension(file) is ".gz" or ".csv" or ".obo").ToList();
        return files.Count == 0
            ? throw new InvalidOperationException("This benchmark needs the vocabularies (shared/data/vocab beside the checkout).")
            : [.. files.SelectMany(file => VocabularyFile.Read(file).Concepts).Where(concept => concept.Kind == kind).Select(concept => Suggestion.Of(concept).Terms).Where(terms => terms.Count > 0)];
    }
}
