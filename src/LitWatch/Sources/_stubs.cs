#pragma warning disable
using LitWatch.Articles;
using LitWatch.Strategies;

// Stand-ins until the strategies are merged; delete this file then.
namespace LitWatch.Sources.PubMed
{
    internal static class PubMedQuery
    {
        public static string Render(Strategy strategy) =>
            $"({string.Join(" OR ", strategy.Drug.Select(term => term.Value))}) AND ({string.Join(" OR ", strategy.Reaction.Select(term => term.Value))})";
    }
}

namespace LitWatch.Strategies
{
    internal sealed class StrategyMatcher(Strategy strategy)
    {
        public static StrategyMatcher For(Strategy strategy) => new(strategy);

        public IReadOnlyList<MatchSpan>? Match(Article article)
        {
            var text = $"{article.Title} {string.Join(' ', article.Abstract.Select(section => section.Text))}";
            bool Any(IReadOnlyList<Term> terms) => terms.Any(term => text.Contains(term.Value.TrimEnd('*'), StringComparison.OrdinalIgnoreCase));
            return Any(strategy.Drug) && (strategy.AnyAdverseReaction || Any(strategy.Reaction)) ? [] : null;
        }
    }
}
