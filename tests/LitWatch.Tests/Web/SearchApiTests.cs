using System.Net;
using System.Text.Json.Nodes;
using LitWatch.Replay;
using LitWatch.Replay.Faults;
using LitWatch.Search;
using LitWatch.Sources;
using LitWatch.Sources.Pages.Fetching;
using LitWatch.Tests.Deduplication;
using LitWatch.Web;
using LitWatch.Tests.Local;
using LitWatch.Tests.Sources.Pages.Fetching;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Web;

public sealed class SearchApiTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Natalizumab = "api/search?drug=natalizumab&drug=Tysabri&reaction=psoria*";

    [Fact]
    public async Task The_answer_tells_the_query_the_sources_and_each_article_once_with_its_places()
    {
        await using var sources = await SourcesAsync();
        await using var web = await StartAsync(sources);

        using var answer = await web.GetAsync(Natalizumab);
        var json = await TestWeb.JsonAsync(answer);

        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(NcbiNotice.Line, (string)json["notice"]!);
        Assert.Equal(["natalizumab", "Tysabri"], json["query"]!["drug"]!.AsArray().Select(drug => (string)drug!));
        Assert.Equal(["pubmed", "crossref"], json["sources"]!.AsArray().Select(source => (string)source!["source"]!));
        foreach (var source in json["sources"]!.AsArray())
        {
            Assert.Equal("complete", (string)source!["outcome"]!);
            Assert.Contains("natalizumab", (string)source["request"]!, StringComparison.Ordinal);
            Assert.IsType<JsonArray>(source["warnings"]);
            Assert.True((int)source["promised"]! > 0);
            Assert.True((int)source["delivered"]! > 0);
        }

        Assert.NotNull(json["sources"]![0]!["translatedQuery"]);
        var found = json["articles"]!.AsArray().Single(found => (string?)found!["article"]!["doi"] == "10.5826/dpc.1202a88")!;
        Assert.Equal(["pubmed", "crossref"], found["article"]!["records"]!.AsArray().Select(record => (string)record!["source"]!));
        var title = (string)found["article"]!["title"]!;
        var marked = found["spans"]!.AsArray().Where(span => (string)span!["field"]! == "title").Select(span => title.Substring((int)span!["start"]!, (int)span["length"]!));
        Assert.Equal(["Natalizumab", "Psoriasis"], marked);
    }

    [Theory]
    [InlineData("json", "application/json", "{")]
    [InlineData("ndjson", "application/x-ndjson", "{\"query\":")]
    [InlineData("csv", "text/csv", "id,pmid,doi,")]
    [InlineData("ris", "application/x-research-info-systems", "TY  - JOUR")]
    [InlineData("NBIB", "application/nbib", "PMID- ")]
    public async Task Every_format_has_its_type(string format, string type, string beginning)
    {
        await using var sources = await SourcesAsync();
        await using var web = await StartAsync(sources);

        using var answer = await web.GetAsync($"{Natalizumab}&source=pubmed&format={format}");

        Assert.Equal((HttpStatusCode.OK, type, "utf-8"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentType.CharSet));
        Assert.Contains(NcbiNotice.Policies.AbsoluteUri, Assert.Single(answer.Headers.GetValues("Link")), StringComparison.Ordinal);
        Assert.StartsWith(beginning, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_tell_of_each_source_when_it_ends_of_each_article_once_and_last_that_all_is_told()
    {
        await using var sources = await SourcesAsync();
        await using var web = await StartAsync(sources);

        var whole = await TestWeb.JsonAsync(await web.GetAsync(Natalizumab));
        var lines = await LinesAsync(web, "application/x-ndjson", Natalizumab);

        Assert.Equal(["query"], lines[0].Select(member => member.Key));
        Assert.Equal("complete", (string)lines[^1]["outcome"]!);
        Assert.Equal(["crossref", "pubmed"], lines.Where(line => line.ContainsKey("source")).Select(line => (string)line["source"]!["source"]!).Order(StringComparer.Ordinal));
        Assert.All(lines.Where(line => line.ContainsKey("progress")), line => Assert.True((int)line["progress"]!["records"]! > 0));
        var (told, asked) = (lines.Where(line => line.ContainsKey("article")).ToList(), whole["articles"]!.AsArray());
        Assert.Equal(asked.Select(found => (string)found!["article"]!["id"]!), told.Select(line => (string)line["article"]!["id"]!));
        Assert.Equal(asked.Select(found => found!["spans"]!.ToJsonString()), told.Select(line => line["spans"]!.ToJsonString()));
        Assert.All(told, line => Assert.False(line.ContainsKey("replaces")));
    }

    [Fact]
    public async Task Partial_lines_come_before_other_sources_have_ended_and_are_replaced_by_what_these_add()
    {
        await using var sources = await SourcesAsync();
        sources.Faults.Add(FaultRule.Parse("route=works,kind=delay,delay=1.5"));
        await using var web = await StartAsync(sources);

        var whole = await TestWeb.JsonAsync(await web.GetAsync(Natalizumab));
        var lines = await LinesAsync(web, "*/*", Natalizumab + "&format=ndjson&partial=true");

        var first = lines.FindIndex(line => line.ContainsKey("article"));
        Assert.InRange(first, 0, lines.FindIndex(line => (string?)line["source"]?["source"] == "crossref"));
        var shown = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var line in lines.Where(line => line.ContainsKey("article")))
        {
            foreach (var old in line["replaces"]?.AsArray() ?? [])
            {
                Assert.True(shown.Remove((string)old!), "A line replaces what was never told.");
            }

            Assert.True(shown.TryAdd((string)line["article"]!["id"]!, line), "An article is told twice.");
        }

        // The two searches read at two moments.
        string Timeless(JsonNode article)
        {
            article["records"]!.AsArray().ToList().ForEach(record => record!.AsObject().Remove("retrieved"));
            return article.ToJsonString();
        }

        Assert.Equal(whole["articles"]!.AsArray().Select(found => Timeless(found!["article"]!)).Order(StringComparer.Ordinal), shown.Values.Select(line => Timeless(line["article"]!)).Order(StringComparer.Ordinal));
        Assert.Contains(lines, line => line.ContainsKey("replaces"));
    }

    [Fact]
    public async Task What_an_alert_of_the_team_has_found_is_known_from_whatever_source_it_comes_now()
    {
        await using var sources = await SourcesAsync();
        await using var web = await StartAsync(sources);
        var hits = await ReviewedHits.StartAsync(web);
        await hits.AddAsync(Records.Natalizumab);

        var known = await TestWeb.JsonAsync(await web.GetAsync(Natalizumab + "&source=crossref&known=true"));
        var unasked = await TestWeb.JsonAsync(await web.GetAsync(Natalizumab + "&source=crossref"));

        Assert.Equal(["10.5826/dpc.1202a88"], known["articles"]!.AsArray().Where(found => found!["alerts"]!.AsArray().Select(alert => (string)alert!).SequenceEqual([hits.Alert])).Select(found => (string)found!["article"]!["doi"]!));
        Assert.All(unasked["articles"]!.AsArray(), found => Assert.Null(found!["alerts"]));
    }

    [Fact]
    public async Task A_file_says_beside_it_what_became_of_the_sources_and_is_none_when_nothing_was_searched()
    {
        await using var sources = await SourcesAsync();
        await using var web = await StartAsync(sources, new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["Crossref:BaseUrl"] = new Uri(sources.BaseAddress, "nowhere/").AbsoluteUri });

        using var half = await web.GetAsync(Natalizumab + "&format=csv");
        using var none = await web.GetAsync(Natalizumab + "&format=csv&source=crossref");

        Assert.Equal("pubmed=complete, crossref=failed", Assert.Single(half.Headers.GetValues(SearchArticles.OutcomeHeader)));
        Assert.Equal((HttpStatusCode.BadGateway, "application/problem+json"), (none.StatusCode, none.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task Nothing_found_is_an_answer_and_a_source_that_fails_never_looks_like_it()
    {
        await using var sources = await SourcesAsync();
        await using var web = await StartAsync(sources, new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["Crossref:BaseUrl"] = new Uri(sources.BaseAddress, "nowhere/").AbsoluteUri });

        using var answer = await web.GetAsync("api/search?drug=xyzzymab&reaction=psoriasis");
        var json = await TestWeb.JsonAsync(answer);

        Assert.Empty(json["articles"]!.AsArray());
        Assert.Equal(["complete", "failed"], json["sources"]!.AsArray().Select(source => (string)source!["outcome"]!));
        Assert.NotEmpty(json["sources"]![1]!["why"]!.AsArray());
    }

    [Fact]
    public async Task Pages_are_read_of_what_lacks_keywords_when_asked_for_and_told_as_a_source_of_their_own()
    {
        await using var sources = await SourcesAsync();
        await using var web = await StartAsync(sources, services: services => services.AddSingleton<IReachable>(new OneSite(sources.BaseAddress)));
        const string Query = "api/search?drug=natalizumab&reaction=psoriasis&source=crossref";

        using var plain = await web.GetAsync(Query);
        Assert.Empty(Natalizumabs(await TestWeb.JsonAsync(plain))["keywords"]!.AsArray());

        using var enriched = await web.GetAsync(Query + "&enrich=true");
        var json = await TestWeb.JsonAsync(enriched);

        var article = Natalizumabs(json);
        Assert.Contains("palmo-plantar", article["keywords"]!.AsArray().Select(keyword => (string)keyword!));
        Assert.Equal(["crossref", "page"], article["records"]!.AsArray().Select(record => (string)record!["source"]!).Order(StringComparer.Ordinal));
        Assert.Equal(["crossref", "page"], json["sources"]!.AsArray().Select(source => (string)source!["source"]!));
        Assert.Contains("/doi/10.5826/dpc.1202a88", (string)json["sources"]![1]!["request"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reaction=psoriasis", "strategy")]
    [InlineData("drug=natalizumab", "strategy")]
    [InlineData("drug=natalizumab&reaction=ps*", "strategy")]
    [InlineData("drug=natalizumab&reaction=psoriasis&from=yesterday", "from")]
    [InlineData("drug=natalizumab&reaction=psoriasis&to=2026-02-30", "to")]
    [InlineData("drug=natalizumab&reaction=psoriasis&from=2026-02-02&to=2026-01-01", "from")]
    [InlineData("drug=natalizumab&reaction=psoriasis&source=embase", "source")]
    [InlineData("drug=natalizumab&reaction=psoriasis&format=xml", "format")]
    public async Task What_cannot_be_asked_is_refused_with_a_message_for_its_field(string query, string field)
    {
        await using var web = await TestWeb.StartAsync(azurite);

        using var answer = await web.GetAsync($"api/search?{query}");
        var json = await TestWeb.JsonAsync(answer);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal([field], json["errors"]!.AsObject().Select(error => error.Key));
        Assert.NotEqual("", (string)json["errors"]![field]![0]!);
        Assert.Equal(400, (int)json["status"]!);
    }

    private static Task<ReplayServer> SourcesAsync() =>
        ReplayServer.StartAsync(new ReplayOptions { Corpora = [BundledCorpus.Folder], RateLimits = false }, TimeProvider.System, CancellationToken.None);

    private static async Task<List<JsonObject>> LinesAsync(TestWeb web, string accept, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)) { Headers = { { "Accept", accept } } };
        using var answer = await web.Client.SendAsync(request);
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType!.MediaType);
        return [.. (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    private static JsonNode Natalizumabs(JsonNode answer) => answer["articles"]!.AsArray().Single(found => (string?)found!["article"]!["doi"] == "10.5826/dpc.1202a88")!["article"]!;

    private Task<TestWeb> StartAsync(ReplayServer sources, IReadOnlyDictionary<string, string?>? values = null, Action<IServiceCollection>? services = null) => TestWeb.StartAsync(
        azurite,
        services: services,
        values: new Dictionary<string, string?>(values ?? new Dictionary<string, string?>(), StringComparer.OrdinalIgnoreCase)
        {
            ["PubMed:BaseUrl"] = sources.PubMedBaseUrl.AbsoluteUri,
            ["Crossref:BaseUrl"] = values?.GetValueOrDefault("Crossref:BaseUrl") ?? sources.CrossrefBaseUrl.AbsoluteUri,
            ["Pages:ResolverUrl"] = sources.ResolverUrl.AbsoluteUri,
        });
}
