using System.Globalization;
using LitWatch.Strategies;
using LitWatch.Strategies.Linting;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// A strategy in PubMed's words: <c>(drug OR …) AND (reaction OR …) NOT (…)</c>. Every term has a field tag, so PubMed maps and explodes nothing unasked; a group
/// never has one (PubMed ignores it). The order is the user's: people read this. Source: PubMed User Guide (Phrase Index, Truncation, Proximity).
/// <para>Several words are asked for twice. <c>"a b"[tiab]</c> finds only what is in PubMed's phrase index; any other phrase is broken into words (the
/// Guide) or dropped from an OR with a mere warning (seen in October 2026), and with a hyphen it finds nothing. <c>"a b"[tiab:~0]</c> needs no index. A truncated phrase has no such twin (proximity ignores <c>*</c>), so
/// its words are asked for with AND and the matcher keeps what is adjacent. The warning <c>QuotedPhraseNotFound</c> for a [tiab] or [ti] phrase is
/// therefore harmless; for any other tag it is a term that does not exist.</para>
/// <para>NOT must never take more than meant: exclusions that PubMed may read more widely than the matcher (several words, near, publication types
/// with their kinds) are left to the matcher; <see cref="LeftToMatcher"/> names them.</para>
/// </summary>
internal static class PubMedQuery
{
    /// <summary>The query; empty when a side has nothing to search for, which <see cref="StrategyRules"/> refuses.</summary>
    public static string Render(Strategy strategy)
    {
        var drug = Alternatives(strategy.Drug);
        var reaction = Alternatives(SpecialSituations.ReactionTerms(strategy));
        var not = Alternatives(strategy.Not.Where(IsReadAlike));
        return drug.Length == 0 || reaction.Length == 0 ? "" : $"({drug}) AND ({reaction}){(not.Length == 0 ? "" : $" NOT ({not})")}";
    }

    /// <summary>One term, in parentheses when it takes more than one expression; empty when it has no letter or digit.</summary>
    public static string RenderTerm(Term term)
    {
        List<string> forms = term.Field switch
        {
            TermField.Text => Phrases(term.Value, "tiab"),
            TermField.Title => Phrases(term.Value, "ti"),
            TermField.Near => Near(term),
            TermField.Mesh => Name(term.Value, (term.Major ? "majr" : "mh") + (term.Explode ? "" : ":noexp")),
            TermField.Substance => Name(term.Value, "nm"),
            TermField.PublicationType => Name(term.Value, "pt"),
            _ => Name(term.Value, "sh"),
        };
        return forms.Count > 1 ? $"({string.Join(" OR ", forms)})" : string.Concat(forms);
    }

    /// <summary>The exclusions that PubMed is not asked for.</summary>
    public static IReadOnlyList<Term> LeftToMatcher(Strategy strategy) => [.. strategy.Not.Where(term => !IsReadAlike(term))];

    private static string Alternatives(IEnumerable<Term> terms) =>
        string.Join(" OR ", terms.Select(RenderTerm).Where(form => form.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase));

    private static bool IsReadAlike(Term term) => term.Field switch
    {
        TermField.Mesh or TermField.Substance or TermField.Subheading => true,
        TermField.Text or TermField.Title => QueryWords.Spellings(term.Value) is [[_]],
        _ => false,
    };

    private static List<string> Phrases(string value, string tag)
    {
        var (stem, truncated) = TermText.Untruncated(value);
        return [.. QueryWords.Spellings(stem).SelectMany(words => truncated ? Truncated(words, tag) : Whole(words, tag)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    // PubMed may drop a stop word of a proximity search but keep its place: each may stand between.
    private static IEnumerable<string> Whole(IReadOnlyList<string> words, string tag) => words is [var word]
        ? [$"\"{word}\"[{tag}]"]
        : [$"\"{Joined(words)}\"[{tag}]", string.Create(CultureInfo.InvariantCulture, $"\"{Joined(words)}\"[{tag}:~{words.Count(QueryWords.IsStopWord)}]")];

    private static IEnumerable<string> Truncated(IReadOnlyList<string> words, string tag)
    {
        var last = words[^1].All(char.IsLetterOrDigit) ? $"{words[^1]}*[{tag}]" : $"\"{words[^1]}*\"[{tag}]";
        if (words.Count == 1)
        {
            return [last];
        }

        var separate = words.SkipLast(1).Where(word => !QueryWords.IsStopWord(word)).Select(word => $"\"{word}\"[{tag}]").Append(last).ToList();
        return [$"\"{Joined(words)}*\"[{tag}]", separate.Count == 1 ? last : $"({string.Join(" AND ", separate)})"];
    }

    private static List<string> Near(Term term)
    {
        var distance = Math.Clamp(term.Distance, 0, StrategyRules.GreatestDistance);
        return [.. QueryWords.Spellings(term.Value).Select(words => words is [var word]
            ? $"\"{word}\"[tiab]"
            : string.Create(CultureInfo.InvariantCulture, $"\"{Joined(words)}\"[tiab:~{distance}]"))];
    }

    private static List<string> Name(string value, string tag) => QueryWords.Name(value) is { Length: > 0 } name ? [$"\"{name}\"[{tag}]"] : [];

    private static string Joined(IReadOnlyList<string> words) => string.Join(' ', words);
}
