using LitWatch.Articles;

namespace LitWatch.Strategies.Matching;

/// <summary>
/// Says whether an article is what a strategy asks for, and where. Reads text as PubMed's [tiab] does where that is known (NLM, PubMed User Guide), and wider
/// where it is not: a reader can skip an article, not find one that was never shown. Made once for a strategy, used for many articles; safe to share.
/// </summary>
internal sealed class StrategyMatcher
{
    private readonly StrategySet _strategy;

    private StrategyMatcher(StrategySet strategy) => _strategy = strategy;

    /// <param name="narrower">The MeSH tree: names of all headings below a heading. Without it a heading matches itself only.</param>
    public static StrategyMatcher For(Strategy strategy, Func<string, IReadOnlySet<string>>? narrower = null) => new(new StrategySet([strategy], narrower));

    /// <summary>As <see cref="Match(Article)"/>, for one article.</summary>
    public static IReadOnlyList<MatchSpan>? Match(Strategy strategy, Article article) => For(strategy).Match(article);

    /// <summary>Null when not matched; otherwise every place where a drug or reaction term matches, in the order of the article's fields.</summary>
    public IReadOnlyList<MatchSpan>? Match(Article article) => _strategy.Match(article) is [var match] ? match.Spans : null;

    /// <summary>
    /// As <see cref="Match(Article)"/>, for an article that a source which can evaluate the strategy (PubMed) delivered in answer to it. The source's answer
    /// stands: it knows entry terms, narrower headings and text that is not shown here, and dropping what it found would be a miss. So null only when
    /// <see cref="Strategy.Not"/> excludes the article; spans may be few, or none.
    /// </summary>
    public IReadOnlyList<MatchSpan>? MatchDelivered(Article article) => _strategy.MatchDelivered(0, article);
}
