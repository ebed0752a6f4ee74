using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using LitWatch.Articles;
using LitWatch.Deduplication;
using LitWatch.Storage;
using LitWatch.Strategies.Vocabularies;
using LitWatch.Tests.Deduplication;
using LitWatch.Tests.Local;
using LitWatch.Web;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Web;

public sealed class StrategiesApiTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData("""{"drug":["natalizumab","Tysabri"],"reaction":["psoriasis","psoriatic"],"specialSituations":["pregnancy"]}""", "")]
    [InlineData("""{"drug":["natalizumab"],"reaction":["pso*","psoriasis"],"specialSituations":["pregnancy"]}""", "error short-stem reaction[0], note subsumed-term reaction[1], warning no-synonyms drug")]
    [InlineData("""{"drug":["a"],"reaction":["b"],"sauce":1}""", "error unknown-field $.sauce")]
    [InlineData("{", "error format $")]
    public async Task Findings_are_told_by_rule_severity_and_place(string strategy, string findings)
    {
        await using var web = await TestWeb.StartAsync(azurite);

        using var answer = await web.Client.PostAsync(new Uri("api/strategies/lint", UriKind.Relative), new StringContent(strategy, Encoding.UTF8, "application/json"));
        var json = await TestWeb.JsonAsync(answer);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(findings, string.Join(", ", json["findings"]!.AsArray().Select(finding => $"{finding!["severity"]} {finding["rule"]} {finding["place"]}")));
        Assert.All(json["findings"]!.AsArray(), finding => Assert.NotEqual(("", ""), ((string)finding!["why"]!, (string)finding["fix"]!)));
    }

    [Theory]
    [InlineData("""{"drug":["natalizumab"],"reaction":["psoriasis"]}""", "pubmed crossref")]
    [InlineData("""{"drug":["natalizumab"],"reaction":["pso*"]}""", "")]
    public async Task A_sound_strategy_is_told_with_what_the_sources_would_be_asked(string strategy, string asked)
    {
        await using var web = await TestWeb.StartAsync(azurite);

        using var answer = await web.Client.PostAsync(new Uri("api/strategies/lint", UriKind.Relative), new StringContent(strategy, Encoding.UTF8, "application/json"));

        var queries = (await TestWeb.JsonAsync(answer))["queries"]!.AsArray();
        Assert.Equal(asked, string.Join(' ', queries.Select(query => (string)query!["source"]!)));
        Assert.All(queries, query => Assert.Contains("natalizumab", (string)query!["queries"]![0]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_trial_says_what_a_strategy_would_have_found_and_what_would_be_won_and_lost()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var hits = await ReviewedHits.StartAsync(web);
        var (both, lost, old) = (Report("901", "Natalizumab and psoriasis"), Report("902", "Psoriasis under natalizumab, with rash"), Report("903", "Natalizumab and psoriasis, long ago"));
        foreach (var stored in new[] { both, lost, Report("904", "Natalizumab and eczema"), Report("905", "Nothing of it"), old with { Dates = new ArticleDates { Created = new DateOnly(2020, 1, 1) } } })
        {
            await web.Services.GetRequiredService<KeepRecord>().RunAsync(stored, CancellationToken.None);
        }

        object strategy = new { drug = new[] { "natalizumab" }, reaction = new[] { "psoriasis", "eczema" }, not = new[] { "rash" } };
        using var compared = await web.PostAsync($"api/strategies/trial?alert={hits.Alert}&since=2026-01-01", strategy);
        using var alone = await web.PostAsync("api/strategies/trial", strategy);
        var (now, ever) = (await TestWeb.JsonAsync(compared), await TestWeb.JsonAsync(alone));

        Assert.Equal((4, 2, 1, 1), ((int)now["read"]!, (int)now["matched"]!["count"]!, (int)now["gained"]!["count"]!, (int)now["lost"]!["count"]!));
        Assert.Equal(("Natalizumab and eczema", lost.Id), ((string)now["gained"]!["newest"]![0]!["article"]!["title"]!, (string)now["lost"]!["newest"]![0]!["article"]!["id"]!));
        Assert.Equal((5, 3), ((int)ever["read"]!, (int)ever["matched"]!["count"]!));
        Assert.Null(ever["gained"]);
    }

    [Fact]
    public async Task What_could_not_be_kept_is_not_tried()
    {
        await using var web = await TestWeb.StartAsync(azurite);

        using var answer = await web.PostAsync("api/strategies/trial", new { drug = new[] { "natalizumab" }, reaction = Array.Empty<string>() });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotNull((await TestWeb.JsonAsync(answer))["errors"]!["strategy"]);
    }

    private static Article Report(string pmid, string title) => Records.PubMed(pmid, title) with { Dates = new ArticleDates { Created = new DateOnly(2026, 6, 1) } };

    [Fact]
    public async Task An_alert_is_shown_with_what_the_linter_says_of_it()
    {
        await using var web = await TestWeb.StartAsync(azurite);

        using var answer = await web.GetAsync($"api/alerts/{await web.AddAlertAsync("mine")}");

        Assert.Contains((await TestWeb.JsonAsync(answer))["findings"]!.AsArray(), finding => (string)finding!["rule"]! == "special-situations-absent");
    }

    [Fact]
    public async Task The_schema_is_published()
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: false);

        using var answer = await web.GetAsync("assets/strategy.schema.json");

        Assert.Equal((HttpStatusCode.OK, "application/schema+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task Suggestions_and_findings_come_from_the_team_s_vocabulary_and_from_no_other()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var concept = new Concept("MeSH 2026", "D1", "Natalizumab", ConceptKind.Drug) { Names = ["Natalizumab", "Tysabri"] };
        await web.Services.GetRequiredService<VocabularyStore>().KeepAsync("somebody else", [], [concept], CancellationToken.None);
        Assert.Empty(await SuggestedAsync("tysabri"));

        await web.Services.GetRequiredService<VocabularyStore>().KeepAsync("default", [new("desc2026.xml", "MeSH 2026", "00", 1)], [concept], CancellationToken.None);

        Assert.Equal("""[{"vocabulary":"MeSH 2026","id":"D1","name":"Natalizumab","kind":"drug","terms":[{"mesh":"Natalizumab"},{"substance":"Natalizumab"},"Natalizumab","Tysabri"],"leftOut":[]}]""", (await SuggestedAsync("tysabri&kind=drug")).ToJsonString());
        Assert.Empty(await SuggestedAsync("tysabri&kind=reaction"));
        Assert.Single(await SuggestedAsync("tys&unfinished=true"));
        using var lint = await web.Client.PostAsync(new Uri("api/strategies/lint", UriKind.Relative), new StringContent("""{"drug":["Tysabri","antegrens"],"reaction":["rash","eruption"],"specialSituations":["pregnancy"]}""", Encoding.UTF8, "application/json"));
        Assert.Equal("brand-without-substance", (string)Assert.Single((await TestWeb.JsonAsync(lint))["findings"]!.AsArray())!["rule"]!);

        async Task<JsonArray> SuggestedAsync(string query)
        {
            using var answer = await web.GetAsync($"api/suggestions?term={query}");
            return (await TestWeb.JsonAsync(answer))["items"]!.AsArray();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("term=%20")]
    [InlineData("term=a&kind=drugs")]
    public async Task A_suggestion_needs_a_term_and_a_known_kind(string query)
    {
        await using var web = await TestWeb.StartAsync(azurite);

        using var answer = await web.GetAsync($"api/suggestions?{query}");

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }
}
