using System.Globalization;
using LitWatch.Articles;

namespace LitWatch.Strategies;

/// <summary>Strategies for people: short names for mail subjects and logs, and the whole meaning in words.</summary>
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

    /// <summary>All that is asked for, a line a side: <c>drug: natalizumab OR MeSH "Natalizumab" and narrower</c>, <c>AND reaction: psoria* OR any adverse reaction</c>, <c>NOT: …</c>.</summary>
    public static string Describe(Strategy strategy)
    {
        IEnumerable<string> reactions =
        [
            .. strategy.Reaction.Select(Term),
            .. strategy.AnyAdverseReaction ? ["any adverse reaction"] : Array.Empty<string>(),
            .. strategy.SpecialSituations.Select(name => $"special situation {SpecialSituations.Describe(name)}"),
        ];
        var lines = $"drug: {Any(strategy.Drug.Select(Term))}\nAND reaction: {Any(reactions)}";
        return strategy.Not.Count == 0 ? lines : $"{lines}\nNOT: {Any(strategy.Not.Select(Term))}";
    }

    /// <summary>One term in words: <c>"pustular psoriasis"</c>, <c>psoria*</c>, <c>title psoriasis</c>, <c>major MeSH "Psoriasis", not narrower</c>, <c>"skin rash" within 3 words</c>.</summary>
    public static string Term(Term term)
    {
        var value = PlainText.Normalize(term.Value) ?? "";
        var quoted = $"\"{value}\"";
        var words = value.Any(char.IsWhiteSpace) ? quoted : value;
        return term.Field switch
        {
            TermField.Title => $"title {words}",
            TermField.Mesh => $"{(term.Major ? "major " : "")}MeSH {quoted}{(term.Explode ? " and narrower" : ", not narrower")}",
            TermField.Substance => $"substance {quoted}",
            TermField.PublicationType => $"publication type {quoted}",
            TermField.Near => string.Create(CultureInfo.InvariantCulture, $"{quoted} within {term.Distance} words, any order"),
            TermField.Subheading => $"subheading {quoted}",
            _ => words,
        };
    }

    private static string Any(IEnumerable<string> terms) => string.Join(" OR ", terms);

    private static string Part(string text)
    {
        var plain = PlainText.Normalize(text) ?? "…";
        return plain.Length <= LongestPart ? plain : PlainText.Normalize(plain[..(LongestPart - 1)]) + "…";
    }
}
