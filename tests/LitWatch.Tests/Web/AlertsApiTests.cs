using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using LitWatch.Deduplication;
using LitWatch.Storage;
using LitWatch.Tests.Deduplication;
using LitWatch.Tests.Local;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Web;

public sealed class AlertsApiTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task An_alert_is_added_once_shown_changed_and_removed()
    {
        await using var web = await TestWeb.StartAsync(azurite);

        using var added = await web.PostAsync("api/alerts", TestWeb.Alert("Natalizumab"));
        using var again = await web.PostAsync("api/alerts", TestWeb.Alert(" natalizumab "));
        var location = added.Headers.Location!.ToString();
        using var shown = await web.GetAsync(location.TrimStart('/'));
        using var changed = await web.SendAsync(HttpMethod.Put, location.TrimStart('/'), new { cadenceDays = 7, strategy = new { drug = new[] { "natalizumab" }, reaction = new[] { "psoria*" } } });
        using var removed = await web.SendAsync(HttpMethod.Delete, location.TrimStart('/'));
        using var gone = await web.GetAsync(location.TrimStart('/'));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotFound), (added.StatusCode, shown.StatusCode, changed.StatusCode, removed.StatusCode, gone.StatusCode));
        Assert.Equal((string)(await TestWeb.JsonAsync(added))["id"]!, (string)(await TestWeb.JsonAsync(again))["id"]!);
        var json = await TestWeb.JsonAsync(changed);
        Assert.Equal((7, 2), ((int)json["cadenceDays"]!, json["history"]!.AsArray().Count));
        Assert.Equal(["natalizumab", "psoria*"], [(string)json["strategy"]!["drug"]![0]!, (string)json["strategy"]!["reaction"]![0]!]);
    }

    [Fact]
    public async Task Who_read_an_older_version_changes_and_removes_nothing()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var path = $"api/alerts/{await web.AddAlertAsync("mine")}";
        var first = (await web.GetAsync(path)).Headers.ETag!.ToString();

        using var changed = await web.SendAsync(HttpMethod.Put, path, new { cadenceDays = 3 }, first);
        using var late = await web.SendAsync(HttpMethod.Put, path, new { cadenceDays = 5 }, first);
        using var lateRemoval = await web.SendAsync(HttpMethod.Delete, path, ifMatch: first);
        var second = (await web.GetAsync(path)).Headers.ETag!.ToString();
        using var any = await web.SendAsync(HttpMethod.Put, path, new { cadenceDays = 4 }, "*");
        using var several = await web.SendAsync(HttpMethod.Put, path, new { cadenceDays = 6 }, $"{first}, {(await web.GetAsync(path)).Headers.ETag}");

        Assert.NotEqual(first, second);
        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.PreconditionFailed, HttpStatusCode.OK, HttpStatusCode.OK],
            new[] { changed, late, lateRemoval, any, several }.Select(answer => answer.StatusCode));
        Assert.Equal(6, (int)(await TestWeb.JsonAsync(await web.GetAsync(path)))["cadenceDays"]!);
        using var removed = await web.SendAsync(HttpMethod.Delete, path, ifMatch: (await web.GetAsync(path)).Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
    }

    [Fact]
    public async Task A_version_is_no_alert_of_its_own()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var id = await web.AddAlertAsync("mine");
        using var changed = await web.SendAsync(HttpMethod.Put, $"api/alerts/{id}", new { cadenceDays = 3 });

        var table = await web.Services.GetRequiredService<StorageAccount>().TableAsync("Alerts", CancellationToken.None);
        var found = new List<string>();
        var rows = 0;
        await foreach (var row in table.RowsAsync(filter: null, CancellationToken.None))
        {
            rows++;
            using var answer = await web.GetAsync($"api/alerts/{Uri.EscapeDataString(row.RowKey)}");
            found.AddRange(answer.StatusCode == HttpStatusCode.OK ? [row.RowKey] : []);
        }

        Assert.Equal(3, rows);
        Assert.Equal([id], found);
    }

    [Fact]
    public async Task Of_two_changes_at_once_one_is_made()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var path = $"api/alerts/{await web.AddAlertAsync("mine")}";
        var read = (await web.GetAsync(path)).Headers.ETag!.ToString();

        var answers = await Task.WhenAll(Enumerable.Range(2, 5).Select(days => web.SendAsync(HttpMethod.Put, path, new { cadenceDays = days }, read)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(4, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Theory]
    [InlineData("{}", "strategy")]
    [InlineData("{ \"strategy\": { \"drug\": [], \"reaction\": [\"psoriasis\"] } }", "strategy")]
    [InlineData("{ \"strategy\": { \"drug\": [\"natalizumab\"], \"reaction\": [{ \"mush\": \"x\" }] } }", "strategy")]
    [InlineData("{ \"strategy\": { \"drug\": [\"natalizumab\"], \"reaction\": [\"psoriasis\"] }, \"cadenceDays\": 9 }", "cadenceDays")]
    [InlineData("{ \"strategy\": { \"drug\": [\"natalizumab\"], \"reaction\": [\"psoriasis\"] }, \"sources\": [{ \"source\": \"embase\", \"required\": true }] }", "sources")]
    [InlineData("{ \"strategy\": { \"drug\": [\"natalizumab\"], \"reaction\": [\"psoriasis\"] }, \"start\": \"2026-02-01\", \"end\": \"2026-01-01\" }", "end")]
    [InlineData("{ not json", null)]
    [InlineData("", null)]
    [InlineData("[]", null)]
    [InlineData("null", "body")]
    [InlineData("{ \"cadence\": 1 }", null)]
    public async Task What_cannot_be_kept_is_refused_with_a_message_for_its_field(string body, string? field)
    {
        await using var web = await TestWeb.StartAsync(azurite);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await web.Client.PostAsync(new Uri("api/alerts", UriKind.Relative), content);
        var json = await TestWeb.JsonAsync(answer);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(field, json["errors"]?.AsObject().Single().Key);
        Assert.Empty((await TestWeb.JsonAsync(await web.GetAsync("api/alerts")))["items"]!.AsArray());
    }

    [Fact]
    public async Task Pages_follow_each_other_also_when_what_the_last_one_ended_with_is_removed_meanwhile()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var ids = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            ids.Add(await web.AddAlertAsync($"alert {i}"));
        }

        ids.Sort(StringComparer.Ordinal);
        var first = await PageAsync(web, "pageSize=3");
        using var removed = await web.SendAsync(HttpMethod.Delete, $"api/alerts/{ids[2]}");
        var second = await PageAsync(web, $"pageSize=3&continuationToken={(string)first["continuationToken"]!}");
        var third = await PageAsync(web, $"pageSize=3&continuationToken={(string)second["continuationToken"]!}");

        Assert.Equal(ids, new[] { first, second, third }.SelectMany(page => page["items"]!.AsArray()).Select(alert => (string)alert!["id"]!));
        Assert.Null(third["continuationToken"]);
        Assert.Equal(6, (await PageAsync(web, ""))["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("pageSize=1001", "pageSize")]
    [InlineData("pageSize=ten", "pageSize")]
    [InlineData("continuationToken=%25%25", "continuationToken")]
    public async Task Pages_that_cannot_be_are_refused(string query, string field)
    {
        await using var web = await TestWeb.StartAsync(azurite);

        using var answer = await web.GetAsync($"api/alerts?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, (await TestWeb.JsonAsync(answer))["errors"]!.AsObject().Single().Key);
    }

    private static async Task<JsonNode> PageAsync(TestWeb web, string query)
    {
        using var answer = await web.GetAsync($"api/alerts?{query}");
        return await TestWeb.JsonAsync(answer);
    }

    [Fact]
    public async Task A_joined_article_is_split_by_naming_a_record_and_a_reason()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var keep = web.Services.GetRequiredService<KeepRecord>();
        await keep.RunAsync(Records.Natalizumab, CancellationToken.None);
        await keep.RunAsync(Records.NatalizumabTwin, CancellationToken.None);
        var path = $"api/articles/{Records.Natalizumab.Id}/split";

        using var before = await web.GetAsync($"api/articles/{Records.Natalizumab.Id}/history");
        var join = Assert.Single((await TestWeb.JsonAsync(before))["joins"]!.AsArray())!;
        Assert.Equal(("same DOI 10.5826/dpc.1202a88, titles agree", SameWork.Rules), ((string)join["evidence"]!, (string)join["rules"]!));

        foreach (var wrong in new object[] { new { record = "crossref:10.5826/dpc.1202a88" }, new { record = "crossref:10.1000/none", reason = "r" }, new { reason = "r" }, new { record = "pubmed:35646438", reason = " " } })
        {
            using var refused = await web.PostAsync(path, wrong);
            Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (refused.StatusCode, refused.Content.Headers.ContentType!.MediaType));
        }

        using var unknown = await web.PostAsync("api/articles/a00/split", new { record = "x", reason = "r" });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);

        using var answer = await web.PostAsync(path, new { record = "crossref:10.5826/dpc.1202a88", reason = "two works" });
        var json = await TestWeb.JsonAsync(answer);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal((Records.NatalizumabTwin.Id, Records.Natalizumab.Id), ((string)json["taken"]!["id"]!, (string)json["left"]!["id"]!));
        Assert.Single(json["left"]!["records"]!.AsArray());

        using var after = await web.GetAsync($"api/articles/{Records.Natalizumab.Id}/history");
        var history = await TestWeb.JsonAsync(after);
        Assert.Single(history["joins"]!.AsArray());
        Assert.Equal("two works", (string)Assert.Single(history["splits"]!.AsArray())!["reason"]!);
        using var again = await web.PostAsync(path, new { record = "pubmed:35646438", reason = "two works" });
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
    }
}
