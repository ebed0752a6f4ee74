using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Deduplication;
using LitWatch.Sources;
using LitWatch.Storage;
using LitWatch.Strategies.Matching;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Web;

/// <summary>An alert with hits to decide on, and short words for deciding.</summary>
internal sealed class ReviewedHits(TestWeb web, string team, string alert)
{
    public static readonly DateTimeOffset FirstSeen = new(2026, 11, 20, 6, 0, 0, TimeSpan.Zero);

    public string Alert => alert;

    public static async Task<ReviewedHits> StartAsync(TestWeb web, string team = "default") => new(web, team, await web.AddAlertAsync("mine"));

    public string PathOf(string article) => $"api/hits/{alert}/{article}/decision";

    /// <summary>Keeps the record as a search does, and that it matched.</summary>
    public async Task AddAsync(Article record, int hours = 0)
    {
        await web.Services.GetRequiredService<KeepRecord>().RunAsync(record, CancellationToken.None);
        var (found, _) = (await web.Services.GetRequiredService<AlertStore>().FindAsync(team, alert, CancellationToken.None))!.Value;
        var hit = new Hit
        {
            Strategy = found.StrategyHash,
            Article = record.Id,
            Source = SourceNames.PubMed,
            Run = "run",
            Spans = [new MatchSpan("title", 0, 3, "natalizumab")],
            SearchedAt = FirstSeen,
            FirstSeenAt = FirstSeen.AddHours(hours),
            EnteredOn = DateOnly.FromDateTime(FirstSeen.UtcDateTime),
        };
        Assert.True(await web.Services.GetRequiredService<HitStore>().AddAsync(hit, isLikelyNew: true, CancellationToken.None));
    }

    public Task JoinAsync(Article one, Article other) =>
        web.Services.GetRequiredService<ArticleJoins>().JoinAsync(one.Id, other.Id, "a person says so", "test", CancellationToken.None);

    public async Task SplitAsync(Article record) =>
        Assert.NotNull(await web.Services.GetRequiredService<SplitArticle>().RunAsync(record.Id, "tests", "two works", CancellationToken.None));

    public Task<HttpResponseMessage> DecideAsync(string article, string decision, string reason, string? ifMatch = null) =>
        web.SendAsync(HttpMethod.Put, PathOf(article), new { decision, reason }, ifMatch);

    /// <summary>Decides, and returns the version then.</summary>
    public async Task<string> DecidedAsync(string article, string decision, string reason)
    {
        using var answer = await DecideAsync(article, decision, reason);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return answer.Headers.ETag!.ToString();
    }

    public async Task<(JsonNode Json, EntityTagHeaderValue ETag)> ShowAsync(string article)
    {
        using var answer = await web.GetAsync(PathOf(article));
        return (await TestWeb.JsonAsync(answer), answer.Headers.ETag!);
    }

    public async Task<IReadOnlyList<string>> ReasonsAsync(string article) =>
        [.. (await ShowAsync(article)).Json["history"]!.AsArray().Select(decision => (string)decision!["reason"]!)];
}
