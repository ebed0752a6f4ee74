using System.Net;
using System.Text;
using LitWatch.Tests.Local;
using LitWatch.Web;

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
}
