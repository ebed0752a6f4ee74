using LitWatch.Strategies.Vocabularies;

namespace LitWatch.Strategies.Linting;

/// <summary>What is weak in the terms of one concept together.</summary>
internal static class ConceptAdvice
{
    /// <summary>Synonyms that a finding names; the rest is what suggestions are for.</summary>
    private const int Shown = 5;

    public static IEnumerable<Finding> Of(string list, IReadOnlyList<Term> terms, Vocabulary vocabulary)
    {
        if (terms.Count == 0)
        {
            yield break;
        }

        if (terms.DistinctBy(StrategyHash.Canonical, StringComparer.Ordinal).Count() == 1)
        {
            yield return new("no-synonyms", Severity.Warning, list, $"'{terms[0].Value}' is the only term: articles that use another word are missed", Synonyms(terms[0], vocabulary));
        }

        if (terms.All(term => term.Field is TermField.Mesh or TermField.Substance))
        {
            yield return new("mesh-only", Severity.Warning, list, "only index terms: records that are not indexed yet, or never will be, are missed", "add the words as text terms");
        }

        if (terms.Any(term => term.Field == TermField.Title) && !terms.Any(term => term.Field is TermField.Text or TermField.Near))
        {
            yield return new("limit-title", Severity.Warning, list, "words are looked for in titles only: what the abstract reports is missed", "use text terms");
        }
    }

    private static string Synonyms(Term term, Vocabulary vocabulary)
    {
        var known = vocabulary.Named(term.Value).Select(Suggestion.Of).SelectMany(suggestion => suggestion.Terms).Where(other => !Redundancy.Subsumes(term, other)).DistinctBy(StrategyHash.Canonical, StringComparer.Ordinal).Take(Shown).ToList();
        return known.Count == 0 ? "add synonyms, spellings, brand names, the MeSH heading" : $"add synonyms, such as {string.Join(", ", known.Select(StrategyText.Term))}";
    }
}
