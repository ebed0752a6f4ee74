using System.Text;
using BenchmarkDotNet.Attributes;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.PubMed;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;

namespace LitWatch.Benchmarks;

/// <summary>The matcher against plain substring search over the same texts; a strategy with every built-in block beside a plain one.</summary>
[MemoryDiagnoser]
public class MatchBenchmark
{
    private readonly StrategyMatcher plain = StrategyMatcher.For(new Strategy { Drug = ["examplimab"], Reaction = ["exampleitis"] });
    private readonly StrategyMatcher full = StrategyMatcher.For(
        new Strategy { Drug = ["examplimab"], Reaction = [], AnyAdverseReaction = true, SpecialSituations = [.. SpecialSituations.Names] });

    private Article[] articles = [];

    [GlobalSetup]
    public void SetUp() => articles =
        [.. PubMedXml.Read(new MemoryStream(Encoding.UTF8.GetBytes(SyntheticRecords.PubMedSet(1_000, new DateOnly(2026, 11, 20)))), new ParseReport(), retrieved: null)];

    [Benchmark(Baseline = true)]
    public int Substring() => articles.Count(article => Texts(article).Any(text => Contains(text, "examplimab")) && Texts(article).Any(text => Contains(text, "exampleitis")));

    [Benchmark]
    public int PlainStrategy() => articles.Count(article => plain.Match(article) is not null);

    [Benchmark]
    public int EveryBlock() => articles.Count(article => full.Match(article) is not null);

    private static bool Contains(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Texts(Article article) => article.Abstract.Select(section => section.Text).Append(article.Title ?? "");
}
