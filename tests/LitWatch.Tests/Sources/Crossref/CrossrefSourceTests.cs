using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Text.Json;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.Crossref;
using LitWatch.Strategies;

namespace LitWatch.Tests.Sources.Crossref;

public sealed class CrossrefSourceTests
{
    private const string Match = "Natalizumab, or Tysabri, and psoriasis";

    private readonly Dictionary<string, List<object>> works = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> served = new(StringComparer.Ordinal);

    /// <summary>Pages (counted over all requests, from 1) that are served but empty: lost on the way.</summary>
    private readonly HashSet<int> lost = [];

    private int pages;

    [Fact]
    public async Task Pages_are_read_by_count_although_the_cursor_repeats_itself()
    {
        works["natalizumab"] = Many(450);
        await using var search = Fixture(("PubMed:Email", "me@example.org"), ("Crossref:PlusToken", SourceFixture.Key));

        var batches = await search.SearchAsync();

        var request = search.Upstream.Requests[0];
        Assert.Equal("/some/path/works", request["#path"]);
        Assert.Equal(("natalizumab", "from-index-date:2026-11-16,until-index-date:2026-11-22", "200", "*"), (request["query.bibliographic"], request["filter"], request["rows"], request["cursor"]));
        Assert.Equal(("me@example.org", "Bearer " + SourceFixture.Key), (request["mailto"], request["#plus"]));
        Assert.Equal(["*", "same==", "same=="], search.Upstream.Requests.Select(each => each["cursor"]));
        Assert.Equal(450, batches.Sum(batch => batch.Count));
        Assert.Equal((450, 450), (search.Transcript.Promised, search.Transcript.Delivered));
        Assert.All(search.Transcript.Requests, text => Assert.DoesNotContain("example.org", text, StringComparison.Ordinal));
        Assert.Equal([CrossrefSource.Recall], search.Transcript.Notes);
        Assert.All(search.Gate.Paid, paid => Assert.Equal(("crossref", 3.0), paid));
    }

    [Fact]
    public async Task Only_articles_that_the_strategy_matches_are_kept_and_each_once()
    {
        works["natalizumab"] = [Work(1), Work(2, "Natalizumab and sleep"), Work(3, type: "dataset"), Work(4)];
        works["Tysabri"] = [Work(4), Work(5)];
        await using var search = Fixture();

        var batches = await search.SearchAsync(strategy: SourceFixture.Strategy("natalizumab", "Tysabri*", new Term(TermField.Mesh, "Natalizumab"), new Term(TermField.PublicationType, "Review")));

        Assert.Equal(["10.1000/1", "10.1000/4", "10.1000/5"], batches.SelectMany(batch => batch).Select(article => article.Doi.ToString()));
        Assert.Equal((3, 1, 1), (search.Transcript.Matched, search.Transcript.Dropped, search.Transcript.NotArticles));
        Assert.Equal(["natalizumab", "Tysabri"], search.Upstream.Requests.Select(request => request["query.bibliographic"]));
        Assert.Equal((6, 6), (search.Transcript.Promised, search.Transcript.Delivered));
        Assert.All(search.Gate.Paid, paid => Assert.Equal(1.0, paid.Rate));
    }

    [Fact]
    public async Task A_lost_page_starts_the_query_over_once()
    {
        works["natalizumab"] = Many(450);
        lost.Add(2);
        await using var search = Fixture();

        var batches = await search.SearchAsync();

        Assert.Equal(450, batches.SelectMany(batch => batch).Select(article => article.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(450, batches.Sum(batch => batch.Count));
        Assert.Equal((450, 450), (search.Transcript.Promised, search.Transcript.Delivered));
        Assert.Empty(search.Transcript.Shortfalls);
    }

    [Fact]
    public async Task A_page_that_is_lost_again_falls_short()
    {
        works["natalizumab"] = Many(450);
        lost.UnionWith(Enumerable.Range(2, 1).Concat([4, 5, 6]));
        await using var search = Fixture();

        var batches = await search.SearchAsync();

        Assert.Contains("announced 450 works for term 'natalizumab' and delivered 200", search.Transcript.Shortfalls[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_cursor_starts_the_query_over_once()
    {
        works["natalizumab"] = Many(450);
        await using var search = Fixture(fault: request => request["cursor"] != "*" && pages == 1);

        var batches = await search.SearchAsync();

        Assert.Equal(450, batches.Sum(batch => batch.Count));
        Assert.Contains(search.Transcript.Warnings, warning => warning.Contains("cursor-invalid", StringComparison.Ordinal));
        Assert.Empty(search.Transcript.Shortfalls);
    }

    [Fact]
    public async Task A_cursor_that_always_expires_falls_short()
    {
        works["natalizumab"] = Many(450);
        await using var search = Fixture(fault: request => request["cursor"] != "*");

        await search.SearchAsync();

        Assert.Contains("cursor-invalid", search.Transcript.Shortfalls[0], StringComparison.Ordinal);
        Assert.Equal((450, 200), (search.Transcript.Promised, search.Transcript.Delivered));
    }

    [Fact]
    public async Task A_term_with_too_many_works_is_truncated_and_says_so()
    {
        works["natalizumab"] = Many(6_000);
        await using var search = Fixture();

        var batches = await search.SearchAsync();

        Assert.Equal("truncated at 5000 of 6000 for term 'natalizumab'", Assert.Single(search.Transcript.Shortfalls));
        Assert.Equal(5_000, batches.Sum(batch => batch.Count));
        Assert.Equal(25, search.Upstream.Requests.Count);
    }

    [Fact]
    public async Task Of_a_term_whose_words_have_too_many_works_the_rarest_word_is_asked_for()
    {
        works["valproic acid"] = Many(6_000, "An acid");
        works["valproic"] = [Work(1, "Valproic acid and psoriasis"), Work(2, "Valproic states and psoriasis")];
        works["acid"] = Many(6_000, "An acid");
        await using var search = Fixture();

        var batches = await search.SearchAsync(strategy: SourceFixture.Strategy("valproic acid"));

        Assert.Equal(["10.1000/1"], batches.SelectMany(batch => batch).Select(article => article.Doi.ToString()));
        Assert.Empty(search.Transcript.Shortfalls);
        Assert.Equal((2, 2), (search.Transcript.Promised, search.Transcript.Delivered));
        Assert.Equal([("valproic acid", "200"), ("valproic", "0"), ("acid", "0"), ("valproic", "200")], search.Upstream.Requests.Select(request => (request["query.bibliographic"], request["rows"])));
        Assert.Contains("Crossref: 6000 works have any of the words of 'valproic acid'; 'valproic', the rarest of them, was asked for instead (2)", search.Transcript.Notes);
    }

    [Fact]
    public async Task Where_every_word_has_too_many_works_the_rarest_is_truncated_and_says_so()
    {
        works["fatty acid"] = works["acid"] = Many(7_000);
        works["fatty"] = Many(6_000);
        await using var search = Fixture();

        await search.SearchAsync(strategy: SourceFixture.Strategy("fatty acid"));

        Assert.Equal("truncated at 5000 of 6000 for term 'fatty'", Assert.Single(search.Transcript.Shortfalls));
    }

    [Fact]
    public async Task Strategies_that_Crossref_cannot_be_asked_fall_short()
    {
        await using var search = Fixture();

        await search.SearchAsync(strategy: SourceFixture.Strategy(new Term(TermField.PublicationType, "Review")));

        Assert.Single(search.Transcript.Shortfalls);
        Assert.Empty(search.Upstream.Requests);
    }

    [Theory]
    [InlineData("<html><body>502</body></html>", "text/html", 200, 4)]
    [InlineData("", "application/json", 200, 4)]
    [InlineData("""{"status":"ok","message":{"total-results":1,"items":[{"DOI":"10.1""", "application/json", 200, 4)]
    [InlineData("""{"status":"ok","message-type":"work-list","message":{"items":[]}}""", "application/json", 200, 4)]
    [InlineData("""{"status":"ok","message-type":"member-list","message":{}}""", "application/json", 200, 4)]
    [InlineData("""{"status":"error","message-type":"exception","message":{"name":"class"}}""", "application/json", 200, 4)]
    [InlineData("Gateway Timeout", "text/plain", 504, 4)]
    [InlineData("Too many", "text/plain", 429, 4)]
    [InlineData("Resource not found.", "text/plain", 404, 1)]
    [InlineData("""{"status":"failed","message-type":"validation-failure","message":[{"type":"date-not-valid","value":"x","message":"no date"}]}""", "application/json", 400, 1)]
    public async Task What_is_no_list_of_works_is_a_fault_and_never_zero_works(string body, string type, int status, int tries)
    {
        await using var search = Fixture();
        search.Upstream.AlwaysFault = () => FakeUpstream.Text(body, type, (HttpStatusCode)status);

        var fault = await Assert.ThrowsAsync<SourceException>(() => search.SearchAsync());

        Assert.Equal("crossref", fault.SourceName);
        Assert.Equal(tries, search.Upstream.Requests.Count);
        Assert.Equal(tries, search.Kept.Count);
        Assert.Equal(tries == 4, fault.Retryable);
    }

    [Theory]
    [InlineData(nameof(WindowDate.Changed), "2026-11-22", "from-index-date:2026-11-16,until-index-date:2026-11-22")]
    [InlineData(nameof(WindowDate.Created), "2026-11-22", "from-created-date:2026-11-16,until-created-date:2026-11-22")]
    [InlineData(nameof(WindowDate.Any), "2026-11-22", "from-created-date:2026-11-16,until-created-date:2026-11-22", "from-index-date:2026-11-16,until-index-date:2026-11-22")]
    [InlineData(nameof(WindowDate.Any), "2026-11-23", "from-index-date:2026-11-16,until-index-date:2026-11-23")]
    public async Task A_window_is_asked_for_by_the_date_that_it_means(string by, string to, params string[] filters)
    {
        works["natalizumab"] = Many(3);
        await using var search = Fixture();
        var window = new SearchWindow(new DateOnly(2026, 11, 16), DateOnly.ParseExact(to, "yyyy-MM-dd", CultureInfo.InvariantCulture)) { By = Enum.Parse<WindowDate>(by) };

        var batches = await search.Source.SearchAsync(SourceFixture.Strategy(), window, search.Transcript, CancellationToken.None).ToListAsync();

        Assert.Equal(filters, search.Upstream.Requests.Select(request => request["filter"]));
        Assert.Equal(3, batches.Sum(batch => batch.Count));
        Assert.Equal((3 * filters.Length, 3 * filters.Length), (search.Transcript.Promised, search.Transcript.Delivered));
    }

    [Fact]
    public async Task Limits_that_Crossref_announces_hold_from_the_next_request_on()
    {
        works["natalizumab"] = Many(450);
        await using var search = Fixture(_ => false, headers: [("x-rate-limit-limit", "10"), ("x-rate-limit-interval", "1s"), ("x-concurrency-limit", "3")]);

        await search.SearchAsync();

        Assert.Equal([1.0, 10.0, 10.0], search.Gate.Paid.Select(paid => paid.Rate));
    }

    [Fact]
    public async Task Queries_can_be_opened_by_a_person_and_today_is_the_day_in_UTC()
    {
        await using var search = Fixture();

        Assert.Equal(["http://crossref.test/some/path/works?query.bibliographic=multiple+words"], search.Source.Queries(SourceFixture.Strategy("multiple words*", "Multiple Words")));
        Assert.Equal(new DateOnly(2026, 11, 23), search.Source.Today);
    }

    private static List<object> Many(int count, string title = Match) => [.. Enumerable.Range(1, count).Select(i => Work(i, title))];

    private static object Work(int number, string title = Match, string type = "journal-article") =>
        new { DOI = string.Create(CultureInfo.InvariantCulture, $"10.1000/{number}"), type, title = new[] { title } };

    private SourceFixture Fixture(params (string Key, string Value)[] settings) => Fixture(_ => false, settings: settings);

    private SourceFixture Fixture(Func<NameValueCollection, bool> fault, (string Name, string Value)[]? headers = null, params (string Key, string Value)[] settings) => new(
        SourceNames.Crossref,
        new FakeUpstream((request, _) =>
        {
            var answer = fault(request) ? Expired(request) : Page(request);
            foreach (var (name, value) in headers ?? [])
            {
                answer.Headers.Add(name, value);
            }

            return answer;
        }),
        settings);

    private HttpResponseMessage Page(NameValueCollection request)
    {
        pages++;
        var term = request["query.bibliographic"]!;
        var rows = int.Parse(request["rows"]!, CultureInfo.InvariantCulture);
        var from = request["cursor"] is null or "*" ? 0 : served[term];
        served[term] = from + rows;
        IEnumerable<object> items = lost.Contains(pages) ? [] : works[term].Skip(from).Take(rows);
        return FakeUpstream.Text(
            JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["status"] = "ok",
                ["message-type"] = "work-list",
                ["message"] = new Dictionary<string, object> { ["total-results"] = works[term].Count, ["items"] = items, ["next-cursor"] = "same==" },
            }),
            "application/json");
    }

    private HttpResponseMessage Expired(NameValueCollection request)
    {
        pages++;
        return FakeUpstream.Text(
            $$"""{"status":"failed","message-type":"resource-failure","message":[{"type":"cursor-invalid","value":"{{request["cursor"]}}","message":"Cursor specified but it is invalid"}]}""",
            "application/json",
            HttpStatusCode.BadRequest);
    }
}
