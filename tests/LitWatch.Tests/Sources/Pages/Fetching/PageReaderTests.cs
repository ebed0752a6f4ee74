using LitWatch.Articles;
using LitWatch.Replay.Faults;
using LitWatch.Sources;
using LitWatch.Tests.Replay;

namespace LitWatch.Tests.Sources.Pages.Fetching;

public class PageReaderTests
{
    private static readonly string Record = Replayed.Article(
        4100, "Psoriasis under examplimab", "A man of 40 was treated.", keywords: "<Keyword>examplimab</Keyword><Keyword>psoriasis</Keyword>");

    [Fact]
    public async Task A_page_becomes_a_record_of_its_own_source_with_keywords_and_abstract()
    {
        await using var web = await PageWeb.StartAsync(Record);

        var article = await ReadAsync(web, "10.5555/CASE.4100");

        Assert.Equal(SourceNames.Page, Assert.Single(article.Records).Source);
        Assert.Equal("Psoriasis under examplimab", article.Title);
        Assert.Equal(["examplimab", "psoriasis"], article.Keywords);
        Assert.Equal("A man of 40 was treated.", Assert.Single(article.Abstract).Text);
    }

    [Fact]
    public async Task The_page_of_another_article_is_left_aside()
    {
        await using var web = await PageWeb.StartAsync(Record);
        web.With(new FaultRule { Route = "doi", Kind = FaultKind.Redirect, Status = 302, Location = "/articles/4100" });

        var refused = await Assert.ThrowsAsync<SourceException>(() => ReadAsync(web, "10.5555/other"));

        Assert.Contains("is of 10.5555/case.4100", refused.Message, StringComparison.Ordinal);
        Assert.Single(web.Kept);
    }

    [Fact]
    public async Task A_page_without_an_article_is_left_aside()
    {
        await using var web = await PageWeb.StartAsync(Record);
        web.With(new FaultRule { Route = "page", Kind = FaultKind.Html });

        Assert.False((await Assert.ThrowsAsync<SourceException>(() => ReadAsync(web, "10.5555/case.4100"))).Retryable);
        Assert.Single(web.Kept);
    }

    [Fact]
    public async Task A_doi_of_strange_characters_stays_one_path_behind_the_resolver()
    {
        await using var web = await PageWeb.StartAsync();

        await Assert.ThrowsAsync<SourceException>(() => ReadAsync(web, "10.1002/(sici)1097(1996)167:1<1::aid-x?a#b>3.0.co;2-%"));

        var asked = web.Asked.Last();
        Assert.StartsWith("/doi/10.1002/", asked, StringComparison.Ordinal);
        Assert.Equal("10.1002/(sici)1097(1996)167:1<1::aid-x?a#b>3.0.co;2-%", Uri.UnescapeDataString(asked["/doi/".Length..]));
    }

    private static Task<Article> ReadAsync(PageWeb web, string doi) =>
        web.Reader.ReadAsync(Doi.Parse(doi), web.Transcript, CancellationToken.None);
}
