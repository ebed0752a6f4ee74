using System.Text.Json;
using LitWatch.Local.Commands;
using LitWatch.Tests.Strategies.Vocabularies;
using LitWatch.Local.Hosting;
using LitWatch.Replay;
using LitWatch.Replay.Faults;
using LitWatch.Sources;
using LitWatch.Web;
using MimeKit;

namespace LitWatch.Tests.Local.Commands;

/// <summary>Commands over real storage and the bundled records.</summary>
public sealed class HostCommandsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string?> configuration = azurite.NewConfiguration();
    private ReplayServer upstream = null!;
    private CommandRunner litwatch = null!;

    public async Task InitializeAsync()
    {
        upstream = await ReplayServer.StartAsync(new ReplayOptions { Corpora = [BundledCorpus.Folder], RateLimits = false }, TimeProvider.System, CancellationToken.None);
        configuration["PubMed:BaseUrl"] = upstream.PubMedBaseUrl.AbsoluteUri;
        configuration["Crossref:BaseUrl"] = upstream.CrossrefBaseUrl.AbsoluteUri;
        configuration["PubMed:Email"] = "tests@example.org";
        litwatch = new CommandRunner { Adjust = settings => settings with { WorkingFolder = folder.Path, Values = configuration } };
    }

    public async Task DisposeAsync()
    {
        await upstream.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_search_shows_articles_and_says_what_became_of_each_source()
    {
        var (code, data, words) = await litwatch.RunAsync("search", "--drug", "natalizumab", "Tysabri", "--reaction", "psoriasis", "psoria*");

        Assert.True(code == ExitCode.Done, words);
        Assert.Contains("PMID", data, StringComparison.Ordinal);
        Assert.Contains("natalizumab: title", data, StringComparison.Ordinal);
        Assert.Contains("pubmed: complete", words, StringComparison.Ordinal);
        Assert.Contains("crossref: complete", words, StringComparison.Ordinal);
        Assert.Contains(NcbiNotice.Line, words, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', data);
    }

    [Fact]
    public async Task A_search_in_json_answers_as_the_API()
    {
        var answer = JsonElement.Parse(await litwatch.DoneAsync("search", "--drug", "natalizumab", "--reaction", "psoria*", "--source", "pubmed", "--format", "json"));

        Assert.Equal("natalizumab", answer.GetProperty("query").GetProperty("drug")[0].GetString());
        var source = Assert.Single(answer.GetProperty("sources").EnumerateArray());
        Assert.Equal("complete", source.GetProperty("outcome").GetString());
        Assert.Equal(source.GetProperty("delivered").GetInt32(), answer.GetProperty("articles").GetArrayLength());
    }

    [Fact]
    public async Task A_strategy_is_matched_with_what_searches_have_stored()
    {
        await litwatch.DoneAsync("alerts", "add", "--drug", "natalizumab", "--reaction", "psoria*", "--start", TimeProvider.System.GetUtcNow().AddDays(-7).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await litwatch.DoneAsync("run", "--until-idle");
        var file = folder["narrower.json"];
        await File.WriteAllTextAsync(file, """{"drug":["natalizumab"],"reaction":["palmo-plantar","pustular psoriasis"]}""");

        var (code, data, words) = await litwatch.RunAsync("match", "--strategy", file, "--stored");
        var later = await litwatch.RunAsync("match", "--strategy", file, "--stored", "--since", "2999-01-01");

        Assert.Equal(ExitCode.Done, code);
        var line = Assert.Single(data.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("10.5826/dpc.1202a88", JsonElement.Parse(line).GetProperty("article").GetProperty("doi").GetString());
        Assert.Matches("1 of [2-9][0-9]* articles match", words);
        Assert.Equal((ExitCode.Done, ""), (later.Code, later.Data));
        Assert.Contains("0 of 0 articles match", later.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_that_were_given_up_are_listed_and_sent_back()
    {
        Assert.Contains("No message was given up.", (await litwatch.RunAsync("poison", "list")).Words, StringComparison.Ordinal);
        Assert.Contains("0 message(s) sent back.", (await litwatch.RunAsync("poison", "redrive")).Words, StringComparison.Ordinal);
        Assert.Equal(ExitCode.WrongUsage, (await litwatch.RunAsync("poison", "redrive", "--queue", "roses")).Code);
    }

    [Fact]
    public async Task A_vocabulary_is_imported_whole_and_then_known_to_suggestions_and_to_new_alerts()
    {
        await File.WriteAllTextAsync(folder["desc2026.xml"], Samples.Descriptors);
        await File.WriteAllTextAsync(folder["roses.csv"], "roses");

        Assert.Equal(ExitCode.NotDone, (await litwatch.RunAsync("vocabulary", "import", folder["desc2026.xml"], folder["roses.csv"])).Code);
        Assert.Contains("No vocabulary was supplied", (await litwatch.RunAsync("suggest", "tysabri")).Words, StringComparison.Ordinal);
        Assert.Contains("MeSH 2026", await litwatch.DoneAsync("vocabulary", "import", folder["desc2026.xml"]), StringComparison.Ordinal);
        Assert.Contains("desc2026.xml", await litwatch.DoneAsync("vocabulary", "show"), StringComparison.Ordinal);
        Assert.StartsWith("Natalizumab (MeSH 2026 D000069442): ", await litwatch.DoneAsync("suggest", "tysabri"), StringComparison.Ordinal);
        var (_, _, words) = await litwatch.RunAsync("alerts", "add", "--drug", "Tysabri", "--reaction", "psoria*");
        Assert.Contains("'Tysabri' is another name of Natalizumab (MeSH 2026), which no term asks for", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name the files to read, or give --stored.")]
    [InlineData("Name files or give --stored, not both.", "--stored", "a.xml")]
    [InlineData("--since goes with --stored.", "--since", "2026-01-01", "a.xml")]
    public async Task Files_or_what_is_stored_are_matched(string why, params string[] arguments)
    {
        var (code, _, words) = await litwatch.RunAsync(["match", "--strategy", "s.json", .. arguments]);

        Assert.Equal(ExitCode.WrongUsage, code);
        Assert.Contains(why, words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_that_cannot_be_read_are_told_and_leave_the_search_complete()
    {
        // The real rule of what may be fetched: this machine is not the public web.
        configuration["Pages:ResolverUrl"] = upstream.ResolverUrl.AbsoluteUri;

        var (code, data, words) = await litwatch.RunAsync("search", "--drug", "natalizumab", "--reaction", "psoriasis", "--source", "crossref", "--enrich");

        Assert.True(code == ExitCode.Done, words);
        Assert.Contains("Natalizumab", data, StringComparison.Ordinal);
        Assert.Contains("page: incomplete, 0 of ", words, StringComparison.Ordinal);
        Assert.Contains("is not asked: it names a port", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_of_no_source_is_not_done_even_if_no_page_is_lacking()
    {
        upstream.Faults.Add([new FaultRule { Route = "works", Kind = FaultKind.Status, Status = 400 }]);

        var none = await litwatch.RunAsync("search", "--drug", "natalizumab", "--reaction", "psoria*", "--source", "crossref", "--enrich");

        Assert.Equal((ExitCode.NotDone, ""), (none.Code, none.Data));
    }

    [Theory]
    [InlineData("ndjson", "{\"article\":{")]
    [InlineData("csv", "id,pmid,doi")]
    [InlineData("ris", "TY  - JOUR")]
    [InlineData("nbib", "PMID- ")]
    public async Task A_search_prints_what_other_programs_read(string format, string start) =>
        Assert.StartsWith(start, await litwatch.DoneAsync("search", "--drug", "natalizumab", "--reaction", "psoria*", "--source", "pubmed", "--format", format), StringComparison.Ordinal);

    [Fact]
    public async Task A_search_that_misses_a_source_is_incomplete_and_one_without_any_is_not_done()
    {
        upstream.Faults.Add([new FaultRule { Route = "works", Kind = FaultKind.Status, Status = 400 }]);
        var half = await litwatch.RunAsync("search", "--drug", "natalizumab", "--reaction", "psoria*");
        var none = await litwatch.RunAsync("search", "--drug", "natalizumab", "--reaction", "psoria*", "--source", "crossref");

        Assert.Equal(ExitCode.Incomplete, half.Code);
        Assert.Contains("PMID", half.Data, StringComparison.Ordinal);
        Assert.Contains("crossref: failed", half.Words, StringComparison.Ordinal);
        Assert.Equal((ExitCode.NotDone, ""), (none.Code, none.Data));
    }

    [Theory]
    [InlineData("reaction: there is no reaction term; name", "--drug", "natalizumab", "--reaction", " ")]
    [InlineData("drug[0]", "--drug", "na*", "--any-reaction")]
    [InlineData("'embase' is not a source", "--drug", "natalizumab", "--any-reaction", "--source", "embase")]
    [InlineData("from must not be after to", "--drug", "natalizumab", "--any-reaction", "--from", "2026-02-01", "--to", "2026-01-01")]
    public async Task A_search_that_cannot_be_asked_for_is_wrong_usage(string why, params string[] arguments)
    {
        var (code, data, words) = await litwatch.RunAsync(["search", .. arguments]);

        Assert.Equal((ExitCode.WrongUsage, ""), (code, data));
        Assert.Contains(why, words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_is_added_once_shown_paused_resumed_and_removed()
    {
        string[] add = ["alerts", "add", "--drug", "natalizumab", "Tysabri", "--reaction", "psoriasis", "--reason", "first", "--start", "2026-11-01", "--source", "crossref"];
        var id = (await litwatch.DoneAsync(add)).Trim();

        Assert.Equal(id, (await litwatch.DoneAsync(add)).Trim());
        Assert.Equal(ExitCode.NotDone, (await litwatch.RunAsync([.. add, "--end", "2027-01-01"])).Code);
        var view = JsonElement.Parse(await litwatch.DoneAsync("alerts", "show", id, "--json"));
        Assert.Equal("first", view.GetProperty("history")[0].GetProperty("reason").GetString());
        Assert.True(view.GetProperty("sources")[0].GetProperty("required").GetBoolean());
        Assert.Contains("Tysabri", await litwatch.DoneAsync("alerts", "show", id), StringComparison.Ordinal);

        var paused = JsonElement.Parse(await litwatch.DoneAsync("alerts", "pause", id, "--reason", "product withdrawn", "--json"));
        Assert.Equal("product withdrawn", paused.GetProperty("paused").GetProperty("reason").GetString());
        Assert.Contains("product withdrawn", await litwatch.DoneAsync("alerts", "list"), StringComparison.Ordinal);
        Assert.Equal(id, (await litwatch.DoneAsync("alerts", "resume", id)).Trim());
        Assert.Single(JsonElement.Parse(await litwatch.DoneAsync("alerts", "list", "--json")).GetProperty("items").EnumerateArray());
        Assert.Empty(await litwatch.DoneAsync("alerts", "list", "--team", "other"));

        await litwatch.DoneAsync("alerts", "remove", id);
        var gone = await litwatch.RunAsync("alerts", "show", id);
        Assert.Equal((ExitCode.NotDone, ""), (gone.Code, gone.Data));
    }

    [Fact]
    public async Task An_import_saves_all_rows_or_none()
    {
        var wrong = await litwatch.RunAsync("alerts", "import", Write("wrong.csv", "drug,reaction,sources,start,recipients\nclozapine,myocarditis,,,\nna*,myocarditis,embase,soon,nobody\n"));
        Assert.Equal(ExitCode.WrongUsage, wrong.Code);
        foreach (var why in new[] { "row 3: drug[0]", "row 3: sources", "row 3: start", "row 3: 'nobody'" })
        {
            Assert.Contains(why, wrong.Words, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("row 2", wrong.Words, StringComparison.Ordinal);
        Assert.Empty(await litwatch.DoneAsync("alerts", "list"));
        Assert.Equal(ExitCode.WrongUsage, (await litwatch.RunAsync("alerts", "import", Write("column.csv", "drug,reaction,brand\na,b,c\n"))).Code);
        Assert.Equal(ExitCode.NotDone, (await litwatch.RunAsync("alerts", "import", folder["absent.csv"])).Code);

        var right = Write("right.csv", """
            Drug,Reactions,Synonyms,Name,Recipient

            clozapine,myocarditis;carditis,Clozaril,"heart, clozapine",a@example.org;b@example.org
            natalizumab,any,,,a@example.org
            """);
        var ids = (await litwatch.DoneAsync("alerts", "import", right)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, ids.Length);
        Assert.Equal(ids, (await litwatch.DoneAsync("alerts", "import", right)).Split('\n', StringSplitOptions.RemoveEmptyEntries));

        var strategy = JsonElement.Parse(await litwatch.DoneAsync("alerts", "show", ids[0], "--json")).GetProperty("strategy");
        Assert.Equal(["clozapine", "Clozaril"], strategy.GetProperty("drug").EnumerateArray().Select(term => term.GetString()));
        Assert.Equal(2, strategy.GetProperty("reaction").GetArrayLength());
        var followed = JsonElement.Parse(await litwatch.DoneAsync("subscriptions", "list", "--json")).GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.GetProperty("name").GetString()!, item => item.GetProperty("alerts").GetArrayLength());
        Assert.Equal(new Dictionary<string, int> { ["a@example.org"] = 2, ["b@example.org"] = 1 }, followed);

        await litwatch.DoneAsync("alerts", "import", Write("more.csv", "drug,reaction,recipients\nstatin,myopathy,b@example.org\n"));
        Assert.Contains("statin", await litwatch.DoneAsync("alerts", "list"), StringComparison.Ordinal);
        var all = JsonElement.Parse(await litwatch.DoneAsync("subscriptions", "list", "--json")).GetProperty("items").EnumerateArray();
        Assert.All(all, item => Assert.Equal(2, item.GetProperty("alerts").GetArrayLength()));
    }

    [Fact]
    public async Task A_subscription_is_added_once_paused_resumed_and_removed()
    {
        var alert = (await litwatch.DoneAsync("alerts", "add", "--drug", "natalizumab", "--reaction", "psoriasis")).Trim();
        string[] add = ["subscriptions", "add", "--to", "a@example.org", "b@example.org", "--every", "fortnightly", "--day", "friday", "--at", "06:30", "--time-zone", "Europe/Rome", "--since", "2026-01-01", "--quiet-when-nothing-new"];
        var made = JsonElement.Parse(await litwatch.DoneAsync([.. add, "--all-alerts", "--json"]));
        var id = made.GetProperty("id").GetString()!;

        Assert.Equal("fortnightly", made.GetProperty("schedule").GetProperty("every").GetString());
        Assert.Equal("2026-01-01", made.GetProperty("alerts")[0].GetProperty("since").GetString());
        Assert.False(made.GetProperty("mailWhenNothingNew").GetBoolean());
        Assert.Equal(id, (await litwatch.DoneAsync([.. add, "--alert", alert])).Trim());
        var other = await litwatch.RunAsync("subscriptions", "add", "--to", "a@example.org", "--all-alerts");
        Assert.Equal((ExitCode.NotDone, ""), (other.Code, other.Data));
        Assert.Equal(ExitCode.WrongUsage, (await litwatch.RunAsync("subscriptions", "add", "--to", "c@example.org", "--alert", "al1")).Code);
        Assert.Equal(ExitCode.WrongUsage, (await litwatch.RunAsync("subscriptions", "add", "--to", "c@example.org", "--alert", alert, "--time-zone", "Mars/Base")).Code);

        await litwatch.DoneAsync("subscriptions", "pause", id);
        Assert.Contains("paused since", await litwatch.DoneAsync("subscriptions", "list"), StringComparison.Ordinal);
        Assert.False(JsonElement.Parse(await litwatch.DoneAsync("subscriptions", "resume", id, "--json")).TryGetProperty("pausedSince", out _));
        await litwatch.DoneAsync("subscriptions", "remove", id);
        Assert.Equal(ExitCode.NotDone, (await litwatch.RunAsync("subscriptions", "resume", id)).Code);
    }

    [Fact]
    public async Task After_a_sweep_runs_hits_and_digests_show_what_happened()
    {
        var alert = (await litwatch.DoneAsync("alerts", "add", "--drug", "natalizumab", "--reaction", "psoria*", "--start", "2000-01-01", "--source", "pubmed")).Trim();
        var subscription = (await litwatch.DoneAsync("subscriptions", "add", "--to", "a@example.org", "--alert", alert)).Trim();
        Assert.Empty(await litwatch.DoneAsync("runs"));
        await SweepAsync();

        Assert.Contains("natalizumab × psoria*", await litwatch.DoneAsync("runs", "--alert", alert), StringComparison.Ordinal);
        var runs = Items(await litwatch.DoneAsync("runs", "--json")).ToLookup(run => run.GetProperty("isBackFill").GetBoolean(), run => run.GetProperty("certificate"));
        var (news, history) = (Assert.Single(runs[false]), Assert.Single(runs[true]));
        Assert.Equal(("complete", "complete"), (news.GetProperty("outcome").GetString(), history.GetProperty("outcome").GetString()));
        Assert.Empty(Items(await litwatch.DoneAsync("runs", "--json", "--to", "2020-01-01")));
        var today = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", null);
        Assert.Equal(2, Items(await litwatch.DoneAsync("runs", "--json", "--from", "2020-01-01", "--to", today)).Count());

        var hits = Items(await litwatch.DoneAsync("hits", "--alert", alert, "--json")).ToList();
        Assert.Equal(news.GetProperty("new").GetInt32() + history.GetProperty("new").GetInt32(), hits.Count);
        var found = hits.Count(found => found.GetProperty("hits").EnumerateArray().Any(hit => !hit.GetProperty("isBackFill").GetBoolean()));
        Assert.NotEqual(0, found);
        Assert.Contains("natalizumab: ", await litwatch.DoneAsync("hits", "--alert", alert, "--since", "2020-01-01"), StringComparison.Ordinal);

        Assert.Contains($"{found} new", await litwatch.DoneAsync("digests", "preview", "--subscription", subscription), StringComparison.Ordinal);
        Assert.Contains("<html", await litwatch.DoneAsync("digests", "preview", "--subscription", subscription, "--html"), StringComparison.Ordinal);
        Assert.Equal(subscription, JsonElement.Parse(await litwatch.DoneAsync("digests", "preview", "--subscription", subscription, "--json")).GetProperty("subscription").GetString());
        Assert.Empty(Items(await litwatch.DoneAsync("digests", "list", "--subscription", subscription, "--json")));
        Assert.Equal(ExitCode.NotDone, (await litwatch.RunAsync("digests", "show", subscription + ".20261123T070000000Z")).Code);
    }

    [Fact]
    public async Task A_composed_digest_is_listed_and_shown()
    {
        var alert = (await litwatch.DoneAsync("alerts", "add", "--drug", "natalizumab", "--reaction", "psoria*")).Trim();
        var subscription = (await litwatch.DoneAsync("subscriptions", "add", "--to", "a@example.org", "--alert", alert, "--every", "daily")).Trim();
        await SweepAsync(TimeSpan.FromDays(2));

        var digest = Assert.Single(Items(await litwatch.DoneAsync("digests", "list", "--subscription", subscription, "--json"))).GetProperty("id").GetString()!;
        Assert.Contains(digest, await litwatch.DoneAsync("digests", "list", "--subscription", subscription), StringComparison.Ordinal);
        Assert.Contains("natalizumab", await litwatch.DoneAsync("digests", "show", digest), StringComparison.Ordinal);
        Assert.Contains("<html", await litwatch.DoneAsync("digests", "show", digest, "--html"), StringComparison.Ordinal);
        Assert.Equal(alert, JsonElement.Parse(await litwatch.DoneAsync("digests", "show", digest, "--json")).GetProperty("alerts")[0].GetProperty("id").GetString());
        Assert.Equal(ExitCode.NotDone, (await litwatch.RunAsync("digests", "show", digest, "--team", "other")).Code);
    }

    [Fact]
    public async Task A_test_mail_goes_to_the_pickup_folder_and_the_words_say_where()
    {
        var (code, _, words) = await litwatch.RunAsync("mail", "test", "safety@example.org");

        Assert.True(code == ExitCode.Done, words);
        var file = Assert.Single(Directory.GetFiles(folder[".litwatch/outbox"]));
        Assert.Contains(file, words, StringComparison.Ordinal);
        using var mail = await MimeMessage.LoadAsync(file);
        Assert.Equal("safety@example.org", Assert.Single(mail.To.Mailboxes).Address);
    }

    [Fact]
    public async Task A_mail_server_that_is_not_there_is_named()
    {
        configuration["Mail:Host"] = "127.0.0.1";
        configuration["Mail:Port"] = "1";
        var (code, data, words) = await litwatch.RunAsync("mail", "test", "safety@example.org");

        Assert.Equal((ExitCode.NotDone, ""), (code, data));
        Assert.StartsWith("litwatch: 127.0.0.1: ", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_printed_once_and_is_good_for_its_team_and_role()
    {
        var secret = (await litwatch.DoneAsync("keys", "add", "--role", "editor", "--name", "dashboard", "--team", "oncology")).Trim();

        var store = new ApiKeyStore(azurite.NewAccount(configuration["Storage:Prefix"]), TimeProvider.System);
        Assert.Equal(new ApiKey("oncology", "dashboard", Access.Editor), await store.FindAsync(secret, CancellationToken.None));
    }

    private static IEnumerable<JsonElement> Items(string json) => JsonElement.Parse(json).GetProperty("items").EnumerateArray();

    private string Write(string name, string text)
    {
        File.WriteAllText(folder[name], text);
        return folder[name];
    }

    private async Task SweepAsync(TimeSpan? later = null)
    {
        await using var host = await LocalHost.BuildAsync(
            new LocalHostSettings { Parts = HostParts.Queues, WorkingFolder = folder.Path, Values = configuration, Clock = new LaterClock(later ?? TimeSpan.Zero) }, CancellationToken.None);
        await host.StartAsync(CancellationToken.None);
        Assert.Equal(0, await host.SweepAsync(TimeSpan.Zero, CancellationToken.None));
    }

    private sealed class LaterClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
