using System.Text;

namespace LitWatch.Strategies;

/// <summary>What a strategy must be before it is kept. What PubMed would ignore without a word is an error here: an ignored term is a silent miss.</summary>
internal static class StrategyRules
{
    /// <summary>PubMed refuses more truncated words in one search with an error that looks like an outage.</summary>
    public const int MostWildcards = 256;

    public const int LongestTerm = 200;

    public const int GreatestDistance = 1000;

    /// <summary>PubMed ignores the mark after fewer letters.</summary>
    public const int ShortestStem = 4;

    /// <summary>Errors in words, each with the place (<c>drug[1]</c>); empty for a strategy that may be kept.</summary>
    public static IReadOnlyList<string> Validate(Strategy strategy) =>
    [
        .. Parts(strategy),
        .. Errors("drug", strategy.Drug),
        .. Errors("reaction", strategy.Reaction),
        .. Errors("not", strategy.Not),
        .. Wildcards(strategy),
    ];

    private static IEnumerable<string> Parts(Strategy strategy)
    {
        if (strategy.Drug.Count == 0)
        {
            yield return "drug: name at least one drug term";
        }

        if (strategy.Reaction.Count == 0 && !strategy.AnyAdverseReaction && strategy.SpecialSituations.Count == 0)
        {
            yield return "reaction: name at least one reaction term, or ask for any adverse reaction, or name a special situation";
        }

        for (var i = 0; i < strategy.SpecialSituations.Count; i++)
        {
            if (SpecialSituations.Terms(strategy.SpecialSituations[i]).Count == 0)
            {
                yield return $"specialSituations[{i}]: '{strategy.SpecialSituations[i]}' is not known; use one of {string.Join(", ", SpecialSituations.Names)}";
            }
        }
    }

    private static IEnumerable<string> Errors(string list, IReadOnlyList<Term> terms) =>
        terms.SelectMany((term, i) => Errors(term).Select(error => $"{list}[{i}]: {error}"));

    private static IEnumerable<string> Errors(Term term)
    {
        if (term.Value.Length > LongestTerm)
        {
            yield return $"longer than {LongestTerm} characters; shorten it or split it into several terms";
        }

        if (term.Value.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar))
        {
            yield return "holds a control character or half a character; type it again";
        }

        if (Words.Key(TermText.Composed(term.Value)).Length == 0)
        {
            yield return "has no letter or digit; write a word";
        }

        foreach (var error in term.Field is TermField.Text or TermField.Title ? TruncationErrors(term) : OtherErrors(term))
        {
            yield return error;
        }
    }

    private static IEnumerable<string> TruncationErrors(Term term)
    {
        var (stem, truncated) = TermText.Untruncated(term.Value);
        var composed = TermText.Composed(stem);
        var words = Words.Split(composed);
        if (stem.Any(Letters.IsStar) || (truncated && words.Count > 0 && words[^1].End < composed.Length))
        {
            yield return $"'{term.Value}': the mark * may stand only at the end of the last word";
        }
        else if (truncated && words.Count > 0 && words[^1].End - words[^1].Start < ShortestStem)
        {
            yield return $"'{term.Value}': write at least {ShortestStem} letters of the last word before *; PubMed ignores it after fewer";
        }
    }

    private static IEnumerable<string> OtherErrors(Term term)
    {
        if (term.Value.Any(Letters.IsStar))
        {
            yield return $"'{term.Value}': only text and title terms may be truncated with *";
        }

        if (term.Field == TermField.Near && term.Distance is < 0 or > GreatestDistance)
        {
            yield return $"distance {term.Distance}: use 0 to {GreatestDistance}";
        }

        if (term.Field == TermField.Near && Words.Split(TermText.Composed(term.Value)).Count == 1)
        {
            yield return $"'{term.Value}': near takes two or more words; use a plain text term for one";
        }
    }

    private static IEnumerable<string> Wildcards(Strategy strategy)
    {
        var wildcards = strategy.Drug.Concat(SpecialSituations.ReactionTerms(strategy)).Concat(strategy.Not).Sum(WildcardsOf);
        if (wildcards > MostWildcards)
        {
            yield return $"{wildcards} truncated words, of which PubMed takes {MostWildcards}; write some out or split the strategy";
        }
    }

    // PubMedQuery asks for each spelling of a truncated phrase as a phrase and word by word.
    private static int WildcardsOf(Term term) => (term.Field is TermField.Text or TermField.Title) && TermText.Untruncated(term.Value) is (var stem, true)
        ? QueryWords.Spellings(stem).Sum(words => words.Count == 1 ? 1 : 2)
        : 0;
}
