using System.Net;
using System.Text.Json.Nodes;
using CsvHelper;
using LitWatch.Articles;
using LitWatch.Tests.Deduplication;
using LitWatch.Tests.Local;

namespace LitWatch.Tests.Web;

public sealed class HitsApiTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly string[] Words = ["relevant", "notRelevant", "duplicate"];

    private static readonly Article Hostile = Records.PubMed("900", "=HYPERLINK(\"http://evil.example\",\"read\")");

    [Theory]
    [InlineData("")]
    [InlineData("&decision=none")]
    [InlineData("&decision=relevant")]
    [InlineData("&decision=relevant&decision=none")]
    [InlineData("&decision=needsFullText")]
    public async Task Pages_of_what_was_asked_for_hold_each_hit_once_newest_first(string filter)
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var hits = await ReviewedHits.StartAsync(web);
        // Of eight, every other is decided on: relevant, notRelevant, duplicate, relevant.
        var expected = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            var record = Records.PubMed($"{500 + i}", $"Report {i} of its kind");
            await hits.AddAsync(record, hours: i);
            var decision = i % 2 == 0 ? Words[i / 2 % 3] : "none";
            if (decision != "none")
            {
                await hits.DecidedAsync(record.Id, "needsFullText", "at first");
                await hits.DecidedAsync(record.Id, decision, $"report {i}");
            }

            if (filter.Length == 0 || filter.Split('&').Contains($"decision={decision}"))
            {
                expected.Insert(0, record.Id);
            }
        }

        var got = new List<string>();
        string? token = null;
        do
        {
            using var answer = await web.GetAsync($"api/hits?alert={hits.Alert}&pageSize=2{filter}{(token is null ? "" : $"&continuationToken={token}")}");
            var page = await TestWeb.JsonAsync(answer);
            Assert.InRange(page["items"]!.AsArray().Count, expected.Count == 0 ? 0 : 1, 2);
            got.AddRange(page["items"]!.AsArray().Select(hit => (string)hit!["article"]!["id"]!));
            token = (string?)page["continuationToken"];
        }
        while (token is not null);

        Assert.Equal(expected, got);
    }

    [Fact]
    public async Task A_hit_decided_between_two_pages_hides_no_other()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var hits = await ReviewedHits.StartAsync(web);
        for (var i = 0; i < 4; i++)
        {
            await hits.AddAsync(Records.PubMed($"{500 + i}", $"Report {i} of its kind"), hours: i);
        }

        var first = await ListAsync(web, $"alert={hits.Alert}&decision=none&pageSize=2");
        foreach (var hit in first["items"]!.AsArray())
        {
            await hits.DecidedAsync((string)hit!["article"]!["id"]!, "relevant", "read");
        }

        var second = await ListAsync(web, $"alert={hits.Alert}&decision=none&pageSize=2&continuationToken={(string)first["continuationToken"]!}");
        Assert.Equal(["Report 3 of its kind", "Report 2 of its kind", "Report 1 of its kind", "Report 0 of its kind"], new[] { first, second }.SelectMany(page => page["items"]!.AsArray()).Select(hit => (string)hit!["article"]!["title"]!));
    }

    [Fact]
    public async Task A_joined_article_is_one_hit_with_the_latest_decision_on_either_record()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var hits = await ReviewedHits.StartAsync(web);
        Article one = Records.PubMed("101", "One"), other = Records.PubMed("102", "Other");
        foreach (var record in new[] { one, other })
        {
            await hits.AddAsync(record);
            await hits.DecidedAsync(record.Id, record == one ? "relevant" : "duplicate", "apart");
        }

        await hits.JoinAsync(one, other);

        var hit = Assert.Single((await ListAsync(web, $"alert={hits.Alert}"))["items"]!.AsArray())!;
        Assert.Equal(("duplicate", 2), ((string)hit["decision"]!["decision"]!, hit["hits"]!.AsArray().Count));
        Assert.Empty((await ListAsync(web, $"alert={hits.Alert}&decision=relevant"))["items"]!.AsArray());

        await hits.SplitAsync(one);
        Assert.Equal(one.Id, (string)Assert.Single((await ListAsync(web, $"alert={hits.Alert}&decision=relevant"))["items"]!.AsArray())!["article"]!["id"]!);
    }

    [Fact]
    public async Task The_CSV_tells_who_decided_what_when_and_why_and_runs_as_no_formula()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var hits = await ReviewedHits.StartAsync(web);
        await hits.AddAsync(Hostile, hours: 1);
        await hits.AddAsync(Records.PubMed("901", "Nobody has read this"));
        await hits.DecidedAsync(Hostile.Id, "potentialIcsr", "=cmd|' /C calc'!A0, \"so\"\n@SUM(1)");

        using var answer = await web.GetAsync($"api/hits?alert={hits.Alert}&format=csv");
        Assert.Equal(("text/csv", "utf-8"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentType.CharSet));
        var rows = Rows(await answer.Content.ReadAsStringAsync());

        var (decided, undecided) = (rows[0], rows[1]);
        Assert.Equal(("potentialIcsr", "local", "2026-11-20T07:00:00Z", "natalizumab"), (decided["decision"], decided["decidedBy"], decided["firstSeenAt"], decided["matched"]));
        Assert.Equal("'=cmd|' /C calc'!A0, \"so\" @SUM(1)", decided["decisionReason"]);
        Assert.StartsWith("'=HYPERLINK", decided["title"], StringComparison.Ordinal);
        Assert.Equal(DateTimeOffset.Parse(decided["decidedAt"], null), (DateTimeOffset)(await hits.ShowAsync(Hostile.Id)).Json["current"]!["at"]!, TimeSpan.FromSeconds(1));
        Assert.Equal(("Nobody has read this", "", "", "", ""), (undecided["title"], undecided["decision"], undecided["decisionReason"], undecided["decidedBy"], undecided["decidedAt"]));
        Assert.All(rows.SelectMany(row => row.Values), cell => Assert.DoesNotContain(cell.FirstOrDefault(), "=+-@\t\r"));
    }

    [Theory]
    [InlineData("&format=ris", "*/*", "application/x-research-info-systems", "TY  - JOUR\r\nTI  - =HYPERLINK")]
    [InlineData("&format=NBIB", "text/csv", "application/nbib", "PMID- 900\r\nTI  - =HYPERLINK")]
    [InlineData("", "text/csv", "text/csv", "id,pmid,doi,")]
    [InlineData("", "text/html, application/nbib;q=0.5, text/csv;q=0.2", "application/nbib", "PMID- 900")]
    [InlineData("", "text/csv;q=0, */*;q=0.1", "application/json", "{\"items\":[{\"article\":")]
    [InlineData("&decision=none", "application/x-research-info-systems", "application/x-research-info-systems", "")]
    public async Task A_format_is_asked_for_by_name_or_by_what_is_accepted(string query, string accept, string type, string beginning)
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var hits = await ReviewedHits.StartAsync(web);
        await hits.AddAsync(Hostile);
        await hits.DecidedAsync(Hostile.Id, "relevant", "read");
        web.Client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", accept);

        using var answer = await web.GetAsync($"api/hits?alert={hits.Alert}{query}");

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith(beginning, text, StringComparison.Ordinal);
        Assert.True(beginning.Length > 0 || text.Length == 0, text);
    }

    [Theory]
    [InlineData("decision=maybe", "decision")]
    [InlineData("decision=", "decision")]
    [InlineData("format=xml", "format")]
    [InlineData("format=csv&pageSize=10", "pageSize")]
    [InlineData("format=ris&continuationToken=abc", "continuationToken")]
    public async Task What_cannot_be_asked_is_refused_with_a_message_for_its_field(string query, string field)
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var hits = await ReviewedHits.StartAsync(web);

        using var answer = await web.GetAsync($"api/hits?alert={hits.Alert}&{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([field], (await TestWeb.JsonAsync(answer))["errors"]!.AsObject().Select(error => error.Key));
    }

    private static async Task<JsonNode> ListAsync(TestWeb web, string query)
    {
        using var answer = await web.GetAsync($"api/hits?{query}");
        return await TestWeb.JsonAsync(answer);
    }

    private static List<Dictionary<string, string>> Rows(string csv)
    {
        using var text = new StringReader(csv);
        using var reader = CsvReader.Create(text, new CsvReaderOptions { Separator = ',', MalformedData = CsvMalformedDataHandling.Throw });
        reader.ReadHeader();
        var rows = new List<Dictionary<string, string>>();
        while (reader.Read())
        {
            rows.Add(reader.Headers.Select((name, i) => (name, Cell: reader.GetString(i))).ToDictionary(cell => cell.name, cell => cell.Cell, StringComparer.Ordinal));
        }

        return rows;
    }
}
