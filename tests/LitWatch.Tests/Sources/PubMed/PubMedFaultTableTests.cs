using LitWatch.Alerts;
using static LitWatch.Alerts.SearchOutcome;

namespace LitWatch.Tests.Sources.PubMed;

/// <summary>
/// Everything that has been seen to go wrong at PubMed, a row a shape, over real HTTP: how the search ends, what it says, what it keeps; and that no article is
/// lost in silence, in any of them.
/// </summary>
public sealed class PubMedFaultTableTests(PubMedFaultTableTests.Week week) : IClassFixture<PubMedFaultTableTests.Week>
{
    private const string Page = "<!DOCTYPE html><html><body>Bad gateway</body></html>";
    private const string RateLimit = """{"error":"API rate limit exceeded","count":"11"}""";
    private const string OutOfRange = "<?xml version=\"1.0\"?><eFetchResult><ERROR>Cannot retrieve history data: OUT OF RANGE.</ERROR></eFetchResult>";
    private const string RawNewline = "{\"header\":{\"type\":\"esearch\"},\"esearchresult\":{\"ERROR\":\"Search Backend failed: Exception:\n'retstart' cannot be larger than 9998.\"}}";

    private static readonly FaultRow[] Rows =
    [
        new("429 as JSON, once", Complete, "", RateLimit, $"route=esearch,kind=status,status=429,limit=1,body={RateLimit}"),
        new("429 as JSON, lasting", Failed, "ask too often", RateLimit, $"route=esearch,kind=status,status=429,body={RateLimit}"),
        new("429 as a web page, once", Complete, "", "Bad gateway", $"route=efetch,kind=status,status=429,limit=1,body={Page}"),
        new("429 with Retry-After, once", Complete, "", "HTTP 429", "route=efetch,kind=status,status=429,retry-after=2,limit=1"),
        new("rate limit inside HTTP 200, once", Complete, "", "API rate limit", "route=efetch,kind=rate-limit-body,limit=1"),
        new("rate limit inside HTTP 200, lasting", Failed, "API rate limit", "API rate limit", "route=efetch,kind=rate-limit-body"),
        new("ERROR inside HTTP 200, once", Complete, "", "OUT OF RANGE", $"route=efetch,kind=status,status=200,limit=1,body={OutOfRange}"),
        new("ERROR inside HTTP 200, lasting", Failed, "OUT OF RANGE", "OUT OF RANGE", $"route=efetch,kind=status,status=200,body={OutOfRange}"),
        new("ERROR with HTTP 400", Failed, "OUT OF RANGE", "OUT OF RANGE", $"route=efetch,kind=status,status=400,limit=1,body={OutOfRange}"),
        new("ERROR as JSON in HTTP 200", Failed, "Invalid db name", "Invalid db name", """route=esearch,kind=status,status=200,body={"esearchresult":{"ERROR":"Invalid db name specified: nonsense_db"}}"""),
        new("JSON with a raw newline, once", Complete, "", "Search Backend failed", $"route=esearch,kind=status,status=200,limit=1,body={RawNewline}"),
        new("JSON with a raw newline, lasting", Failed, "retstart", "Search Backend failed", $"route=esearch,kind=status,status=200,body={RawNewline}"),
        new("the prolog alone, once", Complete, "", "<?xml", "route=esearch,kind=prolog,limit=1"),
        new("the prolog alone, lasting", Failed, "nothing but a beginning", "<?xml", "route=efetch,kind=prolog"),
        new("a web page for XML, once", Complete, "", "We will be back soon", "route=esearch,kind=html,limit=1"),
        new("a web page for XML, lasting", Failed, "web page", "We will be back soon", "route=efetch,kind=html"),
        new("an empty body, once", Complete, "", "", "route=efetch,kind=status,status=200,limit=1,body="),
        new("an empty body, lasting", Failed, "nothing but a beginning", "", "route=esearch,kind=status,status=200,body="),
        new("no content", Failed, "HTTP 204", "", "route=esearch,kind=status,status=204,body="),
        new("another root", Failed, "<eSearchResult> where <PubmedArticleSet>", "eSearchResult", "route=efetch,kind=status,status=200,body=<eSearchResult><Count>0</Count></eSearchResult>"),
        new("a search without a count", Failed, "no count", "IdList", "route=esearch,kind=status,status=200,body=<eSearchResult><IdList/></eSearchResult>"),
        new("a search without a count, once", Complete, "", "IdList", "route=esearch,kind=status,status=200,limit=1,body=<eSearchResult><IdList/></eSearchResult>"),
        new("entities that grow", Failed, "malformed", "ENTITY", "route=efetch,kind=status,status=200,body=<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c \"&b;&b;&b;\">]><PubmedArticleSet><PubmedArticle>&c;</PubmedArticle></PubmedArticleSet>"),
        new("truncated gzip, once", Complete, "", "<PubmedArticleSet>", "route=efetch,kind=half-gzip,limit=1"),
        new("truncated gzip, lasting", Failed, "broke off|cut off", "<PubmedArticleSet>", "route=efetch,kind=half-gzip"),
        new("truncated XML, once", Complete, "", "<PubmedArticleSet>", "route=efetch,kind=half,limit=1"),
        new("truncated XML, lasting", Failed, "cut off or malformed", "<PubmedArticleSet>", "route=efetch,kind=half"),
        new("truncated list of PMIDs, lasting", Failed, "cut off or malformed", "<eSearchResult>", "route=esearch,kind=half"),
        new("tags that do not match, once", Complete, "", "</PM1D>", "route=efetch,kind=garbled,limit=1"),
        new("tags that do not match, lasting", Failed, "malformed", "</PM1D>", "route=efetch,kind=garbled"),
        new("cut by the connection, once", Complete, "", "<PubmedArticleSet>", "route=efetch,kind=cut,limit=1"),
        new("cut by the connection, chunked, lasting", Failed, "broke off|cannot be reached", "<eSearchResult>", "route=efetch,kind=cut,chunked=true"),
        new("reset, once", Complete, "", "<PubmedArticleSet>", "route=efetch,kind=reset,limit=1"),
        new("reset, lasting", Failed, "cannot be reached|broke off", "<eSearchResult>", "route=efetch,kind=reset"),
        new("slow, once", Complete, "", "<PubmedArticleSet>", "route=efetch,kind=delay,delay=0.3,limit=1"),
        new("499 of 500, once", Complete, "", "<PubmedArticleSet>", "route=efetch,kind=less,limit=1"),
        new("499 of 500, lasting", Incomplete, "1 promised records were not delivered", "<PubmedArticleSet>", "route=efetch,kind=less"),
        new("an empty set, once", Complete, "", "<PubmedArticleSet/>", "route=efetch,kind=status,status=200,limit=1,body=<PubmedArticleSet/>"),
        new("an empty set, lasting", Incomplete, "500 promised records were not delivered", "<PubmedArticleSet/>", "route=efetch,kind=status,status=200,body=<PubmedArticleSet/>"),
        new("fewer PMIDs than counted, once", Complete, "", "<eSearchResult>", "route=esearch,kind=less,limit=1"),
        new("fewer PMIDs than counted, lasting", Incomplete, "names", "<eSearchResult>", "route=esearch,kind=less"),
        new("a count that changes between calls, once", Complete, "", "<eSearchResult>", "route=esearch,kind=count,limit=1"),
        new("a count that changes between calls, every other time", Complete, "", "<eSearchResult>", "route=esearch,kind=count,every=2"),
        new("a count that is never right", Incomplete, "names", "<eSearchResult>", "route=esearch,kind=count"),
        new("PMIDs twice", Complete, "", "<eSearchResult>", "route=esearch,kind=twice"),
        new("records twice", Complete, "", "<PubmedArticleSet>", "route=efetch,kind=twice"),
        new("a record that nobody asked for", Complete, "", "99999999", "route=efetch,kind=stranger"),
        new("a PMID that does not count, once", Complete, "", "99999999", "route=esearch,kind=stranger,limit=1"),
        new("a PMID that does not count, lasting", Incomplete, "names", "99999999", "route=esearch,kind=stranger"),
        new("500, then right", Complete, "", "HTTP 500", "route=esearch,kind=status,status=500,limit=1"),
        new("502, 503 and 504, then right", Complete, "", "HTTP 504", "route=efetch,kind=status,status=502,nth=1", "route=efetch,kind=status,status=503,nth=2", "route=efetch,kind=status,status=504,nth=3"),
        new("503, lasting", Failed, "HTTP 503", "HTTP 503", "route=*,kind=status,status=503"),
        new("404", Failed, "HTTP 404", "Bad gateway", $"route=esearch,kind=status,status=404,limit=1,body={Page}"),
        new("a redirect, once", Complete, "", "", "route=efetch,kind=redirect,status=302,limit=1"),
        new("a redirect to another host, lasting", Failed, "HTTP 301", "", "route=efetch,kind=redirect,status=301,location=http://localhost:9/elsewhere"),
    ];

    public static TheoryData<string> Names => [.. Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_fault_never_loses_an_article_in_silence(string name)
    {
        var row = Rows.Single(candidate => candidate.Name == name);
        var faulty = await row.CheckAsync(week.Search);

        Assert.DoesNotContain("99999999", faulty.Delivered);
        Assert.All(faulty.Requests, request => Assert.StartsWith("/entrez/", request.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_that_drips_is_given_up_and_asked_for_again()
    {
        week.Search.Server.Faults.Clear();
        week.Search.Server.Faults.Add("route=efetch,kind=drip,delay=0.02,limit=1");

        var searched = await week.Search.RunAsync(new FastTime(50));

        Assert.True(searched.Certificate.Outcome == Complete && searched.Lost.Count == 0, searched.ToString());
        Assert.Equal(searched.Requests.Count, searched.Kept.Count);
    }

    [Fact]
    public async Task A_source_that_only_drips_is_a_fault()
    {
        week.Search.Server.Faults.Clear();
        week.Search.Server.Faults.Add("route=esearch,kind=drip,delay=0.02");

        var searched = await week.Search.RunAsync(new FastTime(200));

        Assert.Equal(Failed, searched.Certificate.Outcome);
        Assert.Contains("did not answer", searched.Certificate.Why[0], StringComparison.Ordinal);
    }

    /// <summary>500 records in one week.</summary>
    public sealed class Week : IAsyncLifetime
    {
        internal ReplayedSearch Search { get; private set; } = null!;

        public async Task InitializeAsync() => Search = await ReplayedSearch.PubMedAsync(500);

        public async Task DisposeAsync() => await Search.DisposeAsync();
    }
}
