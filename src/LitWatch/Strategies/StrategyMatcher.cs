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
    /// As <see cref="Match(Article)"/>, for an article that a source which can evaluate the strategy (PubMed) delivered in answer to it. The source's answer
    /// stands: it knows entry terms, narrower headings and text that is not shown here, and dropping what it found would be a miss. So null only when
    /// <see cref="Strategy.Not"/> excludes the article; spans may be few, or none.
    /// </summary>
    public IReadOnlyList<MatchSpan>? MatchDelivered(Article article) => Match(article, sourceSaysSo: true);

    private List<MatchSpan>? Match(Article article, bool sourceSaysSo)
    {
        var texts = ArticleText.Of(article).ToList();
        var drug = _drug.Matches(article, texts).ToList();
        var reaction = _reaction.Matches(article, texts).ToList();
        var met = sourceSaysSo || (drug.Count > 0 && reaction.Count > 0);
        return !met || _not.Matches(article, texts).Any() ? null : InOrder(drug.Concat(reaction), texts);
    }

    private static List<MatchSpan> InOrder(IEnumerable<MatchSpan> spans, List<ArticleText> texts)
    {
        // Indexing comes after text; the sort is stable, so its own order stays.
        var order = texts.Select((text, i) => (text.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i);
        return [.. spans.Distinct().OrderBy(span => order.GetValueOrDefault(span.Field, int.MaxValue)).ThenBy(span => order.ContainsKey(span.Field) ? span.Start : 0)];
    }
}
