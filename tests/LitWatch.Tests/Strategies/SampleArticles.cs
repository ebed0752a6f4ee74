using LitWatch.Articles;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;

namespace LitWatch.Tests.Strategies;

/// <summary>Articles and strategies built in code. The citation is real; the abstract is in our own words.</summary>
internal static class SampleArticles
{
    public static Article Natalizumab { get; } = new()
    {
        Id = "a1",
        Title = "Natalizumab-Induced Pustular Psoriasis of Palms and Soles",
        Abstract =
        [
            new("BACKGROUND", "Drugs against α4-integrin can provoke skin disease."),
            new("CASE REPORT", "A woman with multiple sclerosis had pustules on palms and soles after six months of natalizumab (Tysabri®)."),
        ],
        Keywords = ["natalizumab", "psoriasis", "pustular", "palmo-plantar"],
        PublicationTypes = ["Journal Article", "Case Reports"],
        Mesh =
        [
            new("D000069442", "Natalizumab", Major: false) { Qualifiers = [new("Q000009", "adverse effects", Major: true)] },
            new("D011565", "Psoriasis", Major: true) { Qualifiers = [new("Q000139", "chemically induced", Major: false)] },
            new("D006801", "Humans", Major: false),
        ],
        Substances = [new("D000069442", "Natalizumab", "0")],
    };

    public static Article Titled(string title) => new() { Id = "a2", Title = title };

    /// <summary>A strategy whose drug side matches "drugx"; the rest is under test.</summary>
    public static Strategy Watching(params Term[] reaction) => new() { Drug = ["drugx"], Reaction = reaction };

    /// <summary>What <paramref name="term"/> marks in <paramref name="text"/>, or null where it does not match.</summary>
    public static string[]? Marked(Term term, string text)
    {
        var spans = StrategyMatcher.Match(Watching(term), Titled("drugx. " + text));
        return spans is null ? null : [.. spans.Where(span => span.Term == term.Value).Select(span => ("drugx. " + text).Substring(span.Start, span.Length))];
    }
}
