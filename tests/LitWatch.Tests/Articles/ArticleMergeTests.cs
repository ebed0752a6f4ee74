using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LitWatch.Articles;

namespace LitWatch.Tests.Articles;

public class ArticleMergeTests
{
    private static readonly Article PubMed = new()
    {
        Id = "b",
        Pmid = Pmid.Parse("35646438"),
        Doi = Doi.Parse("10.5826/dpc.1202a88"),
        Title = "Natalizumab-Induced Pustular Psoriasis of Palms and Soles",
        Abstract = [new("CASE", "Short.")],
        Authors = [new Author { Family = "Rossi", Initials = "A" }],
        Published = PartialDate.Of(2022, 4),
        Keywords = ["Natalizumab"],
        Mesh = [new("D011565", "Psoriasis", Major: true)],
        Links = [new(LinkTypes.Cites) { Pmid = Pmid.Parse("1") }],
        Journal = new Journal { IsoAbbreviation = "Dermatol Pract Concept", Issn = ["2160-9381"] },
        Dates = new ArticleDates { Created = new(2022, 5, 30), Revised = new(2022, 7, 16) },
        Records = [new(SourceNames.PubMed, "35646438", null, null)],
    };

    private static readonly Article Crossref = new()
    {
        Id = "a",
        Doi = Doi.Parse("10.5826/dpc.1202a88"),
        Title = "NATALIZUMAB-INDUCED PUSTULAR PSORIASIS",
        Abstract = [new(null, "A longer abstract, of the publisher.")],
        Authors = [new Author { Family = "Rossi", Given = "Anna" }],
        Published = PartialDate.Of(2022, 4, 30),
        Keywords = ["natalizumab", "skin"],
        PublicationTypes = ["journal-article"],
        Links = [new(LinkTypes.Cites) { Doi = Doi.Parse("10.1000/1") }],
        Journal = new Journal { Title = "Dermatology Practical & Conceptual", Issn = ["2160-9381", "2160-9382"], Volume = "12" },
        Dates = new ArticleDates { Created = new(2022, 5, 2), Revised = new(2022, 5, 3) },
        Records = [new(SourceNames.Crossref, "10.5826/dpc.1202a88", null, null)],
        IsRetracted = true,
    };

    [Fact]
    public void Each_field_comes_from_the_source_that_knows_it_best()
    {
        var merged = ArticleMerge.Merge("a", [Crossref, PubMed]);

        Assert.Equal("a", merged.Id);
        Assert.Equal(PubMed.Pmid, merged.Pmid);
        Assert.Equal(PubMed.Title, merged.Title);
        Assert.Equal(Crossref.Abstract, merged.Abstract);
        Assert.Equal(PubMed.Authors, merged.Authors);
        Assert.Equal("2022-04-30", merged.Published?.ToString());
        Assert.Equal(["Natalizumab", "skin"], merged.Keywords);
        Assert.Equal(["journal-article"], merged.PublicationTypes);
        Assert.Equal(PubMed.Mesh, merged.Mesh);
        Assert.Equal(2, merged.Links.Count);
        Assert.Equal(["2160-9381", "2160-9382"], merged.Journal!.Issn);
        Assert.Equal(("Dermatology Practical & Conceptual", "Dermatol Pract Concept", "12"), (merged.Journal.Title, merged.Journal.IsoAbbreviation, merged.Journal.Volume));
        Assert.Equal((new DateOnly(2022, 5, 2), new DateOnly(2022, 7, 16)), (merged.Dates.Created!.Value, merged.Dates.Revised!.Value));
        Assert.Equal([SourceNames.PubMed, SourceNames.Crossref], merged.Records.Select(record => record.Source));
        Assert.True(merged.IsRetracted);
    }

    [Fact]
    public void Each_field_says_which_source_it_comes_from()
    {
        var page = new Article { Id = "p", Doi = Crossref.Doi, Keywords = ["palmo-plantar"], Records = [new(SourceNames.Page, "10.5826/dpc.1202a88", null, null)] };

        var provenance = ArticleMerge.Merge("a", [ArticleMerge.Merge("a", [Crossref, PubMed]), page]).Provenance!;

        Assert.Equal(
            [
                "abstract crossref", "authors pubmed", "doi pubmed", "isRetracted crossref", "journal pubmed crossref", "keywords pubmed crossref page", "links pubmed crossref", "mesh pubmed", "pmid pubmed",
                "publicationTypes crossref", "published crossref", "title pubmed",
            ],
            provenance.Select(field => $"{field.Key} {string.Join(' ', field.Value)}"));
        Assert.Null(ArticleMerge.Merge("a", [PubMed, PubMed]).Provenance);
    }

    [Property(MaxTest = 300)]
    public Property The_order_of_the_parts_does_not_matter() => Prop.ForAll(
        ArticleChance.Article.NonEmptyListOf().ToArbitrary(), ArbMap.Default.ArbFor<int>(),
        (parts, seed) => Json(ArticleMerge.Merge("x", parts)) == Json(ArticleMerge.Merge("x", ArticleChance.Shuffled(parts, seed))));

    [Property(MaxTest = 300)]
    public Property Merging_twice_is_merging_once() => Prop.ForAll(ArticleChance.Article.NonEmptyListOf().ToArbitrary(), parts =>
    {
        var once = ArticleMerge.Merge("x", parts);
        return Json(ArticleMerge.Merge("x", [once])) == Json(once) && Json(ArticleMerge.Merge("x", [.. parts, .. parts])) == Json(once);
    });

    [Property(MaxTest = 300)]
    public Property JSON_holds_all_of_it() => Prop.ForAll(ArticleChance.Article.NonEmptyListOf().ToArbitrary(), parts =>
    {
        var merged = Json(ArticleMerge.Merge("x", parts));
        return Json(JsonSerializer.Deserialize(merged, ArticleJson.Default.Article)!) == merged;
    });

    [Fact]
    public void JSON_leaves_out_what_is_unknown_and_keeps_empty_lists()
    {
        using var json = JsonDocument.Parse(Json(new Article { Id = "x" }));
        string[] names = [.. json.RootElement.EnumerateObject().Select(member => member.Name)];

        Assert.Equal(["id", "abstract", "authors", "languages", "publicationTypes", "keywords", "mesh", "substances", "links", "dates", "records", "isRetracted"], names);
    }

    [Fact]
    public void A_revision_changes_with_what_is_said_and_not_with_when_it_was_fetched()
    {
        var fetched = PubMed with { Records = [PubMed.Records[0] with { Retrieved = DateTimeOffset.UnixEpoch }] };

        Assert.Equal(StoredArticle.RevisionOf(PubMed), StoredArticle.RevisionOf(fetched));
        Assert.NotEqual(StoredArticle.RevisionOf(PubMed), StoredArticle.RevisionOf(PubMed with { IsRetracted = true }));
    }

    private static string Json(Article article) => JsonSerializer.Serialize(article, ArticleJson.Default.Article);
}
