namespace LitWatch.Strategies.Matching;

/// <param name="Strategy">Its place in the <see cref="StrategySet"/>.</param>
/// <param name="Spans">Every place where a drug or reaction term matches, in the order of the article's fields.</param>
internal sealed record StrategyMatch(int Strategy, IReadOnlyList<MatchSpan> Spans);
