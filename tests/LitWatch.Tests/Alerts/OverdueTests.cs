using System.Diagnostics.Metrics;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Digests.Mail;
using LitWatch.Tests.Digests.Mail;
using LitWatch.Tests.Local;
using LitWatch.Tests.Web;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Alerts;

/// <summary>A required source that is not completely searched for six days is told wherever somebody may look.</summary>
public sealed class OverdueTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(5.9, null, false)]
    [InlineData(6, 6, false)]
    [InlineData(7, 7, false)]
    [InlineData(7.1, 7, true)]
    [InlineData(40.5, 40, true)]
    public void The_warning_begins_on_day_six_and_the_gap_after_seven(double days, int? told, bool isGap)
    {
        var cursor = new SearchCursor("s", SourceNames.PubMed) { LastCompleteAt = Now.AddDays(-days) };

        var overdue = OverdueSearch.Of(Watched(Now.AddDays(-100)), cursor, Now);

        Assert.Equal((told, isGap), (overdue?.Days, overdue?.IsGap == true));
    }

    [Fact]
    public void What_was_never_searched_counts_from_when_the_alert_took_its_strategy()
    {
        var alert = Watched(Now.AddDays(-100));
        var cursor = new SearchCursor("s", SourceNames.PubMed);

        Assert.Equal(100, OverdueSearch.Of(alert, cursor, Now)?.Days);
        Assert.Null(OverdueSearch.Of(alert with { Strategies = [.. alert.Strategies, new StrategyVersion("t", Now.AddDays(-5), "tests", null)] }, cursor, Now));
    }

    [Fact]
    public async Task Health_and_metric_tell_of_it()
    {
        var days = new List<double>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Name == AlertMetrics.DaysSinceComplete) { self.EnableMeasurementEvents(instrument); } } };
        await using var web = await TestWeb.StartAsync(azurite);
        var id = await web.AddAlertAsync("Late");
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) =>
        {
            if (tags.ToArray().Contains(new KeyValuePair<string, object?>("alert", id)))
            {
                days.Add(value);
            }
        });
        listener.Start();
        using var subscribed = await web.PostAsync("api/subscriptions", new { recipients = new[] { "anna@example.org" }, alerts = new[] { new { id } } });
        var alerts = web.Services.GetRequiredService<AlertStore>();
        var (alert, etag) = (await alerts.FindAsync("default", id, CancellationToken.None))!.Value;
        var longAgo = TimeProvider.System.GetUtcNow().AddDays(-8);
        await alerts.ReplaceAsync(alert with { CreatedAt = longAgo, Strategies = [alert.Strategies[0] with { Since = longAgo }] }, etag, "tests", CancellationToken.None);

        await using (var scope = web.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<SweepAlerts>().RunAsync(CancellationToken.None);
        }

        var health = await TestWeb.JsonAsync(await web.GetAsync("api/health"));
        Assert.Equal("overdue", (string)health["status"]!);
        var overdue = Assert.Single(health["overdue"]!.AsArray())!;
        Assert.Equal((id, "pubmed", 8, true), ((string)overdue["alert"]!, (string)overdue["source"]!, (int)overdue["days"]!, (bool)overdue["isGap"]!));
        Assert.Empty(health["unheard"]!.AsArray());
        Assert.Equal(8, Assert.Single(days), 1);
    }

    [Fact]
    public async Task Health_tells_of_a_subscription_that_nobody_gets()
    {
        await using var web = await TestWeb.StartAsync(azurite, values: new Dictionary<string, string?> { ["Mail:ConfirmRecipients"] = "true" });
        using var added = await web.PostAsync("api/subscriptions", new { name = "Nobody yet", recipients = new[] { "anna@example.org" } });

        var health = await TestWeb.JsonAsync(await web.GetAsync("api/health"));

        Assert.Equal(("unheard", "Nobody yet"), ((string)health["status"]!, (string)Assert.Single(health["unheard"]!.AsArray())!["name"]!));
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(9, false)]
    public async Task A_digest_says_that_no_complete_search_came_although_the_last_one_was_complete(int days, bool isComplete)
    {
        var digest = Manifests.Digest(Manifests.Psoriasis() with { Searches = [Manifests.PubMed with { OverdueDays = days, Runs = 0 }] });

        Assert.Equal(isComplete, digest.IsComplete());
        Assert.All(
            [await DigestHtml.RenderAsync(digest, Manifests.Links, CancellationToken.None), DigestText.Render(digest, Manifests.Links)],
            body => Assert.Contains($"OVERDUE: no complete search for {days} days", body, StringComparison.Ordinal));
    }

    private static Alert Watched(DateTimeOffset since) => new()
    {
        Id = "al1",
        Team = "one",
        Name = "Watched",
        Strategies = [new StrategyVersion("s", since, "tests", null)],
        Start = DateOnly.FromDateTime(since.UtcDateTime),
        CreatedAt = since,
        CreatedBy = "tests",
    };
}
