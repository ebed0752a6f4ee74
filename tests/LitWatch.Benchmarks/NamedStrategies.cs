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
        // Drugs that both vocabularies have: DrugBank alone has thousands that nobody writes of.
        var mesh = new Vocabulary(Concepts("mesh"));
        var drugs = Concepts("drugbank-open").Where(drug => mesh.Named(drug.Name).Count > 0).Select(Names).Where(names => names.Count > 0).ToList();
        var reactions = mesh.Concepts.Concat(Concepts("symp")).Where(concept => concept.Kind == ConceptKind.Reaction).SelectMany(Names).ToList();
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

    private static IReadOnlyList<Term> Names(Concept concept) => Suggestion.Of(concept).Terms;

    private static List<Concept> Concepts(string folder)
    {
        var files = RecordedData.Files(Path.Combine("vocab", folder), "*.*").Where(file => Path.GetExtension(file) is ".gz" or ".csv" or ".obo").ToList();
        return files.Count > 0 ? [.. files.SelectMany(file => VocabularyFile.Read(file).Concepts)] : throw new InvalidOperationException("This benchmark needs the vocabularies (shared/data/vocab beside the checkout).");
    }
}
