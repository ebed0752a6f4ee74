using static LitWatch.Alerts.SearchOutcome;

namespace LitWatch.Tests.Sources.Crossref;

/// <summary>Everything that has been seen to go wrong at Crossref, a row a shape, over real HTTP and three pages of works.</summary>
public sealed class CrossrefFaultTableTests(CrossrefFaultTableTests.Week week) : IClassFixture<CrossrefFaultTableTests.Week>
{
    private const string Page = "<html><body><h1>429 Too Many Requests</h1></body></html>";
    private const string Validation = """{"status":"failed","message-type":"validation-failure","message":[{"type":"date-not-valid","value":"x","message":"Filter from-index-date specified as x but must be of the form YYYY"}]}""";
    private const string BackEnd = """{"status":"error","message-type":"exception","message-version":"1.0.0","message":{"name":"class java.lang.NullPointerException","description":"java.lang.NullPointerException"}}""";
    private const string Cursor = """{"status":"failed","message-type":"resource-failure","message":[{"type":"cursor-invalid","value":"x","message":"Cursor specified but it is invalid"}]}""";
    private const string NoWorks = """{"status":"ok","message-type":"work-list","message-version":"1.0.0","message":{"facets":{},"total-results":405,"items":[],"items-per-page":200}}""";

    private static readonly FaultRow[] Rows =
    [
        new("429 as a web page, once", Complete, "", "Too Many", $"route=works,kind=status,status=429,limit=1,body={Page}"),
        new("429 as a web page, lasting", Failed, "ask too often", "Too Many", $"route=works,kind=status,status=429,body={Page}"),
        new("429 with Retry-After, once", Complete, "", "HTTP 429", "route=works,kind=status,status=429,retry-after=2,limit=1"),
        new("429 on a later page, lasting", Incomplete, "ask too often", "Too Many", $"route=works,kind=status,status=429,nth=2,body={Page}", "route=works,kind=status,status=429,nth=3", "route=works,kind=status,status=429,nth=4", "route=works,kind=status,status=429,nth=5", "route=works,kind=status,status=429,nth=7", "route=works,kind=status,status=429,nth=8", "route=works,kind=status,status=429,nth=9", "route=works,kind=status,status=429,nth=10"),
        new("503, then right", Complete, "", "HTTP 503", "route=works,kind=status,status=503,limit=1"),
        new("504 as text, once", Complete, "", "Gateway", "route=works,kind=status,status=504,limit=1,body=Gateway Timeout"),
        new("504 as text, lasting", Failed, "Gateway Timeout", "Gateway", "route=works,kind=status,status=504,body=Gateway Timeout"),
        new("500 from the back end, lasting", Failed, "NullPointerException", "exception", $"route=works,kind=status,status=500,body={BackEnd}"),
        new("an error inside HTTP 200, once", Complete, "", "exception", $"route=works,kind=status,status=200,limit=1,body={BackEnd}"),
        new("an error inside HTTP 200, lasting", Failed, "exception", "exception", $"route=works,kind=status,status=200,body={BackEnd}"),
        new("a refused query", Failed, "date-not-valid x Filter", "date-not-valid", $"route=works,kind=status,status=400,body={Validation}"),
        new("404 as text", Failed, "Resource not found", "Resource", "route=works,kind=status,status=404,body=Resource not found."),
        new("a cursor that expired, once", Complete, "", "cursor-invalid", $"route=works,kind=status,status=404,nth=2,body={Cursor}"),
        new("a cursor that expires each time", Incomplete, "cursor-invalid", "cursor-invalid", $"route=works,kind=status,status=404,every=2,body={Cursor}"),
        new("a web page for JSON, once", Complete, "", "We will be back soon", "route=works,kind=html,limit=1"),
        new("a web page for JSON, lasting", Failed, "web page", "We will be back soon", "route=works,kind=html"),
        new("a web page on the third page, once", Complete, "", "We will be back soon", "route=works,kind=html,nth=3"),
        new("an empty body, lasting", Failed, "empty", "", "route=works,kind=status,status=200,body="),
        new("no content", Failed, "HTTP 204", "", "route=works,kind=status,status=204,body="),
        new("another list", Failed, "no list of works", "member-list", """route=works,kind=status,status=200,body={"status":"ok","message-type":"member-list","message":{"items":[]}}"""),
        new("a list that is no list", Failed, "no list of works", "items", """route=works,kind=status,status=200,body={"status":"ok","message-type":"work-list","message":{"total-results":1,"items":{}}}"""),
        new("JSON that breaks off, once", Complete, "", "total-results", "route=works,kind=half,limit=1"),
        new("JSON that breaks off, lasting", Failed, "cut off or malformed|breaks off", "total-results", "route=works,kind=half"),
        new("truncated gzip, once", Complete, "", "total-results", "route=works,kind=half-gzip,limit=1"),
        new("truncated gzip, lasting", Failed, "broke off|cut off|breaks off", "", "route=works,kind=half-gzip"),
        new("cut by the connection, once", Complete, "", "total-results", "route=works,kind=cut,limit=1"),
        new("cut by the connection, chunked, every other time", Incomplete, "announced 405 works", "total-results", "route=works,kind=cut,chunked=true,every=2"),
        new("reset, once", Complete, "", "total-results", "route=works,kind=reset,limit=1"),
        new("reset on a later page, once", Complete, "", "total-results", "route=works,kind=reset,nth=3"),
        new("slow, once", Complete, "", "total-results", "route=works,kind=delay,delay=0.3,limit=1"),
        new("an empty page that was served and lost, once", Complete, "", "total-results", $"route=works,kind=status,status=200,nth=2,body={NoWorks}"),
        new("an empty page for every later one", Incomplete, "announced 405 works for term 'natalizumab' and delivered 200", "total-results", $"route=works,kind=status,status=200,nth=2,body={NoWorks}", $"route=works,kind=status,status=200,nth=4,body={NoWorks}"),
        new("empty pages for a total", Incomplete, "announced 405 works", "total-results", $"route=works,kind=status,status=200,body={NoWorks}"),
        new("199 of 200, once", Complete, "", "total-results", "route=works,kind=less,nth=2"),
        new("199 of 200, lasting", Incomplete, "delivered 402", "total-results", "route=works,kind=less"),
        new("works twice", Complete, "", "total-results", "route=works,kind=twice"),
        new("a work that was not counted, once", Complete, "", "99999999", "route=works,kind=stranger,limit=1"),
        new("a work that was not counted, lasting", Complete, "", "99999999", "route=works,kind=stranger"),
        new("a stranger, and later one work less", Incomplete, "had not counted", "99999999", "route=works,kind=stranger,nth=1", "route=works,kind=less,nth=3", "route=works,kind=less,nth=7"),
        new("a total that changes from page to page, once", Complete, "", "total-results", "route=works,kind=count,nth=2"),
        new("a total that is one too high, lasting", Incomplete, "announced 406", "total-results", "route=works,kind=count"),
        new("works without their DOI, once", Complete, "", "D01", "route=works,kind=garbled,nth=2"),
        new("works without their DOI, lasting", Incomplete, "announced 405 works for term 'natalizumab' and delivered 0", "D01", "route=works,kind=garbled"),
        new("a redirect, once", Complete, "", "", "route=works,kind=redirect,status=302,limit=1"),
        new("a redirect to another host, lasting", Failed, "HTTP 301", "", "route=works,kind=redirect,status=301,location=http://localhost:9/elsewhere"),
    ];

    public static TheoryData<string> Names => [.. Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_fault_never_loses_a_work_in_silence(string name)
    {
        var faulty = await Rows.Single(row => row.Name == name).CheckAsync(week.Search);

        Assert.All(faulty.Requests, request => Assert.Equal("/works", request.Path));
    }

    [Fact]
    public async Task An_answer_that_drips_is_given_up_and_asked_for_again()
    {
        week.Search.Server.Faults.Clear();
        week.Search.Server.Faults.Add("route=works,kind=drip,delay=0.02,limit=1");

        var searched = await week.Search.RunAsync(new FastTime(50));

        Assert.True(searched.Certificate.Outcome == Complete && searched.Lost.Count == 0, searched.ToString());
    }

    /// <summary>405 works in one week.</summary>
    public sealed class Week : IAsyncLifetime
    {
        internal ReplayedSearch Search { get; private set; } = null!;

        public async Task InitializeAsync() => Search = await ReplayedSearch.CrossrefAsync(405);

        public async Task DisposeAsync() => await Search.DisposeAsync();
    }
}
