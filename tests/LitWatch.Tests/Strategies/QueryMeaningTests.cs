using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LitWatch.Replay.PubMed;
using LitWatch.Sources.PubMed;
using LitWatch.Strategies;
using LitWatch.Tests.Replay;
using LitWatch.Tests.Strategies.Matching;

namespace LitWatch.Tests.Strategies;

/// <summary>What a rendered query means to the source that evaluates it, whatever is typed and in whatever order.</summary>
public sealed class QueryMeaningTests
{
    private static readonly string[] Words = ["alpha", "beta-blocker", "gamma", "delta", "induced", "of", "OR", "NOT", "rash"];

    /// <summary>Sixty records of words by chance.</summary>
    private static readonly PubMedIndex Index = MakeIndex();

    private static readonly Gen<Term> Terms =
        from field in Gen.Elements(TermField.Text, TermField.Text, TermField.Title, TermField.Near, TermField.Mesh)
        from words in Gen.Elements(Words).NonEmptyListOf()
        from star in Gen.Elements("", "", "*")
        from distance in Gen.Choose(0, 3)
        let value = string.Join(' ', words.Take(3))
        select field switch
        {
            TermField.Near => new Term(field, value + " rash") { Distance = distance },
            TermField.Mesh => new Term(field, words[0]) { Explode = distance > 1 },
            _ => new Term(field, words[^1].Length >= 4 ? value + star : value),
        };

    private static readonly Gen<Strategy> Strategies =
        from drug in Terms.NonEmptyListOf()
        from reaction in Terms.NonEmptyListOf()
        from not in Terms.ListOf()
        from any in Gen.Elements(true, false)
        select new Strategy { Drug = [.. drug], Reaction = [.. reaction], Not = [.. not.Take(2)], AnyAdverseReaction = any, SpecialSituations = any ? ["overdose"] : [] };

    public static TheoryData<string> Hostile =>
    [
        "\" OR 1=1", "\" OR \"a\"[tiab] OR \"", ") OR (alpha", "alpha[mh]", "alpha) NOT (beta", "a* OR b*", "*", "alpha*beta", "AND", "alpha AND", "OR alpha", "NOT alpha", "#1", "#1 OR #2", "1900:3000[dp]", "alpha:omega[tiab]",
        "alpha[tiab:~0]", "alpha\nOR\nbeta", "alpha\0", "\u202Eahpla OR ateb", "“alpha” OR “beta”", "alpha&term=beta", "alpha%22%20OR%20", "alpha\\\" OR", "all[sb]", "hasabstract", "{alpha}", "alpha|beta", "<b>alpha</b>",
        "(" + new string('x', 10_240), string.Concat(Enumerable.Repeat("\" OR ", 2_048)), string.Concat(Enumerable.Repeat("((", 5_120)), string.Concat(Enumerable.Repeat("a-", 5_120)),
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Whatever_is_typed_finds_nothing_but_records_with_its_words(string typed)
    {
        // "marker" is everywhere: only the drug decides. The first record has none of the words, the second all, each letter for letter.
        var index = Replayed.Index(Replayed.Article(1, "marker, roses"), Replayed.Article(2, "marker, " + System.Security.SecurityElement.Escape(new string([.. typed.Where(c => !char.IsControl(c))]))));
        foreach (var field in (TermField[])[TermField.Text, TermField.Title, TermField.Near, TermField.Mesh, TermField.Substance, TermField.PublicationType])
        {
            var query = PubMedQuery.Render(new() { Drug = [new Term(field, typed), "zzzz"], Reaction = ["marker"] });
            Assert.DoesNotContain("1", index.Pmids(query).Split(' '));
            Assert.DoesNotContain("1", index.Pmids(PubMedQuery.Render(new() { Drug = ["zzzz"], Reaction = ["marker", new Term(field, typed)] })).Split(' '));
            Assert.Equal("1 2", index.Pmids(PubMedQuery.Render(new() { Drug = ["marker"], Reaction = ["marker", new Term(field, typed)] })));
        }
    }

    [Property(MaxTest = 300)]
    public Property The_order_of_terms_does_not_matter() => Prop.ForAll(Strategies.ToArbitrary(), strategy =>
    {
        var turned = strategy with { Drug = [.. strategy.Drug.Reverse()], Reaction = [.. strategy.Reaction.Reverse()], Not = [.. strategy.Not.Reverse()] };
        return Index.Pmids(PubMedQuery.Render(turned)) == Index.Pmids(PubMedQuery.Render(strategy));
    });

    [Property(MaxTest = 300)]
    public Property Within_another_query_it_means_what_it_means_alone() => Prop.ForAll(Strategies.ToArbitrary(), strategy =>
    {
        var query = PubMedQuery.Render(strategy);
        var (alone, other) = (Found(query), Found("gamma[tiab]"));
        return Found($"({query}) AND gamma[tiab]").SetEquals(alone.Intersect(other))
            && Found($"gamma[tiab] OR ({query})").SetEquals(alone.Union(other))
            && Found($"gamma[tiab] NOT ({query})").SetEquals(other.Except(alone));
    });

    [Property(MaxTest = 300)]
    public Property A_strategy_is_the_sum_of_its_terms() => Prop.ForAll(Strategies.ToArbitrary(), strategy =>
    {
        var expected = Any(strategy.Drug).Intersect(Any(SpecialSituations.ReactionTerms(strategy))).Except(Any(strategy.Not.Except(PubMedQuery.LeftToMatcher(strategy))));
        return Found(PubMedQuery.Render(strategy)).SetEquals(expected);
    });

    private static HashSet<string> Any(IEnumerable<Term> terms) => [.. terms.SelectMany(term => Found(PubMedQuery.RenderTerm(term)))];

    private static HashSet<string> Found(string query) => query.Length == 0 ? [] : [.. Index.Pmids(query).Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static PubMedIndex MakeIndex()
    {
        var chance = new Random(5);
        return Replayed.Index(Enumerable.Range(1, 60).Select(pmid => Replayed.Article(
            pmid, Text(chance), Text(chance), more: $"<MeshHeadingList>{Replayed.Heading(Words[chance.Next(Words.Length)])}</MeshHeadingList>")));
    }

    private static string Text(Random chance) => string.Join(' ', Enumerable.Range(0, chance.Next(2, 8)).Select(_ => Words[chance.Next(Words.Length)]));
}
