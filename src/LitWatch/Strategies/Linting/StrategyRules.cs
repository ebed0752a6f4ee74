using System.Text;
using LitWatch.Strategies.Matching;

namespace LitWatch.Strategies.Linting;

/// <summary>What a strategy must be before it is kept. What PubMed would ignore without a word is an error here: an ignored term is a silent miss.</summary>
internal static class StrategyRules
{
    /// <summary>PubMed refuses more truncated words in one search with an error that looks like an outage.</summary>
    public const int MostWildcards = 256;

    public const int LongestTerm = 200;

    /// <summary>In one list; more make a query that sources refuse or answer with a time-out.</summary>
    public const int MostTerms = 1_000;

    public const int GreatestDistance = 1000;

    /// <summary>PubMed ignores the mark after fewer letters.</summary>
    public const int ShortestStem = 4;

    /// <summary>Errors in words, each with the place (<c>drug[1]</c>); empty for a strategy that may be kept.</summary>
    public static IReadOnlyList<string> Validate(Strategy strategy) => [.. Errors(strategy).Select(error => error.Message)];

    public static IEnumerable<Finding> Errors(Strategy strategy) =>
    [
        .. Parts(strategy),
        .. Errors("drug", strategy.Drug),
        .. Errors("reaction", strategy.Reaction),
        .. Errors("not", strategy.Not),
        .. Wildcards(strategy),
        .. Exclusions.Errors(strategy),
    ];

    private static IEnumerable<Finding> Parts(Strategy strategy)
    {
        if (strategy.Drug.Count == 0)
        {
            yield return Error("no-drug", "drug", "there is no drug term", "name at least one drug term");
        }

        if (strategy.Reaction.Count == 0 && !strategy.AnyAdverseReaction && strategy.SpecialSituations.Count == 0)
        {
            yield return Error("no-reaction", "reaction", "there is no reaction term", "name at least one reaction term, or ask for any adverse reaction, or name a special situation");
        }

        for (var i = 0; i < strategy.SpecialSituations.Count; i++)
        {
            if (SpecialSituations.Terms(strategy.SpecialSituations[i]).Count == 0)
            {
                yield return Error("unknown-situation", $"specialSituations[{i}]", $"'{strategy.SpecialSituations[i]}' is not known", $"use one of {string.Join(", ", SpecialSituations.Names)}");
            }
        }
    }

    private static IEnumerable<Finding> Errors(string list, IReadOnlyList<Term> terms) =>
        terms.Count > MostTerms
            ? [Error("too-many-terms", list, $"{terms.Count} terms: sources refuse such a query or time out", $"keep {MostTerms} at most; a truncated stem or an exploded heading says many at once")]
            : terms.SelectMany((term, i) => Errors(term, $"{list}[{i}]"));

    private static IEnumerable<Finding> Errors(Term term, string place)
    {
        if (term.Value.Length > LongestTerm)
        {
            yield return Error("too-long", place, $"longer than {LongestTerm} characters", "shorten it or split it into several terms");
        }

        if (term.Value.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value == 0xFFFE))
        {
            yield return Error("control-character", place, "holds a control character or half a character", "type it again");
        }

        if (FoldedText.Key(TermText.Composed(term.Value)).Length == 0)
        {
            yield return Error("no-word", place, "has no letter or digit", "write a word");
        }

        foreach (var error in term.Field is TermField.Text or TermField.Title ? TruncationErrors(term, place) : OtherErrors(term, place))
        {
            yield return error;
        }
    }

    private static IEnumerable<Finding> TruncationErrors(Term term, string place)
    {
        var (stem, truncated) = TermText.Untruncated(term.Value);
        var composed = TermText.Composed(stem);
        var words = FoldedText.Of(composed).Words;
        if (stem.Any(Characters.IsStar) || (truncated && words.Length > 0 && words[^1].End < composed.Length))
        {
            yield return Error("misplaced-wildcard", place, $"'{term.Value}': the mark * may stand only at the end of the last word", "move it there, or write the words out as terms of their own");
        }
        else if (truncated && words.Length > 0 && words[^1].End - words[^1].Start < ShortestStem)
        {
            yield return Error("short-stem", place, $"'{term.Value}': PubMed ignores * after fewer than {ShortestStem} letters", $"write at least {ShortestStem} letters of the last word before *");
        }
    }

    private static IEnumerable<Finding> OtherErrors(Term term, string place)
    {
        if (term.Value.Any(Characters.IsStar))
        {
            yield return Error(term.Field == TermField.Near ? "wildcard-in-near" : "wildcard-in-index-term", place, $"'{term.Value}': only text and title terms may be truncated with *", "write the word out, or use a text term");
        }

        if (term.Field == TermField.Near && term.Distance is < 0 or > GreatestDistance)
        {
            yield return Error("distance", place, $"distance {term.Distance} is none that PubMed takes", $"use 0 to {GreatestDistance}");
        }

        if (term.Field == TermField.Near && FoldedText.Of(TermText.Composed(term.Value)).Count == 1)
        {
            yield return Error("near-one-word", place, $"'{term.Value}': near takes two or more words", "use a plain text term for one");
        }
    }

    private static IEnumerable<Finding> Wildcards(Strategy strategy)
    {
        var wildcards = strategy.Drug.Concat(SpecialSituations.ReactionTerms(strategy)).Concat(strategy.Not).Sum(WildcardsOf);
        if (wildcards > MostWildcards)
        {
            yield return Error("too-many-wildcards", "strategy", $"{wildcards} truncated words, of which PubMed takes {MostWildcards}", "write some out or split the strategy");
        }
    }

    private static Finding Error(string rule, string place, string why, string fix) => new(rule, Severity.Error, place, why, fix);

    // PubMedQuery asks for each spelling of a truncated phrase as a phrase and word by word.
    private static int WildcardsOf(Term term) => (term.Field is TermField.Text or TermField.Title) && TermText.Untruncated(term.Value) is (var stem, true)
        ? QueryWords.Spellings(stem).Sum(words => words.Count == 1 ? 1 : 2)
        : 0;
}
