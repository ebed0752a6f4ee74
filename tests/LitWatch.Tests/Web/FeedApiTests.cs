using System.Net;
using System.Xml.Linq;
using LitWatch.Tests.Deduplication;
using LitWatch.Tests.Local;
using LitWatch.Web;

namespace LitWatch.Tests.Web;

public sealed class FeedApiTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task Whoever_has_the_address_reads_the_finds_newest_first_without_a_key()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var hits = await ReviewedHits.StartAsync(web);
        await hits.AddAsync(Records.PubMed("901", "Natalizumab and psoriasis"), hours: 1);
        await hits.AddAsync(Records.PubMed("902", "<script>alert(1)</script> ]]> & \u202Egnp.exe \u0001 \uFFFE"), hours: 2);
        var address = await OpenAsync(web, hits.Alert);

        using var answer = await web.Client.GetAsync(address);

        Assert.Equal((HttpStatusCode.OK, "application/atom+xml"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        var feed = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;
        Assert.Equal(Atom + "feed", feed.Name);
        Assert.All(new[] { "id", "title", "updated", "author" }, name => Assert.NotNull(feed.Element(Atom + name)));
        Assert.Equal(["<script>alert(1)</script> ]]> & gnp.exe", "Natalizumab and psoriasis"], feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "title")!.Value));
        Assert.All(feed.Elements(Atom + "entry"), entry => Assert.StartsWith("urn:litwatch:article:", entry.Element(Atom + "id")!.Value, StringComparison.Ordinal));
        Assert.Equal(["https://pubmed.ncbi.nlm.nih.gov/902/", "https://pubmed.ncbi.nlm.nih.gov/901/"], feed.Elements(Atom + "entry").Select(entry => (string?)entry.Element(Atom + "link")!.Attribute("href")));
        Assert.Equal("2026-11-20T08:00:00Z", feed.Element(Atom + "updated")!.Value);
    }

    [Fact]
    public async Task An_address_ends_with_the_next_one_and_when_it_is_revoked()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var alert = await web.AddAlertAsync("mine");
        var other = await web.AddAlertAsync("other");
        var first = await OpenAsync(web, alert);
        var second = await OpenAsync(web, alert);

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(web, first));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(web, second));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(web, second.Replace(alert, other, StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(web, second[..^2]));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(web, second.Split('?')[0]));
        using var closed = await web.SendAsync(HttpMethod.Delete, $"api/alerts/{alert}/feed");
        Assert.Equal(HttpStatusCode.NoContent, closed.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(web, second));
        Assert.NotEqual(second, await OpenAsync(web, alert));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(web, second));
    }

    [Fact]
    public async Task Only_editors_of_the_team_make_and_revoke_addresses()
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: false);
        await web.BecomeAsync("one", Access.Editor);
        var alert = await web.AddAlertAsync("mine");

        await web.BecomeAsync("one", Access.Reader);
        using var reader = await web.PostAsync($"api/alerts/{alert}/feed", new { });
        await web.BecomeAsync("two", Access.Editor);
        using var stranger = await web.PostAsync($"api/alerts/{alert}/feed", new { });
        using var closed = await web.SendAsync(HttpMethod.Delete, $"api/alerts/{alert}/feed");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (reader.StatusCode, stranger.StatusCode, closed.StatusCode));
    }

    private static async Task<string> OpenAsync(TestWeb web, string alert)
    {
        using var answer = await web.PostAsync($"api/alerts/{alert}/feed", new { });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return new Uri((string)(await TestWeb.JsonAsync(answer))["address"]!).PathAndQuery.TrimStart('/');
    }

    private static async Task<HttpStatusCode> StatusAsync(TestWeb web, string address)
    {
        using var answer = await web.Client.GetAsync(new Uri(address, UriKind.Relative));
        return answer.StatusCode;
    }
}
