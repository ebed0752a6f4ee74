using System.Net;
using LitWatch.Sources;
using LitWatch.Sources.Pages;

namespace LitWatch.Tests.Replay;

public class ArticlePagesTests
{
    private static readonly string Record = Replayed.Article(
        4100, "Psoriasis &lt;i&gt;under&lt;/i&gt; examplimab", "P&lt;0.001 &amp; more.", keywords: "<Keyword>examplimab</Keyword><Keyword>psoriasis</Keyword>");

    [Theory]
    [InlineData("10.5555/case.4100")]
    [InlineData("10.5555/CASE.4100")]
    [InlineData("10.5555%2Fcase.4100")]
    public async Task A_doi_leads_to_the_page_of_its_article(string doi)
    {
        await using var server = await Replayed.ServerAsync(documents: Record);
        using var client = Client();

        using var answer = await client.GetAsync(new Uri(server.ResolverUrl, doi));

        Assert.Equal((HttpStatusCode.Found, "/articles/4100"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task A_page_says_what_the_record_says()
    {
        await using var server = await Replayed.ServerAsync(documents: Record);
        using var client = Client();

        using var answer = await client.GetAsync(new Uri(server.BaseAddress, "articles/4100"));
        var article = ArticlePage.Read(await answer.Content.ReadAsByteArrayAsync(), new ParseReport());

        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("10.5555/case.4100", "4100"), (article.Doi?.ToString(), article.Pmid?.ToString()));
        Assert.Equal(["examplimab", "psoriasis"], article.Keywords);
        Assert.Equal("P<0.001 & more.", Assert.Single(article.Abstract).Text);
        Assert.Equal("Journal of invented cases", article.Journal?.Title);
        Assert.Equal("Świątek", Assert.Single(article.Authors).Family);
    }

    [Theory]
    [InlineData("doi/10.5555/unknown")]
    [InlineData("articles/1")]
    public async Task What_is_unknown_is_not_found(string path)
    {
        await using var server = await Replayed.ServerAsync(documents: Record);
        using var client = Client();

        using var answer = await client.GetAsync(new Uri(server.BaseAddress, path));

        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    private static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false });
}
