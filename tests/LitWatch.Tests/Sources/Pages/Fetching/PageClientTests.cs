using LitWatch.Articles;
using LitWatch.Replay.Faults;
using LitWatch.Sources;
using LitWatch.Sources.Pages.Fetching;
using LitWatch.Tests.Local;
using LitWatch.Tests.Replay;

namespace LitWatch.Tests.Sources.Pages.Fetching;

public class PageClientTests
{
    private const int Pmid = 4100;
    private static readonly string Record = Replayed.Article(Pmid, "Psoriasis under examplimab", "A man of 40 was treated.", keywords: "<Keyword>examplimab</Keyword>");

    public static TheoryData<string, string> Tricks => UrlTricks.All;

    [Fact]
    public async Task The_page_behind_a_resolver_is_kept_as_received_and_what_was_asked_is_written_down()
    {
        await using var web = await PageWeb.StartAsync(Record);

        var page = await web.FetchAsync(new Uri(web.Server.ResolverUrl, $"10.5555/case.{Pmid}"));

        Assert.Equal($"/articles/{Pmid}", page.Address.AbsolutePath);
        Assert.Equal(["/robots.txt", $"/doi/10.5555/case.{Pmid}", $"/articles/{Pmid}"], web.Asked);
        Assert.Equal([$"GET {web.Server.ResolverUrl}10.5555/case.{Pmid}", $"GET {page.Address}"], web.Transcript.Requests);
        var kept = Assert.Single(web.Kept);
        Assert.Equal((200, "text/html"), (kept.Status, kept.ContentType));
        Assert.Contains("examplimab", System.Text.Encoding.UTF8.GetString(kept.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_request_pays_the_gate_one_a_second_and_carries_no_cookie_and_no_referrer()
    {
        await using var web = await PageWeb.StartAsync(Record);

        await web.FetchAsync(new Uri(web.Server.ResolverUrl, $"10.5555/case.{Pmid}"));

        Assert.Equal(Enumerable.Repeat((SourceNames.Page, 1.0), 3), web.Gate.Paid);
        Assert.Equal(0, web.Gate.UnderWay);
        Assert.All(web.Server.Requests, request =>
        {
            Assert.StartsWith("LitWatch/", request.Headers["User-Agent"], StringComparison.Ordinal);
            Assert.DoesNotContain("Cookie", request.Headers.Keys);
            Assert.DoesNotContain("Referer", request.Headers.Keys);
            Assert.DoesNotContain("Authorization", request.Headers.Keys);
        });
    }

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task A_redirect_to_somewhere_inside_is_not_followed(string location, string why)
    {
        await using var web = (await PageWeb.StartAsync()).With(new FaultRule { Route = "doi", Kind = FaultKind.Redirect, Status = 302, Location = location });

        var refused = await web.RefusedAsync(new Uri(web.Server.ResolverUrl, "10.5555/x"));

        Assert.False(refused.Retryable);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["/robots.txt", "/doi/10.5555/x"], web.Asked);
        Assert.Equal(["127.0.0.1"], web.LookedUp);
    }

    [Theory]
    [InlineData("127.0.0.2")]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("93.184.216.34", "10.0.0.1")]
    [InlineData("127.0.0.1", "10.0.0.1")]
    public async Task A_public_name_that_leads_inside_is_not_connected_to(params string[] addresses)
    {
        await using var web = await PageWeb.StartAsync(Record);
        web.Names = _ => addresses;

        var refused = await web.RefusedAsync(web.At("publisher.org", $"/articles/{Pmid}"));

        Assert.Contains($"'publisher.org' is not on the public web: it leads to {System.Net.IPAddress.Parse(addresses[^1])}", refused.Message, StringComparison.Ordinal);
        Assert.False(refused.Retryable);
        Assert.Empty(web.Asked);
    }

    [Fact]
    public async Task A_name_that_is_public_when_it_is_looked_at_and_private_when_it_is_used_again_is_refused_then()
    {
        await using var web = await PageWeb.StartAsync(Record);
        var answers = new Queue<string>(["127.0.0.1", "10.0.0.1"]);
        web.Names = _ => [answers.Dequeue()];

        // A rule's connection that is closed under it makes the page's request look the name up once more.
        web.With(new FaultRule { Route = "robots", Kind = FaultKind.Cut });
        await web.RefusedAsync(web.At("publisher.org", $"/articles/{Pmid}"));
        var refused = await web.RefusedAsync(web.At("publisher.org", $"/articles/{Pmid}"));

        Assert.Contains("it leads to 10.0.0.1", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["publisher.org", "publisher.org"], web.LookedUp);
        Assert.DoesNotContain($"/articles/{Pmid}", web.Asked);
    }

    [Fact]
    public async Task A_connection_is_opened_to_the_address_that_was_checked_and_the_name_is_asked_no_second_time()
    {
        await using var web = await PageWeb.StartAsync(Record);
        var answers = new Queue<string>(["127.0.0.1"]);
        web.Names = _ => [answers.Dequeue()];

        await web.FetchAsync(web.At("publisher.org", $"/articles/{Pmid}"));

        Assert.Equal(["publisher.org"], web.LookedUp);
    }

    [Fact]
    public async Task The_site_of_each_hop_is_asked_for_its_own_rules()
    {
        await using var web = await PageWeb.StartAsync(Record);
        web.Names = host => host == "second.org" ? ["192.168.0.7"] : ["127.0.0.1"];
        web.With(new FaultRule { Route = "doi", Kind = FaultKind.Redirect, Status = 307, Location = web.At("second.org", "/articles/1").AbsoluteUri });

        var refused = await web.RefusedAsync(web.At("first.org", "/doi/10.5555/x"));

        Assert.Contains("'second.org' is not on the public web", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["first.org", "second.org"], web.LookedUp);
    }

    [Fact]
    public async Task A_host_that_is_unknown_may_be_known_later()
    {
        await using var web = await PageWeb.StartAsync();

        var refused = await web.RefusedAsync(web.At("unknown.org", "/articles/1"));

        Assert.True(refused.Retryable);
        Assert.Contains("unknown.org", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_without_an_end_ends()
    {
        await using var web = (await PageWeb.StartAsync()).With(new FaultRule { Route = "page", Kind = FaultKind.Redirect, Status = 301, Location = "/articles/1" });

        var refused = await web.RefusedAsync(new Uri(web.Pages, "1"));

        Assert.False(refused.Retryable);
        Assert.Contains("redirects more than 8 times", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1 + PageClient.MostRedirects + 1, web.Asked.Count());
    }

    [Theory]
    [InlineData(300)]
    [InlineData(304)]
    public async Task A_status_that_leads_nowhere_is_no_page(int status)
    {
        await using var web = (await PageWeb.StartAsync()).With(new FaultRule { Route = "page", Kind = FaultKind.Redirect, Status = status, Location = "/articles/2" });

        Assert.Contains($"HTTP {status}", (await web.RefusedAsync(new Uri(web.Pages, "1"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_to_no_address_is_told()
    {
        await using var web = (await PageWeb.StartAsync()).With(new FaultRule { Route = "page", Kind = FaultKind.Redirect, Status = 302, Location = "http://[" });

        Assert.Contains("redirects to what is no address", (await web.RefusedAsync(new Uri(web.Pages, "1"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_too_large_is_left_where_it_is()
    {
        await using var web = (await PageWeb.StartAsync()).With(new FaultRule { Route = "page", Kind = FaultKind.Html, Body = new string('x', PageClient.LargestPage + 1) });

        var refused = await web.RefusedAsync(new Uri(web.Pages, "1"));

        Assert.Contains("larger than 8192 KB", refused.Message, StringComparison.Ordinal);
        Assert.False(refused.Retryable);
        Assert.Empty(web.Kept);
    }

    [Fact]
    public async Task A_small_answer_that_unpacks_to_a_large_one_is_large()
    {
        await using var web = await PageWeb.StartAsync(Replayed.Article(Pmid, "A long case", new string('x', PageClient.LargestPage + 1)));
        web.With(new FaultRule { Route = "page", Kind = FaultKind.HalfGzip });

        Assert.Contains("larger than 8192 KB", (await web.RefusedAsync(new Uri(web.Pages, $"{Pmid}"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(FaultKind.Delay))]
    [InlineData(nameof(FaultKind.Drip))]
    public async Task A_page_that_never_ends_is_given_up(string kind)
    {
        await using var web = (await PageWeb.StartAsync(Record)).With(new FaultRule { Route = "page", Kind = Enum.Parse<FaultKind>(kind), Delay = TimeSpan.FromMinutes(5) });

        var refusal = web.RefusedAsync(new Uri(web.Pages, $"{Pmid}"));
        await Eventually.TrueAsync(() => web.Gate.Paid.Count == 2, "the page is asked for");
        web.Time.Advance(PageClient.Limit);

        var refused = await refusal;
        Assert.True(refused.Retryable);
        Assert.Contains("gave no page within 45 s", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, web.Gate.UnderWay);
    }

    [Theory]
    [InlineData(nameof(FaultKind.Cut))]
    [InlineData(nameof(FaultKind.Reset))]
    public async Task A_page_that_breaks_off_is_worth_another_try(string kind)
    {
        await using var web = (await PageWeb.StartAsync(Record)).With(new FaultRule { Route = "page", Kind = Enum.Parse<FaultKind>(kind) });

        Assert.True((await web.RefusedAsync(new Uri(web.Pages, $"{Pmid}"))).Retryable);
        Assert.Empty(web.Kept);
    }

    [Theory]
    [InlineData(403, false)]
    [InlineData(404, false)]
    [InlineData(410, false)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    public async Task An_error_is_told_by_its_number(int status, bool retryable)
    {
        await using var web = (await PageWeb.StartAsync(Record)).With(new FaultRule { Route = "page", Kind = FaultKind.Status, Status = status });

        var refused = await web.RefusedAsync(new Uri(web.Pages, $"{Pmid}"));

        Assert.Equal(retryable, refused.Retryable);
        Assert.Contains($"HTTP {status}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_html_is_not_read()
    {
        await using var web = (await PageWeb.StartAsync()).With(new FaultRule { Route = "page", Kind = FaultKind.RateLimitBody });

        var refused = await web.RefusedAsync(new Uri(web.Pages, "1"));

        Assert.Contains("answered with application/json and not with a page", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(web.Kept).Body.Length);
    }

    [Fact]
    public async Task A_path_that_the_site_closes_to_programs_is_not_read()
    {
        await using var web = await PageWeb.StartAsync(Record);

        var refused = await web.RefusedAsync(new Uri(web.Server.BaseAddress, "private/1"));

        Assert.Contains("robots.txt", refused.Message, StringComparison.Ordinal);
        Assert.False(refused.Retryable);
        Assert.Equal(["/robots.txt"], web.Asked);
    }

    [Fact]
    public async Task A_redirect_into_a_closed_path_is_not_followed()
    {
        await using var web = (await PageWeb.StartAsync()).With(new FaultRule { Route = "doi", Kind = FaultKind.Redirect, Status = 302, Location = "/private/1" });

        Assert.Contains("robots.txt", (await web.RefusedAsync(new Uri(web.Server.ResolverUrl, "10.5555/x"))).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/private/1", web.Asked);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    public async Task A_site_without_rules_is_read(int status)
    {
        await using var web = (await PageWeb.StartAsync(Record)).With(new FaultRule { Route = "robots", Kind = FaultKind.Status, Status = status });

        Assert.Equal(200, (await web.FetchAsync(new Uri(web.Pages, $"{Pmid}"))).Answer.Status);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_site_whose_rules_cannot_be_had_is_not_read_until_they_can(int status)
    {
        await using var web = (await PageWeb.StartAsync(Record)).With(new FaultRule { Route = "robots", Kind = FaultKind.Status, Status = status, Limit = 1 });

        var refused = await web.RefusedAsync(new Uri(web.Pages, $"{Pmid}"));
        Assert.True(refused.Retryable);
        Assert.Contains("robots.txt", refused.Message, StringComparison.Ordinal);

        Assert.Equal(200, (await web.FetchAsync(new Uri(web.Pages, $"{Pmid}"))).Answer.Status);
    }

    [Fact]
    public async Task The_rules_of_a_site_are_asked_for_twice_a_day()
    {
        await using var web = await PageWeb.StartAsync(Record);
        var page = new Uri(web.Pages, $"{Pmid}");
        await web.FetchAsync(page);
        web.Time.Advance(TimeSpan.FromHours(11));
        await web.FetchAsync(page);
        Assert.Single(web.Asked, "/robots.txt");

        web.Time.Advance(TimeSpan.FromHours(2));
        await web.FetchAsync(page);

        Assert.Equal(2, web.Asked.Count(path => path == "/robots.txt"));
    }
}
