using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LitWatch.Articles;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;
using LitWatch.Tests.Pipelines;

namespace LitWatch.Tests.Strategies.Matching;

/// <summary>One pass for many strategies finds what each finds by itself.</summary>
public sealed class StrategySetTests
{
    private static readonly Gen<Term> Terms =
        from field in Gen.Elements(TermField.Text, TermField.Text, TermField.Title, TermField.Near, TermField.Mesh, TermField.Substance, TermField.PublicationType)
        from value in Gen.OneOf(Chance.Word, Chance.Word, Chance.Text, Gen.Elements("TNF-alpha", "TNF alpha", "tnfalpha", "pal", "palmo", "inter", "de of", "x 5 x", "psoriasis psoriasis"))
        from star in Gen.Elements("", "", "*")
        from distance in Gen.Choose(0, 4)
        select field == TermField.Near ? new Term(field, value) { Distance = distance } : new Term(field, field is TermField.Text or TermField.Title ? value + star : value);

    private static readonly Gen<Strategy> Strategies =
        from drug in Terms.NonEmptyListOf()
        from reaction in Terms.NonEmptyListOf()
        from not in Gen.Frequency((4, Gen.Constant(new List<Term>())), (1, Terms.ListOf(1)))
        from any in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new Strategy { Drug = [.. drug], Reaction = [.. reaction], Not = [.. not], AnyAdverseReaction = any, SpecialSituations = any ? ["pregnancy"] : [] };

    private static readonly Gen<Article> Articles =
        from title in Chance.Text
        from sections in Chance.Text.ListOf()
        from keywords in Chance.Text.ListOf()
        from name in Chance.Word
        from major in Gen.Elements(true, false)
        select new Article
        {
            Id = "a",
            Title = title,
            VernacularTitle = major ? title + " induced" : null,
            Abstract = [.. sections.Select((text, i) => new AbstractSection(i % 2 == 0 ? null : "CASE REPORT", text))],
            Keywords = [.. keywords],
            Mesh = [new("D1", name, major) { Qualifiers = [new("Q1", "toxicity", !major)] }],
            Substances = [new("D1", name, "0")],
            PublicationTypes = [name],
        };

    [Property(MaxTest = 300)]
    public Property A_set_finds_what_each_strategy_finds_by_itself() => Prop.ForAll(
        (from strategies in Strategies.ListOf() from article in Articles select (strategies, article)).ToArbitrary(),
        pair =>
        {
            var found = new StrategySet(pair.strategies).Match(pair.article);
            var plain = new PlainMatching(pair.article);
            var expected = pair.strategies.Select((strategy, i) => (i, spans: plain.Match(strategy))).Where(item => item.spans is not null).ToList();
            return found.Select(match => match.Strategy).SequenceEqual(expected.Select(item => item.i))
                && found.Zip(expected, (match, item) => item.spans!.SetEquals(match.Spans)).All(same => same);
        });

    [SkippableFact]
    public void A_set_finds_in_recorded_records_what_each_strategy_finds_by_itself()
    {
        var articles = RecordedArticles.In(Path.Combine(ShippedData.RequireRecorded(), "pubmed")).Articles;
        var drawn = new DrawnStrategies(articles, new Random(20261127));
        var strategies = Enumerable.Range(0, FullRun.IsAsked ? 200 : 20).Select(_ => drawn.Next()).ToList();
        var set = new StrategySet(strategies);
        var matches = 0;
        foreach (var article in articles)
        {
            var plain = new PlainMatching(article);
            var found = set.Match(article).ToDictionary(match => match.Strategy, match => match.Spans);
            for (var i = 0; i < strategies.Count; i++)
            {
                var expected = plain.Match(strategies[i]);
                Assert.True((expected ?? []).SetEquals(found.GetValueOrDefault(i) ?? []) && expected is null == !found.ContainsKey(i), $"{StrategyText.Short(strategies[i])} in {article.Id}");
                matches += expected is null ? 0 : 1;
            }
        }

        Assert.True(matches > strategies.Count, $"{matches} matches are too few to compare");
    }
}
