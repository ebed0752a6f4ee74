using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LitWatch.Articles;
using LitWatch.Deduplication;
using LitWatch.Tests.Articles;

namespace LitWatch.Tests.Deduplication;

public class ClustersTests
{
    [Fact]
    public void Both_files_of_the_corpus_make_one_group_of_each_report()
    {
        Article[] records = [.. Records.FromPubMed("natalizumab-psoriasis.xml"), .. Records.FromCrossref("natalizumab-psoriasis.json")];

        var groups = Clusters.Of(records);

        var twins = groups.Single(group => group.Contains(Records.Natalizumab, SameRecord.Instance));
        Assert.Equal([SourceNames.PubMed, SourceNames.Crossref], twins.Select(record => record.Records[0].Source));
        Assert.All(groups, group => Assert.True(group.Select(record => record.Pmid).OfType<Pmid>().Distinct().Count() <= 1));
        Assert.All(groups, group => Assert.True(group.Select(record => record.Doi).OfType<Doi>().Distinct().Count() <= 1));
    }

    [Fact]
    public void Groups_and_members_stand_in_the_order_of_the_input()
    {
        Article[] records = [Records.Crossref("10.1000/2", "Second"), Records.NatalizumabTwin, Records.PubMed("3", "Third"), Records.Natalizumab];

        Assert.Equal([["10.1000/2"], ["10.5826/dpc.1202a88", "35646438"], ["3"]], Clusters.Of(records).Select(group => group.Select(record => record.Records[0].Id)));
    }

    [Fact]
    public void A_record_that_joins_two_groups_leaves_none_of_their_keys_behind()
    {
        Assert.True(Pmcid.TryParse("PMC1", out var pmcid));
        var one = Records.Crossref("10.1000/1", "Pustular psoriasis under natalizumab", "one") with { Doi = null, Pmcid = pmcid };
        var two = Records.Crossref("10.1000/1", "Pustular psoriasis under natalizumab: a case", "two");
        var bridge = Records.Crossref("10.1000/1", "Pustular psoriasis under natalizumab", "bridge") with { Pmcid = pmcid };
        var late = Records.Crossref("10.1000/1", "Pustular psoriasis under natalizumab", "late") with { Doi = null, Pmcid = pmcid };

        foreach (var seed in Enumerable.Range(0, 24))
        {
            Assert.Single(Clusters.Of(ArticleChance.Shuffled([one, two, bridge, late], seed)));
        }
    }

    [Fact]
    public void A_record_between_two_that_exclude_each_other_joins_the_same_one_in_any_order()
    {
        Article[] records =
        [
            Records.PubMed("1", "Pustular psoriasis under natalizumab", "10.1000/1"),
            Records.PubMed("2", "Pustular psoriasis under natalizumab", "10.1000/1"),
            Records.Crossref("10.1000/1", "Pustular psoriasis under natalizumab"),
        ];

        Assert.Single(Enumerable.Range(0, 12).Select(seed => Shape(Clusters.Of(ArticleChance.Shuffled(records, seed)))).Distinct());
    }

    [Property(MaxTest = 300)]
    public Property The_order_of_the_input_decides_nothing_but_the_order_of_the_output() => Prop.ForAll(
        ArticleChance.Article.ListOf().ToArbitrary(), ArbMap.Default.ArbFor<int>(),
        (records, seed) => Shape(Clusters.Of(records)) == Shape(Clusters.Of(ArticleChance.Shuffled(records, seed))));

    [Property(MaxTest = 300)]
    public Property Every_record_is_in_one_group_and_no_group_has_two_PMIDs() => Prop.ForAll(ArticleChance.Article.ListOf().ToArbitrary(), records =>
    {
        var groups = Clusters.Of(records);
        return groups.Sum(group => group.Count) == records.Count
            && groups.SelectMany(group => group).ToHashSet(ReferenceEqualityComparer.Instance).SetEquals(records)
            && groups.All(group => group.Select(record => record.Pmid).OfType<Pmid>().Distinct().Count() <= 1);
    });

    private static string Shape(IReadOnlyList<IReadOnlyList<Article>> groups) =>
        string.Join('\n', groups.Select(group => string.Join(';', group.Select(StoredArticle.RevisionOf).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal));

    private sealed class SameRecord : IEqualityComparer<Article>
    {
        public static SameRecord Instance { get; } = new();

        public bool Equals(Article? x, Article? y) => x?.Id == y?.Id;

        public int GetHashCode(Article obj) => obj.Id.GetHashCode(StringComparison.Ordinal);
    }
}
