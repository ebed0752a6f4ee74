using LitWatch.Articles;

namespace LitWatch.Strategies;

/// <summary>Short names of strategies, for mail subjects and logs.</summary>
internal static class StrategyText
{
    private const int LongestPart = 60;

    /// <summary><c>natalizumab × psoriasis</c>: the first drug term and the first reaction term, or what stands in its place. At most about 120 characters, one line.</summary>
    public static string Short(Strategy strategy)
    {
        var drug = strategy.Drug.Count > 0 ? Part(strategy.Drug[0].Value) : "no drug";
        var reaction = strategy switch
        {
            { Reaction: [var first, ..] } => Part(first.Value),
            { AnyAdverseReaction: true } => "any adverse reaction",
            { SpecialSituations: [var first, ..] } => Part(SpecialSituations.Describe(first)),
            _ => "no reaction",
        };
        return $"{drug} × {reaction}";
    }

    private static string Part(string text)
    {
        var plain = PlainText.Normalize(text) ?? "…";
        return plain.Length <= LongestPart ? plain : PlainText.Normalize(plain[..(LongestPart - 1)]) + "…";
    }
}
