using System.Net;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Digests;
using LitWatch.Tests.Local;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Web;

/// <summary>What <c>GET api/health</c> tells, short of all being well; see also <see cref="Alerts.OverdueTests"/>.</summary>
public sealed class HealthTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task All_is_well_where_nothing_is_late()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        await web.AddAlertAsync("Watched");

        var health = await TestWeb.JsonAsync(await web.GetAsync("api/health"));

        Assert.Equal(("ok", 1), ((string)health["status"]!, (int)health["alerts"]!));
    }

    [Fact]
    public async Task A_required_source_that_was_not_completely_searched_the_last_time_is_named()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var id = await web.AddAlertAsync("Watched");
        var alert = (await web.Services.GetRequiredService<AlertStore>().FindAsync("default", id, CancellationToken.None))!.Value.Value;
        foreach (var source in new[] { SourceNames.PubMed, SourceNames.Crossref })
        {
            await web.Services.GetRequiredService<CursorStore>().ChangeAsync(
                alert.StrategyHash, source, cursor => cursor with { Newest = cursor.Newest with { Failures = 2 }, LastOutcome = SearchOutcome.Failed, LastSearchedAt = TimeProvider.System.GetUtcNow() }, CancellationToken.None);
        }

        var health = await TestWeb.JsonAsync(await web.GetAsync("api/health"));

        Assert.Equal("failing", (string)health["status"]!);
        var failing = Assert.Single(health["failing"]!.AsArray())!;
        Assert.Equal((id, "Watched", "pubmed", "failed", 2), ((string)failing["alert"]!, (string)failing["name"]!, (string)failing["source"]!, (string)failing["outcome"]!, (int)failing["failures"]!));
    }

    [Fact]
    public async Task A_digest_that_is_not_sent_half_an_hour_after_it_was_due_is_named_to_its_team_only()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var store = web.Services.GetRequiredService<DeliveryStore>();
        var now = TimeProvider.System.GetUtcNow();
        await store.AddAsync(new Delivery("default", "sb1", now.AddMinutes(-31)) { State = DeliveryState.Composed }, CancellationToken.None);
        await store.AddAsync(new Delivery("default", "sb2", now.AddMinutes(-29)) { State = DeliveryState.Composed }, CancellationToken.None);
        await store.AddAsync(new Delivery("default", "sb3", now.AddDays(-1)) { State = DeliveryState.Settled }, CancellationToken.None);
        await store.AddAsync(new Delivery("other", "sb4", now.AddDays(-1)), CancellationToken.None);

        var health = await TestWeb.JsonAsync(await web.GetAsync("api/health"));

        Assert.Equal("late", (string)health["status"]!);
        Assert.Equal("sb1", (string)Assert.Single(health["late"]!.AsArray())!["subscription"]!);
    }

    [Fact]
    public async Task Without_its_storage_it_starts_lives_and_says_what_is_missing()
    {
        // The emulator's well-known account, at ports where nobody listens.
        var nowhere = string.Join(';', azurite.ConnectionString.Split(';').Select(part => part.Contains("Endpoint=", StringComparison.Ordinal) ? $"{part.Split('=')[0]}=http://127.0.0.1:9/devstoreaccount1" : part));
        await using var web = await TestWeb.StartAsync(azurite, values: new Dictionary<string, string?> { ["AzureWebJobsStorage"] = nowhere });

        using var live = await web.GetAsync("api/health/live");
        using var health = await web.GetAsync("api/health");

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), health.Headers.RetryAfter!.Delta);
        Assert.Equal("LitWatch's storage does not answer.", (string)(await TestWeb.JsonAsync(health))["title"]!);
    }
}
