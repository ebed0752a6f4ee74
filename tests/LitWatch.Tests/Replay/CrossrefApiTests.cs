using System.Net;
using System.Text.Json.Nodes;
using LitWatch.Replay;
using LitWatch.Replay.Faults;

namespace LitWatch.Tests.Replay;

/// <summary>Crossref's /works (protocols, 3.3), over HTTP.</summary>
public sealed class CrossrefApiTests : IDisposable
{
    private static readonly string[] Works =
    [
        Replayed.Work("10.5555/a(1)", "Pustular psoriasis after natalizumab", "2026-11-02", ""","abstract":"<jats:p>Text</jats:p>" """),
        Replayed.Work("10.5555/B/2", "Natalizumab in practice", "2026-10-05"),
        Replayed.Work("10.5555/c", "Retraction: psoriasis", "2026-11-09", ""","update-to":[{"DOI":"10.5555/B/2","type":"retraction"}]"""),
        Replayed.Work("10.5555/d", "Unrelated", "2025-01-01", ""","relation":{"is-preprint-of":[]}"""),
    ];

    private readonly HttpClient _client = new();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("query=natalizumab AND psoriasis&sort=score", "10.5555/a(1) 10.5555/c 10.5555/B/2")]
    [InlineData("query.title=psoriasis&query.author=kowalska", "10.5555/a(1) 10.5555/c")]
    [InlineData("query.bibliographic=psoriasis&query.author=nobody", "")]
    [InlineData("filter=from-created-date:2026-11", "10.5555/a(1) 10.5555/c")]
    [InlineData("filter=from-created-date:2026-10,until-created-date:2026-11-02", "10.5555/a(1) 10.5555/B/2")]
    [InlineData("filter=until-created-date:2025", "10.5555/d")]
    [InlineData("filter=doi:10.5555/C,doi:10.5555/d", "10.5555/c 10.5555/d")]
    [InlineData("filter=doi:10.5555/C,has-abstract:true", "")]
    [InlineData("filter=has-abstract:false,is-update:false", "10.5555/B/2 10.5555/d")]
    [InlineData("filter=updates:10.5555/b/2,update-type:retraction", "10.5555/c")]
    [InlineData("filter=relation.type:is-preprint-of", "10.5555/d")]
    [InlineData("filter=from-pub-date:2026-10-01,until-pub-date:2026-10-01,issn:1234-5679,type:journal-article&rows=2", "10.5555/a(1) 10.5555/B/2")]
    [InlineData("sort=created&order=asc&rows=1", "10.5555/d")]
    public async Task Queries_and_filters_select_and_order(string parameters, string dois)
    {
        await using var server = await Replayed.ServerAsync(null, null, Works);

        var found = await _client.JsonAsync(server.CrossrefBaseUrl, $"works?{parameters}");
        var items = found["message"]!["items"]!.AsArray().Select(i => (string)i!["DOI"]!).ToList();

        Assert.Equal(dois.Split(' ', StringSplitOptions.RemoveEmptyEntries), parameters.Contains("sort=", StringComparison.Ordinal) ? items : items.Order(StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("rows=1001", "integer-not-valid")]
    [InlineData("offset=10001", "integer-not-valid")]
    [InlineData("sample=101", "integer-not-valid")]
    [InlineData("filter=from-index-date:yesterday", "date-not-valid")]
    [InlineData("filter=from-imaginary-date:2026", "filter-not-available")]
    [InlineData("filter=has-abstract:perhaps", "boolean-not-valid")]
    [InlineData("filter=nonsense", "pair-list-form-invalid")]
    [InlineData("select=DOI,colour", "select-not-available")]
    [InlineData("query.colour=red", "field-query-not-available")]
    [InlineData("sort=colour", "sort-field-not-valid")]
    [InlineData("cursor=*&offset=1", "cursor-with-offset-or-sample")]
    [InlineData("facet=type-name:*", "parameter-not-allowed")]
    [InlineData("email=a@b.example", "unknown-parameter")]
    public async Task Faulty_parameters_are_a_validation_failure_of_the_right_type(string parameters, string type)
    {
        await using var server = await Replayed.ServerAsync(null, null, Works);
        using var answer = await _client.GetAsync(new Uri(server.CrossrefBaseUrl, $"works?{parameters}"));
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("validation-failure", (string?)body["message-type"]);
        Assert.Equal(type, (string?)body["message"]![0]!["type"]);
    }

    [Theory]
    [InlineData("works/10.5555%2Fb%2F2")]
    [InlineData("works/10.5555/B/2")]
    [InlineData("works/10.5555%2FB/2")]
    public async Task A_doi_is_found_with_its_slash_encoded_or_plain_and_in_any_case(string path)
    {
        await using var server = await Replayed.ServerAsync(null, null, Works);

        Assert.Equal("10.5555/B/2", (string?)(await _client.JsonAsync(server.CrossrefBaseUrl, path))["message"]!["DOI"]);
    }

    [Fact]
    public async Task An_unknown_doi_is_plain_text_with_404()
    {
        await using var server = await Replayed.ServerAsync();
        using var answer = await _client.GetAsync(new Uri(server.CrossrefBaseUrl, "works/10.5555/none"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("Resource not found.", await answer.Content.ReadAsStringAsync());
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_cursor_keeps_its_name_and_moves_on_until_it_is_empty()
    {
        await using var server = await Replayed.ServerAsync(null, null, Works);
        var pages = new List<JsonNode> { (await _client.JsonAsync(server.CrossrefBaseUrl, "works?cursor=*&rows=3"))["message"]! };
        var cursor = (string)pages[0]["next-cursor"]!;
        for (var i = 0; i < 2; i++)
        {
            pages.Add((await _client.JsonAsync(server.CrossrefBaseUrl, $"works?rows=3&cursor={Uri.EscapeDataString(cursor)}"))["message"]!);
        }

        Assert.Equal([3, 1, 0], pages.Select(p => p["items"]!.AsArray().Count));
        Assert.All(pages, p => Assert.Equal(cursor, (string)p["next-cursor"]!));
        Assert.All(pages, p => Assert.Equal(4, (int)p["total-results"]!));
    }

    [Fact]
    public async Task A_cursor_expires_after_five_idle_minutes()
    {
        var clock = Replayed.Clock();
        await using var server = await Replayed.ServerAsync(null, clock, Works);
        var cursor = Uri.EscapeDataString((string)(await _client.JsonAsync(server.CrossrefBaseUrl, "works?cursor=*&rows=1"))["message"]!["next-cursor"]!);

        clock.Advance(TimeSpan.FromMinutes(4));
        using var used = await _client.GetAsync(new Uri(server.CrossrefBaseUrl, $"works?rows=1&cursor={cursor}"));
        clock.Advance(TimeSpan.FromMinutes(5));
        using var stale = await _client.GetAsync(new Uri(server.CrossrefBaseUrl, $"works?rows=1&cursor={cursor}"));

        Assert.Equal(HttpStatusCode.OK, used.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, stale.StatusCode);
        Assert.Contains("cursor-invalid", await stale.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_public_pool_answers_one_request_at_a_time()
    {
        var clock = Replayed.Clock();
        await using var server = await Replayed.ServerAsync(new ReplayOptions { Faults = new FaultPlan().Add("kind=delay,delay=30") }, clock, Works);
        var both = new List<Task<HttpResponseMessage>> { _client.GetAsync(new Uri(server.CrossrefBaseUrl, "works/10.5555/c")), _client.GetAsync(new Uri(server.CrossrefBaseUrl, "works/10.5555/d")) };

        // The delayed one waits for the clock, so the first to come back is the refused one.
        var refused = await Task.WhenAny(both);
        both.Remove(refused);
        while (!both[0].IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            await Task.WhenAny(both[0], Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }

        using var no = await refused;
        using var yes = await both[0];
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (no.StatusCode, yes.StatusCode));
    }

    [Theory]
    [InlineData("works?rows=0", "", "public-array", 1)]
    [InlineData("works/10.5555/c", "", "public-array", 5)]
    [InlineData("works?rows=0&mailto=a@b.example", "", "polite-array", 3)]
    [InlineData("works/10.5555/c", "LitWatch/1.0 (mailto:a@b.example)", "polite-array", 10)]
    public async Task Each_pool_has_its_limit_a_second(string path, string agent, string pool, int limit)
    {
        var clock = Replayed.Clock();
        await using var server = await Replayed.ServerAsync(new ReplayOptions(), clock, Works);
        if (agent.Length > 0)
        {
            _client.DefaultRequestHeaders.UserAgent.ParseAdd(agent);
        }

        for (var i = 0; i < limit; i++)
        {
            using var fine = await _client.GetAsync(new Uri(server.CrossrefBaseUrl, path));
            Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
            Assert.Equal(pool, fine.Headers.GetValues("x-api-pool").Single());
        }

        using var refused = await _client.GetAsync(new Uri(server.CrossrefBaseUrl, path));
        clock.Advance(TimeSpan.FromSeconds(1));
        using var later = await _client.GetAsync(new Uri(server.CrossrefBaseUrl, path));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }
}
