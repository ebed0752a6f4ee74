using System.Net;
using System.Text;
using System.Text.Json;
using LitWatch.Articles;
using LitWatch.Sources.Files;
using LitWatch.Tests.Deduplication;
using LitWatch.Tests.Local;
using LitWatch.Web;

namespace LitWatch.Tests.Web;

public sealed class ArticlesApiTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("csv")]
    [InlineData("ris")]
    [InlineData("nbib")]
    public async Task Articles_that_somebody_chose_come_back_as_a_file(string format)
    {
        await using var web = await TestWeb.StartAsync(azurite);
        Article[] chosen = [Records.Natalizumab, Records.NatalizumabTwin];

        using var answer = await PostAsync(web, format, JsonSerializer.Serialize(new ArticleSelection(chosen), WebJson.Default.ArticleSelection));

        var expected = format switch { "csv" => ArticleFormat.Csv(chosen), "ris" => ArticleFormat.Ris(chosen), _ => ArticleFormat.Nbib(chosen) };
        Assert.Equal((HttpStatusCode.OK, expected), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("""{"articles":[{"id":"a","authors":null}]}""")]
    [InlineData("""{"articles":[{"id":"a","title":"x","keywords":["y",null]}]}""")]
    [InlineData("""{"articles":[null]}""")]
    [InlineData("""{"articles":null}""")]
    [InlineData("""{"articles":[{"id":"a","doi":"no doi"}]}""")]
    [InlineData("""{"articles":[{"id":"a","records":[{"source":"pubmed"}]}]}""")]
    [InlineData("""{"articles":[{"id":"a","abstract":[{"label":"BACKGROUND"}]}]}""")]
    [InlineData("""{"articles":[{"id":"a","mesh":[{"ui":"D1"}]}]}""")]
    [InlineData("""{"articles":[{"id":"a","journal":"Dermatol Pract Concept"}]}""")]
    public async Task What_is_no_article_is_refused(string body)
    {
        await using var web = await TestWeb.StartAsync(azurite);

        foreach (var format in OutputFormats)
        {
            using var answer = await PostAsync(web, format, body);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{format} {body}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static IReadOnlyList<string> OutputFormats => LitWatch.Search.OutputFormats.Files;

    private static Task<HttpResponseMessage> PostAsync(TestWeb web, string format, string body) =>
        web.Client.PostAsync(new Uri($"api/articles/files?format={format}", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));
}
