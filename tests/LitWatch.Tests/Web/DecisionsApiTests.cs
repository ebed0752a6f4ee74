using System.Net;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Deduplication;
using LitWatch.Storage;
using LitWatch.Tests.Deduplication;
using LitWatch.Tests.Local;
using LitWatch.Tests.Pipelines;
using LitWatch.Web;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Web;

public sealed class DecisionsApiTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly Article One = Records.PubMed("101", "One"), Other = Records.PubMed("102", "Other");

    /// <summary>Of two that are joined, the lower id is the root.</summary>
    private static readonly Article Root = string.CompareOrdinal(One.Id, Other.Id) < 0 ? One : Other, Joined = Root == One ? Other : One;

    [Fact]
    public async Task A_hit_is_undecided_until_somebody_decides_and_no_version_is_lost()
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: false);
        await web.BecomeAsync("one", Access.Editor);
        var hits = await ReviewedHits.StartAsync(web, "one");
        await hits.AddAsync(One);

        var (before, undecided) = await hits.ShowAsync(One.Id);
        Assert.Equal((null, 0), (before["current"], before["history"]!.AsArray().Count));
        var first = await hits.DecidedAsync(One.Id, "needsFullText", "  no\n abstract ");
        var second = await hits.DecidedAsync(One.Id, "potentialIcsr", "a 44-year-old woman");

        var (after, version) = await hits.ShowAsync(One.Id);
        Assert.Equal(3, new HashSet<string>([undecided.ToString(), first, second]).Count);
        Assert.Equal(second, version.ToString());
        Assert.Equal([("needsFullText", "no abstract", 1), ("potentialIcsr", "a 44-year-old woman", 2)], after["history"]!.AsArray().Select(decision => ((string)decision!["decision"]!, (string)decision["reason"]!, (int)decision["version"]!)));
        Assert.Equal(("potentialIcsr", "key of one", One.Id, hits.Alert), ((string)after["current"]!["decision"]!, (string)after["current"]!["by"]!, (string)after["current"]!["article"]!, (string)after["current"]!["alert"]!));
        Assert.InRange((DateTimeOffset)after["current"]!["at"]!, (DateTimeOffset)after["history"]![0]!["at"]!, TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Of_reviewers_who_decide_at_once_one_is_heard_and_the_others_are_told()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var hits = await ReviewedHits.StartAsync(web);
        await hits.AddAsync(One);

        foreach (var round in Enumerable.Range(1, 3))
        {
            var read = (await hits.ShowAsync(One.Id)).ETag.ToString();
            var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => hits.DecideAsync(One.Id, "relevant", $"{round}.{i}", read)));

            Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
            Assert.Equal(4, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
            Assert.Equal(round, (await hits.ReasonsAsync(One.Id)).Count);
        }
    }

    [Fact]
    public async Task Who_wants_to_be_the_first_is_not_the_second()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var hits = await ReviewedHits.StartAsync(web);
        await hits.AddAsync(One);

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(hits.PathOf(One.Id), UriKind.Relative)) { Content = System.Net.Http.Json.JsonContent.Create(new { decision = "relevant", reason = $"reader {i}" }) };
            request.Headers.TryAddWithoutValidation("If-None-Match", "*");
            using var answer = await web.Client.SendAsync(request);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], statuses);
        Assert.Equal(["reader 0"], await hits.ReasonsAsync(One.Id));
    }

    [Fact]
    public async Task The_latest_counts_also_when_the_clock_of_the_machine_that_records_it_is_behind()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var hits = await ReviewedHits.StartAsync(web);
        await hits.AddAsync(One);
        await hits.DecidedAsync(One.Id, "relevant", "first");
        var services = web.Services;
        var (alert, _) = (await services.GetRequiredService<AlertStore>().FindAsync("default", hits.Alert, CancellationToken.None))!.Value;
        var behind = new DecideHits(
            services.GetRequiredService<DecisionStore>(), services.GetRequiredService<HitStore>(), services.GetRequiredService<ArticleStore>(), new ShiftedTimeProvider(TimeSpan.FromHours(-1)));

        var read = await behind.FindAsync(alert, One.Id, CancellationToken.None);
        Assert.NotNull(await behind.RunAsync(alert, read!, "tests", new DecisionDraft("duplicate", "second"), CancellationToken.None));

        Assert.Equal(["first", "second"], await hits.ReasonsAsync(One.Id));
    }

    [Fact]
    public async Task Joined_articles_show_both_histories_the_latest_counts_and_after_a_split_each_has_its_own()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var hits = await ReviewedHits.StartAsync(web);
        await hits.AddAsync(One);
        await hits.AddAsync(Other);
        await hits.DecidedAsync(Root.Id, "notRelevant", "1 root");
        await hits.DecidedAsync(Joined.Id, "needsFullText", "2 joined");
        var apart = (await hits.ShowAsync(Root.Id)).ETag;

        await hits.JoinAsync(One, Other);
        foreach (var alias in new[] { Root.Id, Joined.Id })
        {
            var (json, version) = await hits.ShowAsync(alias);
            Assert.Equal((Root.Id, "needsFullText"), ((string)json["article"]!, (string)json["current"]!["decision"]!));
            Assert.Equal(["1 root", "2 joined"], await hits.ReasonsAsync(alias));
            Assert.NotEqual(apart, version);
        }

        using var late = await hits.DecideAsync(Root.Id, "duplicate", "read before the join", apart.ToString());
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        var together = (await hits.ShowAsync(Joined.Id)).ETag.ToString();
        var answers = await Task.WhenAll(new[] { Root.Id, Joined.Id }.Select(alias => hits.DecideAsync(alias, "relevant", "3 both", together)));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], answers.Select(answer => answer.StatusCode).Order());
        Assert.Equal(["1 root", "2 joined", "3 both"], await hits.ReasonsAsync(Joined.Id));

        await hits.SplitAsync(Joined);
        Assert.Equal(["2 joined"], await hits.ReasonsAsync(Joined.Id));
        Assert.Equal(["1 root", "3 both"], await hits.ReasonsAsync(Root.Id));
    }

    [Theory]
    [InlineData("{ \"decision\": \"maybe\", \"reason\": \"r\" }", "decision")]
    [InlineData("{ \"decision\": \"2\", \"reason\": \"r\" }", "decision")]
    [InlineData("{ \"reason\": \"r\" }", "decision")]
    [InlineData("{ \"decision\": \"relevant\" }", "reason")]
    [InlineData("{ \"decision\": \"relevant\", \"reason\": \" \\u0007 \" }", "reason")]
    [InlineData("{ \"decision\": 2, \"reason\": \"r\" }", null)]
    [InlineData("{ \"verdict\": \"relevant\", \"reason\": \"r\" }", null)]
    [InlineData("null", "body")]
    public async Task What_is_no_decision_is_refused_with_a_message_for_its_field(string body, string? field)
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var hits = await ReviewedHits.StartAsync(web);
        await hits.AddAsync(One);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await web.Client.PutAsync(new Uri(hits.PathOf(One.Id), UriKind.Relative), content);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(field, (await TestWeb.JsonAsync(answer))["errors"]?.AsObject().Single().Key);
        Assert.Empty(await hits.ReasonsAsync(One.Id));
    }

    [Fact]
    public async Task A_reason_has_its_limit()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var hits = await ReviewedHits.StartAsync(web);
        await hits.AddAsync(One);

        using var fits = await hits.DecideAsync(One.Id, "relevant", new string('r', 2000));
        using var over = await hits.DecideAsync(One.Id, "relevant", new string('r', 2001));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (fits.StatusCode, over.StatusCode));
    }

    [Fact]
    public async Task Readers_read_editors_decide_and_what_is_another_teams_is_not_there()
    {
        await using var web = await TestWeb.StartAsync(azurite, trusted: false);
        await web.BecomeAsync("one", Access.Editor);
        var hits = await ReviewedHits.StartAsync(web, "one");
        await hits.AddAsync(One);
        await hits.DecidedAsync(One.Id, "relevant", "ours");

        await web.BecomeAsync("one", Access.Reader);
        using var refused = await hits.DecideAsync(One.Id, "duplicate", "not mine to say");
        Assert.Equal((HttpStatusCode.Forbidden, 1), (refused.StatusCode, (await hits.ReasonsAsync(One.Id)).Count));

        await web.BecomeAsync("two", Access.Admin);
        using var theirs = await web.GetAsync(hits.PathOf(One.Id));
        using var written = await hits.DecideAsync(One.Id, "duplicate", "stolen");
        // An alert of their own on the same strategy has the same hits, and nothing of what others made of them.
        var own = await ReviewedHits.StartAsync(web, "two");
        Assert.Empty(await own.ReasonsAsync(One.Id));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (theirs.StatusCode, written.StatusCode));
        await own.DecidedAsync(One.Id, "notRelevant", "theirs");

        await web.BecomeAsync("one", Access.Reader);
        Assert.Equal(["ours"], await hits.ReasonsAsync(One.Id));
    }

    [Fact]
    public async Task Only_a_hit_is_decided_on()
    {
        await using var web = await TestWeb.StartAsync(azurite);
        var hits = await ReviewedHits.StartAsync(web);
        await hits.AddAsync(One);
        await web.Services.GetRequiredService<KeepRecord>().RunAsync(Other, CancellationToken.None);

        foreach (var path in new[] { hits.PathOf(Other.Id), hits.PathOf("a00"), hits.PathOf("10.5826%2Fdpc.1202a88"), $"api/hits/al000000000000/{One.Id}/decision", $"api/hits/a%2Fb%23/{One.Id}/decision", hits.PathOf($"{One.Id}%7C000001") })
        {
            using var read = await web.GetAsync(path);
            using var written = await web.SendAsync(HttpMethod.Put, path, new { decision = "relevant", reason = "r" });
            Assert.True((read.StatusCode, written.StatusCode) == (HttpStatusCode.NotFound, HttpStatusCode.NotFound), $"{path}: {read.StatusCode}, {written.StatusCode}");
        }
    }
}
