using LitWatch.Articles;
using LitWatch.Deduplication;

namespace LitWatch.Tests.Deduplication;

public class ArticleKeyTests
{
    [Fact]
    public void Twins_of_two_sources_share_their_DOI_and_title() =>
        Assert.Equal(["doi", "title"], ArticleKey.Of(Records.Natalizumab).Intersect(ArticleKey.Of(Records.NatalizumabTwin)).Select(key => key.Kind));

    [Theory]
    [InlineData("Sjögren's syndrome, palmo-plantar: “pustules”", "SJOGRENS SYNDROME PALMOPLANTAR PUSTULES")]
    [InlineData("H₂O and ﬁbrosis in the Ångström range", "h2o and fibrosis in the angstrom range.")]
    public void Titles_are_compared_by_letters_and_digits(string one, string other) =>
        Assert.Equal(ArticleKey.Titles(Titled(one)), ArticleKey.Titles(Titled(other)));

    [Fact]
    public void A_short_title_is_no_key() => Assert.Empty(ArticleKey.Of(Titled("Author's reply")));

    [Fact]
    public void Both_titles_are_keys_and_long_ones_are_cut()
    {
        var keys = ArticleKey.Of(Titled(new string('a', 500)) with { VernacularTitle = "Une pustulose palmoplantaire" }).ToList();

        Assert.Equal(["title", "title"], keys.Select(key => key.Kind));
        Assert.Equal([200, 26], keys.Select(key => key.Value.Length));
    }

    private static Article Titled(string title) => new() { Id = "a", Title = title };
}
