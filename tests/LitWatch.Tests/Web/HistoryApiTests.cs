using System.Net;
using LitWatch.Tests.Local;
using LitWatch.Web;

namespace LitWatch.Tests.Web;

public sealed class HistoryApiTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Every_change_of_an_alert_says_who_when_old_and_new_and_stays_when_the_alert_is_removed()
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: false);
        await web.BecomeAsync("one", Access.Editor);
        var id = await web.AddAlertAsync("Watched");
        using var paused = await web.SendAsync(HttpMethod.Put, $"api/alerts/{id}", new { pauseReason = "suspended" });
        using var renamed = await web.SendAsync(HttpMethod.Put, $"api/alerts/{id}", new { name = "Watched again", pauseReason = "" });
        using var removed = await web.SendAsync(HttpMethod.Delete, $"api/alerts/{id}");

        var changes = (await TestWeb.JsonAsync(await web.GetAsync($"api/alerts/{id}/history")))["items"]!.AsArray();

        Assert.Equal(["removed", "changed", "changed", "added"], changes.Select(change => (string)change!["what"]!));
        Assert.All(changes, change => Assert.Equal("key of one", (string)change!["by"]!));
        Assert.Equal([("name", "Watched", "Watched again")], changes[1]!["fields"]!.AsArray()
            .Where(field => (string)field!["field"]! == "name").Select(field => ((string)field!["field"]!, (string)field["old"]!, (string)field["new"]!)));
        var pause = Assert.Single(changes[2]!["fields"]!.AsArray())!;
        Assert.Equal(("paused", "suspended"), ((string)pause["field"]!, (string)pause["new"]!["reason"]!));
        Assert.Null(pause["old"]);
        var times = changes.Select(change => (DateTimeOffset)change!["at"]!).ToArray();
        Assert.Equal(times.OrderDescending(), times);
    }

    [Fact]
    public async Task A_subscription_has_a_history_too_page_by_page_and_only_for_its_team()
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: false);
        await web.BecomeAsync("one", Access.Editor);
        using var added = await web.PostAsync("api/subscriptions", new { name = "Weekly", recipients = new[] { "anna@example.org" } });
        var id = (string)(await TestWeb.JsonAsync(added))["id"]!;
        using var paused = await web.SendAsync(HttpMethod.Put, $"api/subscriptions/{id}", new { paused = true });

        var first = await TestWeb.JsonAsync(await web.GetAsync($"api/subscriptions/{id}/history?pageSize=1"));
        var second = await TestWeb.JsonAsync(await web.GetAsync($"api/subscriptions/{id}/history?pageSize=1&continuationToken={first["continuationToken"]}"));
        await web.BecomeAsync("two", Access.Editor);
        using var foreign = await web.GetAsync($"api/subscriptions/{id}/history");

        Assert.Equal("pausedSince", (string)Assert.Single(Assert.Single(first["items"]!.AsArray())!["fields"]!.AsArray())!["field"]!);
        Assert.Equal("added", (string)Assert.Single(second["items"]!.AsArray())!["what"]!);
        Assert.Null(second["continuationToken"]);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }
}
