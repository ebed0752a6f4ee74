using LitWatch.Articles;

namespace LitWatch.Strategies;

/// <summary>
/// Says whether an article is what a strategy asks for, and where. Reads text as PubMed's [tiab] does where that is known (NLM, PubMed User Guide), and wider
/// where it is not: a reader can skip an article, not find one that was never shown. Made once for a strategy, used for many articles; safe to share.
/// </summary>
internal sealed class StrategyMatcher
{
    private readonly TermGroup _drug;
    private readonly TermGroup _reaction;
    private readonly TermGroup _not;

    private StrategyMatcher(Strategy strategy, Func<string, IReadOnlySet<string>>? narrower)
    {
        _drug = new(strategy.Drug, narrower);
        _reaction = new(SpecialSituations.ReactionTerms(strategy), narrower);
        _not = new(strategy.Not, narrower);
    }

    /// <param name="narrower">The MeSH tree: names of all headings below a heading. Without it a heading matches itself only.</param>
    public static StrategyMatcher For(Strategy strategy, Func<string, IReadOnlySet<string>>? narrower = null) => new(strategy, narrower);

    /// <summary>As <see cref="Match(Article)"/>, for one article.</summary>
    public static IReadOnlyList<MatchSpan>? Match(Strategy strategy, Article article) => For(strategy).Match(article);

    /// <summary>Null when not matched; otherwise every place where a drug or reaction term matches, in the order of the article's fields.</summary>
    public IReadOnlyList<MatchSpan>? Match(Article article) => Match(article, sourceSaysSo: false);

    /// <summary>
    /// As <see cref="Match(Article)"/>, for an article that a source with its own vocabulary (PubMed) delivered in answer to this strategy. A side whose headings,
    /// substances or publication types are not found here counts as met when the article has such indexing: the source knows entry terms and narrower
    /// headings that this matcher does not, and dropping its answer would be a miss. Spans may then be few, or none.
    /// </summary>
    public IReadOnlyList<MatchSpan>? MatchDelivered(Article article) => Match(article, sourceSaysSo: true);

    private List<MatchSpan>? Match(Article article, bool sourceSaysSo)
    {
        var texts = ArticleText.Of(article).ToList();
        var drug = _drug.Matches(article, texts).ToList();
        if (drug.Count == 0 && !(sourceSaysSo && _drug.SourceMayKnowBetter(article)))
        {
            return null;
        }

        var reaction = _reaction.Matches(article, texts).ToList();
        if (reaction.Count == 0 && !(sourceSaysSo && _reaction.SourceMayKnowBetter(article)))
        {
            return null;
        }

        return _not.Matches(article, texts).Any() ? null : InOrder(drug.Concat(reaction), texts);
    }

    private static List<MatchSpan> InOrder(IEnumerable<MatchSpan> spans, List<ArticleText> texts)
    {
        // Indexing comes after text; the sort is stable, so its own order stays.
        var order = texts.Select((text, i) => (text.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i);
        return [.. spans.Distinct().OrderBy(span => order.GetValueOrDefault(span.Field, int.MaxValue)).ThenBy(span => order.ContainsKey(span.Field) ? span.Start : 0)];
    }
}
