using System.Text.Json;
using LitWatch.Local.Commands;
using LitWatch.Local.Hosting;
using LitWatch.Replay;
using LitWatch.Replay.Faults;
using LitWatch.Sources;
using LitWatch.Tests.Strategies.Vocabularies;
using LitWatch.Web;
using MimeKit;

namespace LitWatch.Tests.Local.Commands;

/// <summary>Alerts, subscriptions, digests, mail and keys over real storage and the bundled records.</summary>
public sealed class HostCommandsTests(AzuriteFixture azurite) : CommandsOverStorage(azurite)
{
    [Fact]
    public async Task Messages_that_were_given_up_are_listed_and_sent_back()
    {
        Assert.Contains("No message was given up.", (await Litwatch.RunAsync("poison", "list")).Words, StringComparison.Ordinal);
        Assert.Contains("0 message(s) sent back.", (await Litwatch.RunAsync("poison", "redrive")).Words, StringComparison.Ordinal);
        Assert.Equal(ExitCode.WrongUsage, (await Litwatch.RunAsync("poison", "redrive", "--queue", "roses")).Code);
    }

    [Fact]
    public async Task An_alert_is_added_once_shown_paused_resumed_and_removed()
    {
        string[] add = ["alerts", "add", "--drug", "natalizumab", "Tysabri", "--reaction", "psoriasis", "--reason", "first", "--start", "2026-11-01", "--source", "crossref"];
        var id = (await Litwatch.DoneAsync(add)).Trim();

        Assert.Equal(id, (await Litwatch.DoneAsync(add)).Trim());
        Assert.Equal(ExitCode.NotDone, (await Litwatch.RunAsync([.. add, "--end", "2027-01-01"])).Code);
        var view = JsonElement.Parse(await Litwatch.DoneAsync("alerts", "show", id, "--json"));
        Assert.Equal("first", view.GetProperty("history")[0].GetProperty("reason").GetString());
        Assert.True(view.GetProperty("sources")[0].GetProperty("required").GetBoolean());
        Assert.Contains("Tysabri", await Litwatch.DoneAsync("alerts", "show", id), StringComparison.Ordinal);

        var paused = JsonElement.Parse(await Litwatch.DoneAsync("alerts", "pause", id, "--reason", "product withdrawn", "--json"));
        Assert.Equal("product withdrawn", paused.GetProperty("paused").GetProperty("reason").GetString());
        Assert.Contains("product withdrawn", await Litwatch.DoneAsync("alerts", "list"), StringComparison.Ordinal);
        Assert.Equal(id, (await Litwatch.DoneAsync("alerts", "resume", id)).Trim());
        Assert.Single(JsonElement.Parse(await Litwatch.DoneAsync("alerts", "list", "--json")).GetProperty("items").EnumerateArray());
        Assert.Empty(await Litwatch.DoneAsync("alerts", "list", "--team", "other"));

        await Litwatch.DoneAsync("alerts", "remove", id);
        var gone = await Litwatch.RunAsync("alerts", "show", id);
        Assert.Equal((ExitCode.NotDone, ""), (gone.Code, gone.Data));
    }

    [Fact]
    public async Task An_import_saves_all_rows_or_none()
    {
        var wrong = await Litwatch.RunAsync("alerts", "import", Write("wrong.csv", "drug,reaction,sources,start,recipients\nclozapine,myocarditis,,,\nna*,myocarditis,embase,soon,nobody\n"));
        Assert.Equal(ExitCode.WrongUsage, wrong.Code);
        foreach (var why in new[] { "row 3: drug[0]", "row 3: sources", "row 3: start", "row 3: 'nobody'" })
        {
            Assert.Contains(why, wrong.Words, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("row 2", wrong.Words, StringComparison.Ordinal);
        Assert.Empty(await Litwatch.DoneAsync("alerts", "list"));
        Assert.Equal(ExitCode.WrongUsage, (await Litwatch.RunAsync("alerts", "import", Write("column.csv", "drug,reaction,brand\na,b,c\n"))).Code);
        Assert.Equal(ExitCode.NotDone, (await Litwatch.RunAsync("alerts", "import", Folder["absent.csv"])).Code);

        var right = Write("right.csv", """
            Drug,Reactions,Synonyms,Name,Recipient

            clozapine,myocarditis;carditis,Clozaril,"heart, clozapine",a@example.org;b@example.org
            natalizumab,any,,,a@example.org
            """);
        var ids = (await Litwatch.DoneAsync("alerts", "import", right)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, ids.Length);
        Assert.Equal(ids, (await Litwatch.DoneAsync("alerts", "import", right)).Split('\n', StringSplitOptions.RemoveEmptyEntries));

        var strategy = JsonElement.Parse(await Litwatch.DoneAsync("alerts", "show", ids[0], "--json")).GetProperty("strategy");
        Assert.Equal(["clozapine", "Clozaril"], strategy.GetProperty("drug").EnumerateArray().Select(term => term.GetString()));
        Assert.Equal(2, strategy.GetProperty("reaction").GetArrayLength());
        var followed = JsonElement.Parse(await Litwatch.DoneAsync("subscriptions", "list", "--json")).GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.GetProperty("name").GetString()!, item => item.GetProperty("alerts").GetArrayLength());
        Assert.Equal(new Dictionary<string, int> { ["a@example.org"] = 2, ["b@example.org"] = 1 }, followed);

        await Litwatch.DoneAsync("alerts", "import", Write("more.csv", "drug,reaction,recipients\nstatin,myopathy,b@example.org\n"));
        Assert.Contains("statin", await Litwatch.DoneAsync("alerts", "list"), StringComparison.Ordinal);
        var all = JsonElement.Parse(await Litwatch.DoneAsync("subscriptions", "list", "--json")).GetProperty("items").EnumerateArray();
        Assert.All(all, item => Assert.Equal(2, item.GetProperty("alerts").GetArrayLength()));
    }

    [Fact]
    public async Task A_subscription_is_added_once_paused_resumed_and_removed()
    {
        var alert = (await Litwatch.DoneAsync("alerts", "add", "--drug", "natalizumab", "--reaction", "psoriasis")).Trim();
        string[] add = ["subscriptions", "add", "--to", "a@example.org", "b@example.org", "--every", "fortnightly", "--day", "friday", "--at", "06:30", "--time-zone", "Europe/Rome", "--since", "2026-01-01", "--quiet-when-nothing-new"];
        var made = JsonElement.Parse(await Litwatch.DoneAsync([.. add, "--all-alerts", "--json"]));
        var id = made.GetProperty("id").GetString()!;

        Assert.Equal("fortnightly", made.GetProperty("schedule").GetProperty("every").GetString());
        Assert.Equal("2026-01-01", made.GetProperty("alerts")[0].GetProperty("since").GetString());
        Assert.False(made.GetProperty("mailWhenNothingNew").GetBoolean());
        Assert.Equal(id, (await Litwatch.DoneAsync([.. add, "--alert", alert])).Trim());
        var other = await Litwatch.RunAsync("subscriptions", "add", "--to", "a@example.org", "--all-alerts");
        Assert.Equal((ExitCode.NotDone, ""), (other.Code, other.Data));
        Assert.Equal(ExitCode.WrongUsage, (await Litwatch.RunAsync("subscriptions", "add", "--to", "c@example.org", "--alert", "al1")).Code);
        Assert.Equal(ExitCode.WrongUsage, (await Litwatch.RunAsync("subscriptions", "add", "--to", "c@example.org", "--alert", alert, "--time-zone", "Mars/Base")).Code);

        await Litwatch.DoneAsync("subscriptions", "pause", id);
        Assert.Contains("paused since", await Litwatch.DoneAsync("subscriptions", "list"), StringComparison.Ordinal);
        Assert.False(JsonElement.Parse(await Litwatch.DoneAsync("subscriptions", "resume", id, "--json")).TryGetProperty("pausedSince", out _));
        await Litwatch.DoneAsync("subscriptions", "remove", id);
        Assert.Equal(ExitCode.NotDone, (await Litwatch.RunAsync("subscriptions", "resume", id)).Code);
    }

    [Fact]
    public async Task After_a_sweep_runs_hits_and_digests_show_what_happened()
    {
        var alert = (await Litwatch.DoneAsync("alerts", "add", "--drug", "natalizumab", "--reaction", "psoria*", "--start", "2000-01-01", "--source", "pubmed")).Trim();
        var subscription = (await Litwatch.DoneAsync("subscriptions", "add", "--to", "a@example.org", "--alert", alert)).Trim();
        Assert.Empty(await Litwatch.DoneAsync("runs"));
        await SweepAsync();

        Assert.Contains("natalizumab × psoria*", await Litwatch.DoneAsync("runs", "--alert", alert), StringComparison.Ordinal);
        var runs = Items(await Litwatch.DoneAsync("runs", "--json")).ToLookup(run => run.GetProperty("isBackFill").GetBoolean(), run => run.GetProperty("certificate"));
        var (news, history) = (Assert.Single(runs[false]), Assert.Single(runs[true]));
        Assert.Equal(("complete", "complete"), (news.GetProperty("outcome").GetString(), history.GetProperty("outcome").GetString()));
        Assert.Empty(Items(await Litwatch.DoneAsync("runs", "--json", "--to", "2020-01-01")));
        var today = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", null);
        Assert.Equal(2, Items(await Litwatch.DoneAsync("runs", "--json", "--from", "2020-01-01", "--to", today)).Count());

        var hits = Items(await Litwatch.DoneAsync("hits", "--alert", alert, "--json")).ToList();
        Assert.Equal(news.GetProperty("new").GetInt32() + history.GetProperty("new").GetInt32(), hits.Count);
        var found = hits.Count(found => found.GetProperty("hits").EnumerateArray().Any(hit => !hit.GetProperty("isBackFill").GetBoolean()));
        Assert.NotEqual(0, found);
        Assert.Contains("natalizumab: ", await Litwatch.DoneAsync("hits", "--alert", alert, "--since", "2020-01-01"), StringComparison.Ordinal);

        Assert.Contains($"{found} new", await Litwatch.DoneAsync("digests", "preview", "--subscription", subscription), StringComparison.Ordinal);
        Assert.Contains("<html", await Litwatch.DoneAsync("digests", "preview", "--subscription", subscription, "--html"), StringComparison.Ordinal);
        Assert.Equal(subscription, JsonElement.Parse(await Litwatch.DoneAsync("digests", "preview", "--subscription", subscription, "--json")).GetProperty("subscription").GetString());
        Assert.Empty(Items(await Litwatch.DoneAsync("digests", "list", "--subscription", subscription, "--json")));
        Assert.Equal(ExitCode.NotDone, (await Litwatch.RunAsync("digests", "show", subscription + ".20261123T070000000Z")).Code);
    }

    [Fact]
    public async Task A_composed_digest_is_listed_and_shown()
    {
        var alert = (await Litwatch.DoneAsync("alerts", "add", "--drug", "natalizumab", "--reaction", "psoria*")).Trim();
        var subscription = (await Litwatch.DoneAsync("subscriptions", "add", "--to", "a@example.org", "--alert", alert, "--every", "daily")).Trim();
        await SweepAsync(TimeSpan.FromDays(2));

        var digest = Assert.Single(Items(await Litwatch.DoneAsync("digests", "list", "--subscription", subscription, "--json"))).GetProperty("id").GetString()!;
        Assert.Contains(digest, await Litwatch.DoneAsync("digests", "list", "--subscription", subscription), StringComparison.Ordinal);
        Assert.Contains("natalizumab", await Litwatch.DoneAsync("digests", "show", digest), StringComparison.Ordinal);
        Assert.Contains("<html", await Litwatch.DoneAsync("digests", "show", digest, "--html"), StringComparison.Ordinal);
        Assert.Equal(alert, JsonElement.Parse(await Litwatch.DoneAsync("digests", "show", digest, "--json")).GetProperty("alerts")[0].GetProperty("id").GetString());
        Assert.Equal(ExitCode.NotDone, (await Litwatch.RunAsync("digests", "show", digest, "--team", "other")).Code);
    }

    [Fact]
    public async Task A_digest_is_mailed_again_to_those_who_are_named_and_shows_it()
    {
        var alert = (await Litwatch.DoneAsync("alerts", "add", "--drug", "natalizumab", "--reaction", "psoria*")).Trim();
        var subscription = (await Litwatch.DoneAsync("subscriptions", "add", "--to", "a@example.org", "b@example.org", "--alert", alert, "--every", "daily")).Trim();
        await SweepAsync(TimeSpan.FromDays(2));
        var digest = Assert.Single(Items(await Litwatch.DoneAsync("digests", "list", "--subscription", subscription, "--json"))).GetProperty("id").GetString()!;
        var files = Directory.GetFiles(Folder[".litwatch/outbox"]);
        Assert.Equal(2, files.Length);
        Array.ForEach(files, File.Delete);

        var shown = await Litwatch.RunAsync("digests", "show", digest);
        Assert.Contains("Mails: 2 sent", shown.Words, StringComparison.Ordinal);
        var (code, data, words) = await Litwatch.RunAsync("digests", "resend", digest, "--to", "b@example.org");
        Assert.True(code == ExitCode.Done, words);
        Assert.Contains("pending", data, StringComparison.Ordinal);
        Assert.DoesNotContain("a@example.org", data, StringComparison.Ordinal);
        await SweepAsync(TimeSpan.FromDays(2));

        Assert.Subset(files.ToHashSet(StringComparer.Ordinal), new HashSet<string>([Assert.Single(Directory.GetFiles(Folder[".litwatch/outbox"]))], StringComparer.Ordinal));
        var mails = Items(await Litwatch.DoneAsync("digests", "show", digest, "--mails", "--json")).ToList();
        Assert.Equal([("a@example.org", 1, false), ("b@example.org", 2, true)], mails.Select(mail => (mail.GetProperty("address").GetString(), mail.GetProperty("tries").GetInt32(), mail.TryGetProperty("again", out _))));
        Assert.Contains("b@example.org", await Litwatch.DoneAsync("digests", "show", digest, "--mails"), StringComparison.Ordinal);
        Assert.Contains("Sent again to 1 recipient(s) by local", (await Litwatch.RunAsync("digests", "show", digest, "--html")).Words, StringComparison.Ordinal);

        var all = await Litwatch.RunAsync("digests", "resend", digest, "--json");
        Assert.Equal(2, Items(all.Data).Count());
        var stranger = await Litwatch.RunAsync("digests", "resend", digest, "--to", "stranger@example.org");
        Assert.Equal((ExitCode.WrongUsage, ""), (stranger.Code, stranger.Data));
        Assert.Contains("was no recipient of this digest", stranger.Words, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotDone, (await Litwatch.RunAsync("digests", "resend", digest, "--team", "other")).Code);
    }

    [Fact]
    public async Task A_test_mail_goes_to_the_pickup_folder_and_the_words_say_where()
    {
        var (code, _, words) = await Litwatch.RunAsync("mail", "test", "safety@example.org");

        Assert.True(code == ExitCode.Done, words);
        var file = Assert.Single(Directory.GetFiles(Folder[".litwatch/outbox"]));
        Assert.Contains(file, words, StringComparison.Ordinal);
        using var mail = await MimeMessage.LoadAsync(file);
        Assert.Equal("safety@example.org", Assert.Single(mail.To.Mailboxes).Address);
    }

    [Fact]
    public async Task A_mail_server_that_is_not_there_is_named()
    {
        Configuration["Mail:Host"] = "127.0.0.1";
        Configuration["Mail:Port"] = "1";
        var (code, data, words) = await Litwatch.RunAsync("mail", "test", "safety@example.org");

        Assert.Equal((ExitCode.NotDone, ""), (code, data));
        Assert.StartsWith("litwatch: 127.0.0.1: ", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_printed_once_and_is_good_for_its_team_and_role()
    {
        var secret = (await Litwatch.DoneAsync("keys", "add", "--role", "editor", "--name", "dashboard", "--team", "oncology")).Trim();

        var store = new ApiKeyStore(Azurite.NewAccount(Configuration["Storage:Prefix"]), TimeProvider.System);
        Assert.Equal(new ApiKey("oncology", "dashboard", Access.Editor), await store.FindAsync(secret, CancellationToken.None));
    }
}
