using LitWatch.Articles;

namespace LitWatch.Tests.Articles;

public sealed class ArticleNoticesTests
{
    private static readonly Article Plain = new() { Id = "a", Title = "Untitled", Links = [new(LinkTypes.Cites) { Pmid = Pmid.Parse("1") }, new(LinkTypes.ErratumFor) { Pmid = Pmid.Parse("2") }] };

    [Fact]
    public void What_an_article_cites_or_is_about_is_no_notice_of_it() => Assert.Empty(ArticleNotices.Of(Plain));

    [Fact]
    public void A_retraction_is_one_notice_however_it_is_told()
    {
        Assert.Equal(["retracted"], ArticleNotices.Of(Plain with { IsRetracted = true }));
        Assert.Equal(["retracted"], ArticleNotices.Of(Plain with { Links = [new(LinkTypes.RetractionIn) { Pmid = Pmid.Parse("3") }] }));
        Assert.Equal(["retracted"], ArticleNotices.Of(Plain with { IsRetracted = true, Links = [new(LinkTypes.RetractionIn) { Pmid = Pmid.Parse("3") }] }));
    }

    [Fact]
    public void Each_erratum_is_a_notice_of_its_own_and_all_are_told_in_words()
    {
        var notices = ArticleNotices.Of(Plain with
        {
            Links =
            [
                new(LinkTypes.ErratumIn) { Pmid = Pmid.Parse("4") }, new(LinkTypes.ErratumIn) { Doi = Doi.Parse("10.1000/5") }, new(LinkTypes.ExpressionOfConcernIn) { Citation = "J Inv Cases. 2026;1:3" },
                new(LinkTypes.ReinstatementIn) { Pmid = Pmid.Parse("6") }, new(LinkTypes.PreprintOf) { Doi = Doi.Parse("10.1000/7") },
            ],
        });

        Assert.Equal(5, notices.Count);
        Assert.Equal(["erratum", "expression of concern", "preprint, now published", "reinstated"], notices.Select(ArticleNotices.Describe).Distinct().Order(StringComparer.Ordinal));
    }
}
