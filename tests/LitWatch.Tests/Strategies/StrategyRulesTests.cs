using System.IO.Compression;
using LitWatch.Sources.PubMed;
using LitWatch.Strategies;
using LitWatch.Strategies.Linting;

namespace LitWatch.Tests.Strategies;

public sealed class StrategyRulesTests
{
    [Fact]
    public void A_sound_strategy_has_no_errors() =>
        Assert.Empty(StrategyRules.Validate(new() { Drug = ["natalizumab"], Reaction = ["psoria*"], AnyAdverseReaction = true, SpecialSituations = SpecialSituations.Names }));

    public static TheoryData<object, string> Faults => new()
    {
        { (Term)"pso*", "at least 4 letters" },
        { (Term)"anti-TN*", "at least 4 letters" },
        { (Term)"psor*asis", "only at the end" },
        { (Term)"psoria* vulgaris", "only at the end" },
        { (Term)"psoria *", "only at the end" },
        { (Term)"psoria**", "only at the end" },
        { (Term)"pso\u0001riasis", "control character" },
        { (Term)"pso\ud800", "half a character" },
        { (Term)"pso\uFFFEriasis", "half a character" },
        { (Term)"®", "no letter or digit" },
        { (Term)"*", "no letter or digit" },
        { (Term)new string('a', 201), "longer than 200" },
        { new Term(TermField.Mesh, "Psoria*"), "only text and title terms" },
        { new Term(TermField.Near, "a b") { Distance = -1 }, "use 0 to 1000" },
        { new Term(TermField.Near, "a b") { Distance = 1001 }, "use 0 to 1000" },
        { new Term(TermField.Near, "psoriasis"), "two or more words" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_term_that_would_be_ignored_is_an_error(object term, string words)
    {
        var error = Assert.Single(StrategyRules.Validate(new() { Drug = ["a"], Reaction = ["b", (Term)term] }));

        Assert.StartsWith("reaction[1]: ", error, StringComparison.Ordinal);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_sides_are_needed() =>
        Assert.Equal(["drug", "reaction"], StrategyRules.Validate(new() { Drug = [] }).Select(error => error.Split(':')[0]));

    [Fact]
    public void An_unknown_situation_is_answered_with_the_known_ones() =>
        Assert.Contains("pregnancy", Assert.Single(StrategyRules.Validate(new() { Drug = ["a"], SpecialSituations = ["flight"] })), StringComparison.Ordinal);

    [Fact]
    public void Wildcards_are_counted_as_the_query_has_them()
    {
        var strategy = new Strategy { Drug = ["a"], Reaction = [.. Enumerable.Range(0, 65).Select(i => (Term)$"word w{i}-stem*")] };

        var error = Assert.Single(StrategyRules.Validate(strategy));

        Assert.StartsWith($"strategy: {PubMedQuery.Render(strategy).Count(c => c == '*')} truncated", error, StringComparison.Ordinal);
    }

    [Fact]
    public void All_built_in_blocks_together_pass_the_rules_and_fit_into_one_search()
    {
        var terms = AdverseReactionBlock.Terms.Concat(SpecialSituations.Names.SelectMany(SpecialSituations.Terms)).Where(term => term.Field != TermField.Subheading).Distinct();

        Assert.Empty(StrategyRules.Validate(new() { Drug = ["a"], Reaction = [.. terms] }));
    }

    [SkippableFact]
    public void Built_in_headings_are_MeSH_headings()
    {
        using var file = File.OpenRead(Path.Combine(ShippedData.RequireRecorded(), "vocab", "mesh", "mesh2022_terms.tsv.gz"));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var headings = reader.ReadToEnd().Split('\n').Select(line => line.Split('\t')).Where(cells => cells.Length > 1).Select(cells => cells[1]).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(AdverseReactionBlock.Terms.Concat(SpecialSituations.Names.SelectMany(SpecialSituations.Terms))
            .Where(term => term.Field == TermField.Mesh).Select(term => term.Value).Except(headings));
    }
}
