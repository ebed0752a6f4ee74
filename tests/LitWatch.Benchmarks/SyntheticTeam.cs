using System.Globalization;
using System.Text;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Deduplication;
using LitWatch.Digests;
using LitWatch.Sources;
using LitWatch.Sources.PubMed;
using LitWatch.Storage;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Benchmarks;

/// <summary>What benchmarks put into a team before they measure: alerts, finds without a search, subscriptions whose slot has come.</summary>
internal static class SyntheticTeam
{
    public const int AlertsEach = 20;

    public static Task<Alert> WatchAsync(IServiceProvider services, string team, string drug) => services.GetRequiredService<EditAlerts>().AddAsync(
        team,
        "benchmark",
        new AlertDraft { Strategy = new Strategy { Drug = [drug], Reaction = ["exampleitis"] }, Sources = [new AlertSource(SourceNames.PubMed, Required: true)] },
        CancellationToken.None);

    public static IReadOnlyList<Article> Records(int count)
    {
        using var set = new MemoryStream(Encoding.UTF8.GetBytes(SyntheticRecords.PubMedSet(count, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-2))));
        return [.. PubMedXml.Read(set, new ParseReport())];
    }

    /// <summary>Keeps the record as a search does, and that it matched.</summary>
    public static async Task FindAsync(IServiceProvider services, Alert alert, Article record)
    {
        var now = TimeProvider.System.GetUtcNow();
        await services.GetRequiredService<KeepRecord>().RunAsync(record, CancellationToken.None);
        var hit = new Hit
        {
            Strategy = alert.StrategyHash,
            Article = record.Id,
            Source = SourceNames.PubMed,
            Run = "run",
            Spans = [new MatchSpan("title", 0, 4, "examplimab")],
            SearchedAt = now,
            FirstSeenAt = now,
            EnteredOn = DateOnly.FromDateTime(now.UtcDateTime),
        };
        await services.GetRequiredService<HitStore>().AddAsync(hit, isLikelyNew: true, CancellationToken.None);
    }

    /// <summary>So many subscriptions of one recipient and <see cref="AlertsEach"/> of the alerts each.</summary>
    public static async Task SubscribeAsync(IServiceProvider services, string team, IReadOnlyList<Alert> alerts, int size)
    {
        var since = TimeProvider.System.GetUtcNow().AddDays(-8);
        var store = services.GetRequiredService<SubscriptionStore>();
        for (var number = 0; number < size; number++)
        {
            var subscription = new Subscription
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"sb{number:D8}"),
                Team = team,
                Name = $"Subscription {number}",
                Recipients = [new Recipient($"r{number}@example.org")],
                Alerts = [.. Enumerable.Range(0, AlertsEach).Select(place => new SubscribedAlert(alerts[(number + (place * 7)) % alerts.Count].Id, since))],
                CreatedAt = since,
                CreatedBy = "benchmark",
            };
            await store.AddAsync(subscription, "benchmark", CancellationToken.None);
        }
    }
}
