using System.Globalization;
using System.Net;
using LitWatch.Replay;

namespace LitWatch.Tests.Replay;

/// <summary>ESearch's cap, the history server and the rate limit (protocols, 3.1), over HTTP.</summary>
public sealed class EUtilitiesTests : IDisposable
{
    private static readonly string[] Twelve = [.. Enumerable.Range(1, 12).Select(n => Replayed.Article(n, "liver injury", history: Replayed.Moment("entrez", 2026, 11, n)))];
    private readonly HttpClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task The_most_recently_added_come_first_and_pages_follow_each_other()
    {
        await using var server = await Replayed.ServerAsync(null, null, Twelve);

        var found = await _client.JsonAsync(server.PubMedBaseUrl, "esearch.fcgi?db=pubmed&term=liver[tiab]&retmode=json&retstart=2&retmax=3");

        Assert.Equal("12", (string?)found["esearchresult"]!["count"]);
        Assert.Equal("3", (string?)found["esearchresult"]!["retmax"]);
        Assert.Equal(["10", "9", "8"], found["esearchresult"]!["idlist"]!.AsArray().Select(n => (string)n!));
    }

    [Fact]
    public async Task Retmax_is_cut_to_the_cap_with_a_message_and_retstart_beyond_it_is_an_error()
    {
        await using var server = await Replayed.ServerAsync(new ReplayOptions { SearchCap = 10, RateLimits = false }, null, Twelve);

        var cut = await _client.JsonAsync(server.PubMedBaseUrl, "esearch.fcgi?db=pubmed&term=liver&retmode=json&retmax=100000");
        var last = await _client.JsonAsync(server.PubMedBaseUrl, "esearch.fcgi?db=pubmed&term=liver&retmode=json&retstart=9&retmax=10");
        var beyond = await _client.XmlAsync(server.PubMedBaseUrl, "esearch.fcgi?db=pubmed&term=liver&retstart=10");

        Assert.Equal("10", (string?)cut["esearchresult"]!["retmax"]);
        Assert.Equal(["3"], last["esearchresult"]!["idlist"]!.AsArray().Select(n => (string)n!));
        Assert.Equal("Restrictions achieved. start and count adjusted to 9, 1", (string?)last["esearchresult"]!["warninglist"]!["outputmessages"]![0]);
        Assert.Contains("'retstart' cannot be larger than 9.", beyond.Element("ERROR")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_serves_no_more_than_the_cap_and_cuts_the_last_page_in_silence()
    {
        await using var server = await Replayed.ServerAsync(new ReplayOptions { SearchCap = 10, RateLimits = false }, null, Twelve);
        var session = await _client.JsonAsync(server.PubMedBaseUrl, "esearch.fcgi?db=pubmed&term=liver&retmode=json&usehistory=y&retmax=0");
        var name = $"WebEnv={session["esearchresult"]!["webenv"]}&query_key={session["esearchresult"]!["querykey"]}";

        var straddling = await _client.XmlAsync(server.PubMedBaseUrl, $"efetch.fcgi?db=pubmed&{name}&retstart=8&retmax=5&retmode=xml");
        using var beyond = await _client.GetAsync(new Uri(server.PubMedBaseUrl, $"efetch.fcgi?db=pubmed&{name}&retstart=10"));

        Assert.Equal(["4", "3"], straddling.Descendants("MedlineCitation").Select(c => c.Element("PMID")!.Value));
        Assert.Equal(HttpStatusCode.BadRequest, beyond.StatusCode);
    }

    [Fact]
    public async Task A_search_in_history_keeps_its_answer_and_can_be_combined_with_later_terms()
    {
        await using var server = await Replayed.ServerAsync(null, null, Twelve);
        var first = await _client.JsonAsync(server.PubMedBaseUrl, "esearch.fcgi?db=pubmed&term=2026/11/01:2026/11/03[crdt]&retmode=json&usehistory=y");
        server.Add(Replayed.Article(13, "liver injury", history: Replayed.Moment("entrez", 2026, 11, 1)));

        var combined = await _client.JsonAsync(server.PubMedBaseUrl, $"esearch.fcgi?db=pubmed&term=%231+AND+liver[ti]&retmode=json&WebEnv={first["esearchresult"]!["webenv"]}");
        var again = await _client.JsonAsync(server.PubMedBaseUrl, "esearch.fcgi?db=pubmed&term=2026/11/01:2026/11/03[crdt]&retmode=json");

        Assert.Equal("3", (string?)combined["esearchresult"]!["count"]);
        Assert.Equal("4", (string?)again["esearchresult"]!["count"]);
    }

    [Fact]
    public async Task EPost_names_a_list_for_EFetch()
    {
        await using var server = await Replayed.ServerAsync(null, null, Twelve);
        using var form = new FormUrlEncodedContent([new("db", "pubmed"), new("id", "3,99,5")]);
        using var posted = await _client.PostAsync(new Uri(server.PubMedBaseUrl, "epost.fcgi"), form);
        var stored = System.Xml.Linq.XElement.Parse(await posted.Content.ReadAsStringAsync());

        var text = await _client.GetStringAsync(new Uri(server.PubMedBaseUrl, $"efetch.fcgi?db=pubmed&rettype=uilist&retmode=text&query_key={stored.Element("QueryKey")!.Value}&WebEnv={stored.Element("WebEnv")!.Value}"));

        Assert.Equal("3\n5\n", text);
    }

    [Fact]
    public async Task Unknown_ids_are_absent_and_more_than_200_by_get_are_too_long()
    {
        await using var server = await Replayed.ServerAsync(null, null, Twelve);
        using var tooLong = await _client.GetAsync(new Uri(server.PubMedBaseUrl, "efetch.fcgi?db=pubmed&id=" + string.Join(',', Enumerable.Range(1, 201))));

        Assert.Empty((await _client.XmlAsync(server.PubMedBaseUrl, "efetch.fcgi?db=pubmed&id=99")).Elements());
        Assert.Equal(HttpStatusCode.RequestUriTooLong, tooLong.StatusCode);
    }

    [Fact]
    public async Task One_date_limit_without_the_other_is_ignored()
    {
        await using var server = await Replayed.ServerAsync(null, null, Twelve);
        async Task<string?> Count(string more) => (string?)(await _client.JsonAsync(server.PubMedBaseUrl, $"esearch.fcgi?db=pubmed&term=liver&retmode=json&datetype=crdt{more}"))["esearchresult"]!["count"];

        Assert.Equal("12", await Count("&mindate=2026/11/10"));
        Assert.Equal("3", await Count("&mindate=2026/11/10&maxdate=2026/11/30"));
        Assert.Equal("2", await Count("&reldate=12"));
    }

    [Fact]
    public async Task A_query_by_post_is_read_like_one_by_get()
    {
        await using var server = await Replayed.ServerAsync(null, null, Twelve);
        using var form = new FormUrlEncodedContent([new("db", "pubmed"), new("term", "\"liver injury\"[tiab]"), new("rettype", "count")]);
        using var answer = await _client.PostAsync(new Uri(server.PubMedBaseUrl, "esearch.fcgi"), form);

        Assert.Contains("<eSearchResult><Count>12</Count></eSearchResult>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("\"liver injury\"[tiab]", Assert.Single(server.Requests)["term"]);
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("&api_key=k", 10)]
    public async Task The_request_over_the_limit_of_a_second_is_refused_and_the_next_second_is_free(string key, int limit)
    {
        var clock = Replayed.Clock();
        await using var server = await Replayed.ServerAsync(new ReplayOptions(), clock, Twelve);
        var address = new Uri(server.PubMedBaseUrl, $"esearch.fcgi?db=pubmed&term=liver{key}");
        for (var i = 1; i <= limit; i++)
        {
            using var fine = await _client.GetAsync(address);
            Assert.Equal((limit - i).ToString(CultureInfo.InvariantCulture), fine.Headers.GetValues("X-RateLimit-Remaining").Single());
        }

        using var refused = await _client.GetAsync(address);
        clock.Advance(TimeSpan.FromSeconds(1));
        using var later = await _client.GetAsync(address);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.StartsWith("{\"error\":\"API rate limit exceeded\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
        Assert.Equal(429, server.Requests[limit].Status);
    }

    [Fact]
    public async Task Too_many_wildcards_look_like_an_outage()
    {
        await using var server = await Replayed.ServerAsync(null, null, Twelve);
        using var form = new FormUrlEncodedContent([new("db", "pubmed"), new("term", string.Join(" OR ", Enumerable.Range(0, 257).Select(n => $"liver{n}*[ti]")))]);
        using var answer = await _client.PostAsync(new Uri(server.PubMedBaseUrl, "esearch.fcgi"), form);

        Assert.Contains("<ERROR>Search Backend failed", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("esearch.fcgi")]
    [InlineData("esearch.fcgi?term=%00%01[ti]&db=pubmed")]
    [InlineData("esearch.fcgi?term=liver&reldate=2147483647&retmax=2147483647&retstart=x")]
    [InlineData("esearch.fcgi?term=liver&mindate=0&maxdate=9999/99/99&sort=colour")]
    [InlineData("esearch.fcgi?term=((((()[&query_key=7&WebEnv=none&usehistory=y")]
    [InlineData("esearch.fcgi?query_key=7&WebEnv=none&retmode=json")]
    [InlineData("efetch.fcgi")]
    [InlineData("efetch.fcgi?id=,,abc&retmode=json")]
    [InlineData("efetch.fcgi?db=%00&id=1")]
    [InlineData("efetch.fcgi?id=1&rettype=medline&retmode=text&retstart=5")]
    [InlineData("esummary.fcgi?id=99999999999999999999")]
    [InlineData("einfo.fcgi?db=%02")]
    [InlineData("epost.fcgi?id=1,x")]
    [InlineData("elink.fcgi?id=1")]
    public async Task Odd_requests_are_answered_and_never_fail(string request)
    {
        await using var server = await Replayed.ServerAsync(null, null, Twelve);
        using var answer = await _client.GetAsync(new Uri(server.PubMedBaseUrl, request));

        Assert.True((int)answer.StatusCode < 500, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Text_forms_hold_the_record_in_words()
    {
        await using var server = await Replayed.ServerAsync(null, null, Replayed.Article(1, "A title", "An abstract."));

        Assert.Contains("TI  - A title\n", await _client.GetStringAsync(new Uri(server.PubMedBaseUrl, "efetch.fcgi?id=1&rettype=medline&retmode=text")), StringComparison.Ordinal);
        Assert.Contains("An abstract.", await _client.GetStringAsync(new Uri(server.PubMedBaseUrl, "efetch.fcgi?id=1&rettype=abstract&retmode=text")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revised_article_replaces_the_one_before()
    {
        await using var server = await Replayed.ServerAsync(null, null, Twelve);
        server.Add(Replayed.Article(3, "Retracted: liver injury"));

        var fetched = await _client.XmlAsync(server.PubMedBaseUrl, "efetch.fcgi?db=pubmed&id=3");

        Assert.Equal("Retracted: liver injury", fetched.Descendants("ArticleTitle").Single().Value);
        Assert.Equal(12, server.ArticleCount);
    }
}
