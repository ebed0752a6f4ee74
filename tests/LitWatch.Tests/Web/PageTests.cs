using System.Net;
using System.Text.RegularExpressions;
using LitWatch.Sources;
using LitWatch.Tests.Local;
using LitWatch.Web;

namespace LitWatch.Tests.Web;

public sealed partial class PageTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task The_page_and_all_that_it_loads_are_served_without_a_key()
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: false);

        using var page = await web.GetAsync("");
        var html = await page.Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        string[] files = [.. Files().Matches(html).Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            using var answer = await web.GetAsync(file.TrimStart('/'));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(file.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "text/javascript", answer.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task All_views_together_are_below_150_kilobytes()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        string[] files = [.. typeof(PageFiles).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("page/", StringComparison.Ordinal) && !name.EndsWith(".json", StringComparison.Ordinal)).Select(name => name["page/".Length..])];
        var bytes = 0L;
        foreach (var file in files)
        {
            bytes += (await web.Client.GetByteArrayAsync(new Uri(file == "index.html" ? "" : $"assets/{file}", UriKind.Relative))).Length;
        }

        Assert.InRange(files.Length, 10, 30);
        Assert.InRange(bytes, 10_000, 150_000);
    }

    [Fact]
    public async Task The_page_shows_the_notice_of_the_source()
    {
        await using var web = await TestWeb.StartAsync(azurite);

        var html = await (await web.GetAsync("")).Content.ReadAsStringAsync();

        Assert.Contains($"{NcbiNotice.Text} <a href=\"{NcbiNotice.Policies.AbsoluteUri}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_keeps_to_its_own_policy()
    {
        await using var web = await TestWeb.StartAsync(azurite);

        var html = await (await web.GetAsync("")).Content.ReadAsStringAsync();

        Assert.DoesNotMatch("""(?i)<script(?![^>]*src=)|<style|\sstyle=|\son\w+=|javascript:|https?://[^"]*"[^>]*(rel="stylesheet"|src=)""", html);
    }

    [Theory]
    [InlineData("assets/nothing.css")]
    [InlineData("assets/")]
    [InlineData("assets/%2e%2e%2fLitWatch.Core.dll")]
    public async Task Other_files_are_not_there(string path)
    {
        await using var web = await TestWeb.StartAsync(azurite);

        Assert.Equal(HttpStatusCode.NotFound, (await web.GetAsync(path)).StatusCode);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("assets/litwatch.css", true)]
    [InlineData("api/health/live", false)]
    [InlineData("api/health", false)]
    [InlineData("api/alerts", false)]
    [InlineData("api/alerts/none", false)]
    [InlineData("api/search", false)]
    [InlineData("api/unsubscribe?token=x", false)]
    public async Task Every_answer_says_what_a_browser_may_do_with_it(string path, bool mayBeKept)
    {
        await using var web = await TestWeb.StartAsync(azurite);

        using var answer = await web.GetAsync(path);

        Assert.Equal(SecurityHeaders.ContentSecurityPolicy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal(mayBeKept ? "no-cache" : "no-store", answer.Headers.CacheControl!.ToString());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [GeneratedRegex("""(?:href|src)="(/assets/[^"]+)"[^>]*>""")]
    private static partial Regex Files();
}
