using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Digests;
using LitWatch.Replay;
using LitWatch.Strategies;
using LitWatch.Tests.Local;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Pipelines;

/// <summary>What a process test needs beside a host: configuration of its own, a clock, and people who want mail.</summary>
internal static class Bench
{
    public const string Team = "neurology";
    public const string SigningKey = "process-tests-signing-key-0123456789";

    /// <summary>Alerts and subscriptions are made so long before now, so that a slot has come since.</summary>
    public static readonly TimeSpan Beforehand = TimeSpan.FromDays(-2);

    public static Strategy Natalizumab { get; } = StrategyOf(["natalizumab", "Tysabri"], ["psoriasis", "psoriatic"]);

    public static Strategy StrategyOf(string[] drug, string[] reaction) => new()
    {
        Drug = [.. drug.Select(term => (Term)term)],
        Reaction = [.. reaction.Select(term => (Term)term)],
        Reason = "process test",
    };

    public static Task<ReplayServer> ReplayAsync(bool rateLimits = true) =>
        ReplayServer.StartAsync(new ReplayOptions { Corpora = [BundledCorpus.Folder], RateLimits = rateLimits }, TimeProvider.System, CancellationToken.None);

    public static Dictionary<string, string?> Configuration(string connectionString, string prefix, ReplayServer sources, string outbox) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["AzureWebJobsStorage"] = connectionString,
        ["Storage:Prefix"] = prefix,
        ["PubMed:BaseUrl"] = sources.PubMedBaseUrl.AbsoluteUri,
        ["PubMed:ApiKey"] = "x",
        ["PubMed:Email"] = "tests@example.org",
        ["Crossref:BaseUrl"] = sources.CrossrefBaseUrl.AbsoluteUri,
        ["Crossref:Mailto"] = "tests@example.org",
        ["Mail:From"] = "LitWatch <litwatch@example.org>",
        ["Mail:PickupDirectory"] = outbox,
        ["Security:SigningKey"] = SigningKey,
        ["Web:PublicUrl"] = "http://127.0.0.1:0/",
    };

    /// <summary>Weekly, on the day before today: its last slot is a day old and its next six days off, whenever the test runs.</summary>
    public static DigestSchedule WeeklySinceYesterday(TimeProvider clock)
    {
        var yesterday = clock.GetUtcNow().AddDays(-1);
        return new DigestSchedule { Every = DigestFrequency.Weekly, Day = yesterday.DayOfWeek, Time = new TimeOnly(yesterday.Hour, yesterday.Minute), TimeZone = "UTC" };
    }

    /// <summary>An alert that looks back a week from today.</summary>
    public static async Task<Alert> AlertAsync(IServiceProvider services, string team, Strategy strategy, IReadOnlyList<AlertSource>? sources = null, string? name = null)
    {
        await using var scope = services.CreateAsyncScope();
        var start = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-7);
        return await scope.ServiceProvider.GetRequiredService<EditAlerts>().AddAsync(
            team, "tests", new AlertDraft { Strategy = strategy, Start = start, Sources = sources, Name = name }, CancellationToken.None);
    }

    public static async Task<Subscription> SubscribeAsync(IServiceProvider services, string team, IEnumerable<Alert> alerts, bool paused, params string[] recipients)
    {
        await using var scope = services.CreateAsyncScope();
        var draft = new SubscriptionDraft
        {
            Name = "Weekly",
            Recipients = recipients,
            Alerts = [.. alerts.Select(alert => new SubscribedAlertDraft(alert.Id))],
            Schedule = WeeklySinceYesterday(TimeProvider.System),
            Paused = paused,
        };
        return await scope.ServiceProvider.GetRequiredService<EditSubscriptions>().AddAsync(team, "tests", draft, CancellationToken.None);
    }

    public static IReadOnlyList<AlertSource> BothRequired { get; } = [new(SourceNames.PubMed, Required: true), new(SourceNames.Crossref, Required: true)];
}
