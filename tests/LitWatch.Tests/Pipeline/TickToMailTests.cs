using System.Security.Cryptography;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Digests;
using LitWatch.Digests.Mail;
using LitWatch.Replay;
using LitWatch.Replay.Faults;
using LitWatch.Storage;
using LitWatch.Tests.Local;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Pipelines;

/// <summary>From the timer's tick to the mail in the folder, over real storage and real HTTP: the same for every host.</summary>
public abstract class TickToMailTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private const string Pmid = "35646438";
    private const string Doi = "10.5826/dpc.1202a88";
    private const string Title = "Natalizumab-Induced Pustular Psoriasis of Palms and Soles";
    private const string Reader = "reader@example.org";
    private readonly TemporaryFolder folder = new();
    private readonly ShiftedTimeProvider clock = new(Bench.Beforehand);
    private ReplayServer sources = null!;
    private EntryRunner runner = null!;

    private string Outbox => folder["outbox"];

    private StorageAccount Storage => runner.Services.GetRequiredService<StorageAccount>();

    public async Task InitializeAsync()
    {
        sources = await Bench.ReplayAsync();
        runner = await StartAsync(Bench.Configuration(azurite.ConnectionString, TestStorage.NewPrefix(), sources, Outbox), folder.Path, clock);
    }

    public async Task DisposeAsync()
    {
        await runner.DisposeAsync();
        await sources.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>How entries are run: the one thing in which the hosts differ.</summary>
    private protected abstract Task<EntryRunner> StartAsync(IReadOnlyDictionary<string, string?> configuration, string folder, TimeProvider clock);

    [Fact]
    public async Task An_article_in_both_sources_is_one_line_of_one_digest_with_why_and_how_it_was_searched()
    {
        var alert = await WatchAsync(Reader);

        await runner.SweepAsync();

        var mail = Assert.Single(Mail.In(Outbox));
        Assert.Equal(Reader, mail.To);
        Assert.Contains("3 new", mail.Subject, StringComparison.Ordinal);
        Assert.All(mail.Bodies, body =>
        {
            Assert.Equal(1, Mail.Count(body, Title));
            Assert.Contains(Pmid, body, StringComparison.Ordinal);
            Assert.Contains(Doi, body, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("natalizumab", WhyIn(body), StringComparison.OrdinalIgnoreCase);
            Assert.Contains("psoriasis", WhyIn(body), StringComparison.OrdinalIgnoreCase);
        });
        var manifest = await ManifestAsync();
        // Two of this week, and one of last year that got its headings this week.
        Assert.Equal(["30323758", "33589543", Pmid], manifest.Alerts.Single().New.Select(line => line.Article.Pmid?.ToString()).Order(StringComparer.Ordinal));
        var line = Assert.Single(manifest.Alerts.Single().New, line => line.Article.Pmid?.ToString() == Pmid);
        Assert.Equal([SourceNames.Crossref, SourceNames.PubMed], line.FoundIn);
        await EveryRunIsProvenAsync(alert);
    }

    [Fact]
    public async Task A_week_on_the_next_slot_says_that_nothing_is_new()
    {
        var alert = await WatchAsync(Reader);
        await runner.SweepAsync();

        clock.Offset = TimeSpan.FromDays(7);
        await runner.SweepAsync();

        Assert.All(await RunsAsync(alert.StrategyHash), run => Assert.DoesNotContain(run.Warnings, warning => warning.Contains("unchanged strategy", StringComparison.Ordinal)));
        var mails = Mail.In(Outbox);
        Assert.Equal(2, mails.Count);
        Assert.NotEqual(mails[0].Message.MessageId, mails[1].Message.MessageId);
        Assert.Contains("nothing new", mails[1].Subject, StringComparison.OrdinalIgnoreCase);
        Assert.All(mails[1].Bodies, body =>
        {
            Assert.Contains(DigestNotice.NothingNew, body, StringComparison.Ordinal);
            Assert.DoesNotContain(Pmid, body, StringComparison.Ordinal);
        });
        Assert.Empty(await StoredState.LooseEndsAsync(Storage));
    }

    [Fact]
    public async Task A_source_that_fails_is_told_moves_no_cursor_and_is_searched_again_after_the_back_off()
    {
        var alert = await WatchAsync(Reader);
        sources.Faults.Add(new FaultRule { Route = "esearch", Kind = FaultKind.Status, Status = 503, RetryAfter = 600 });

        await runner.SweepAsync();

        var run = Assert.Single(await RunsAsync(alert.StrategyHash, SourceNames.PubMed));
        Assert.Equal(SearchOutcome.Failed, run.Certificate.Outcome);
        Assert.NotEmpty(run.Certificate.Why);
        var cursor = await CursorAsync(alert.StrategyHash, SourceNames.PubMed);
        Assert.Null(cursor.CompleteThrough);
        Assert.Equal(1, cursor.Failures);
        var mail = Assert.Single(Mail.In(Outbox));
        Assert.Contains(DigestWords.Incomplete, mail.Subject, StringComparison.Ordinal);
        Assert.All(mail.Bodies, body => Assert.Contains(DigestNotice.GapsTitle, body, StringComparison.Ordinal));

        sources.Faults.Clear();
        await runner.SweepAsync();
        Assert.Single(await RunsAsync(alert.StrategyHash, SourceNames.PubMed));

        // Past our own back-off of five minutes and past the ten that the source asked for.
        clock.Offset += TimeSpan.FromMinutes(11);
        await runner.SweepAsync();
        Assert.Equal(SearchOutcome.Complete, (await RunsAsync(alert.StrategyHash, SourceNames.PubMed))[0].Certificate.Outcome);
        Assert.NotNull((await CursorAsync(alert.StrategyHash, SourceNames.PubMed)).CompleteThrough);

        // Crossref had both articles already, so PubMed's later answer repeats none.
        clock.Offset += TimeSpan.FromDays(7);
        await runner.SweepAsync();
        var mails = Mail.In(Outbox);
        Assert.Equal(2, mails.Count);
        Assert.All(Enumerable.Range(0, 2), body => Assert.Equal(1, mails.Sum(each => Mail.Count(each.Bodies[body], Title))));
    }

    [Fact]
    public async Task A_message_that_comes_twice_changes_nothing()
    {
        var alert = await WatchAsync(Reader, "second@example.org");
        await runner.SweepAsync();
        var before = await StoredState.ExactAsync(Storage);
        var mails = Directory.GetFiles(Outbox).ToDictionary(file => file, File.ReadAllBytes, StringComparer.Ordinal);
        var runs = await RunsAsync(alert.StrategyHash);
        var through = (await CursorAsync(alert.StrategyHash, SourceNames.PubMed)).CompleteThrough;
        var queues = runner.Services.GetRequiredService<WorkQueues>();

        foreach (var run in runs)
        {
            await queues.SendAsync(
                SourceSearch.Queue, new SourceSearch(run.Strategy, run.Source, run.Window, SearchPurpose.Newest, run.QueuedAt), AlertsJson.Default.SourceSearch, CancellationToken.None);
        }

        var delivery = await DeliveryAsync();
        await queues.SendAsync(DigestDue.Queue, new DigestDue(delivery.Team, delivery.Subscription, delivery.Slot), DigestsJson.Default.DigestDue, CancellationToken.None);
        foreach (var recipient in await runner.Services.GetRequiredService<RecipientStore>().OfAsync(delivery, CancellationToken.None))
        {
            await queues.SendAsync(EmailDue.Queue, new EmailDue(delivery.Team, delivery.Subscription, delivery.Slot, recipient.Hash), DigestsJson.Default.EmailDue, CancellationToken.None);
        }

        await runner.DrainAsync();

        Assert.Equal(before, await StoredState.ExactAsync(Storage));
        Assert.Equal(runs.Select(run => run.Id), (await RunsAsync(alert.StrategyHash)).Select(run => run.Id));
        Assert.Equal(through, (await CursorAsync(alert.StrategyHash, SourceNames.PubMed)).CompleteThrough);
        Assert.Equal(mails, Directory.GetFiles(Outbox).ToDictionary(file => file, File.ReadAllBytes, StringComparer.Ordinal));
        await EveryRunIsProvenAsync(alert);
    }

    [Fact]
    public async Task An_article_that_the_sources_take_in_later_is_in_the_next_digest_and_in_no_other()
    {
        await WatchAsync(Reader);
        await runner.SweepAsync();

        NewArticle.AddTo(sources, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(3));
        await SweepInWeeksAsync(1, 2);

        var mails = Mail.In(Outbox);
        Assert.Equal(3, mails.Count);
        Assert.Contains("1 new", mails[1].Subject, StringComparison.Ordinal);
        Assert.All(mails[1].Bodies, body => Assert.Equal((1, 0), (Mail.Count(body, NewArticle.Title), Mail.Count(body, Title))));
        Assert.All(mails[0].Bodies.Concat(mails[2].Bodies), body => Assert.DoesNotContain(NewArticle.Title, body, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task That_a_mailed_article_is_retracted_is_told_once()
    {
        var entered = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(3);
        await WatchAsync(Reader);
        await runner.SweepAsync();
        NewArticle.AddTo(sources, entered);
        await SweepInWeeksAsync(1);
        NewArticle.Retract(sources, entered, entered.AddDays(7));
        await SweepInWeeksAsync(2, 3, 4);

        var mails = Mail.In(Outbox);
        Assert.Equal(5, mails.Count);
        Assert.Contains("1 new", mails[1].Subject, StringComparison.Ordinal);
        Assert.Contains("nothing new for natalizumab × psoriasis, 1 retraction (week", mails[2].Subject, StringComparison.Ordinal);
        Assert.All(mails[2].Bodies, body =>
        {
            Assert.Equal(1, Mail.Count(body, NewArticle.Title));
            Assert.Contains(DigestNotice.Changed, body, StringComparison.Ordinal);
            Assert.Contains("retracted", body, StringComparison.Ordinal);
        });
        Assert.All(mails[3].Bodies.Concat(mails[4].Bodies), body => Assert.DoesNotContain(NewArticle.Title, body, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task After_a_split_only_what_was_never_mailed_is_mailed()
    {
        await WatchAsync(Reader);
        await runner.SweepAsync();
        var line = Assert.Single((await ManifestAsync()).Alerts.Single().New, line => line.Article.Pmid?.ToString() == Pmid);
        await using (var scope = runner.Services.CreateAsyncScope())
        {
            var articles = scope.ServiceProvider.GetRequiredService<ArticleStore>();
            var root = (await articles.FindRootAsync(line.Article.Id, CancellationToken.None))!;
            await scope.ServiceProvider.GetRequiredService<SplitArticle>().RunAsync(root.Absorbed.Single().Id, "tests", "two works", CancellationToken.None);
        }

        await SweepInWeeksAsync(1, 2);

        var mails = Mail.In(Outbox);
        Assert.Equal(3, mails.Count);
        Assert.Contains("1 new", mails[1].Subject, StringComparison.Ordinal);
        Assert.All(mails[1].Bodies, body => Assert.Equal(1, Mail.Count(body, Title)));
        Assert.All(mails[2].Bodies, body => Assert.Equal(0, Mail.Count(body, Title)));
    }

    [Fact]
    public async Task Equal_strategies_of_two_teams_are_one_search_and_one_set_of_hits()
    {
        var first = await WatchAsync(Reader);
        var other = await Bench.AlertAsync(runner.Services, "dermatology", Bench.StrategyOf(["tysabri", "Natalizumab"], ["Psoriatic", "psoriasis"]));
        clock.Offset = Bench.Beforehand;
        await Bench.SubscribeAsync(runner.Services, "dermatology", [other], paused: false, "derma@example.org");
        clock.Offset = TimeSpan.Zero;

        await runner.SweepAsync();

        Assert.Equal(first.StrategyHash, other.StrategyHash);
        Assert.Equal(2, (await RunsAsync(first.StrategyHash)).Count);
        var hits = (await StoredState.RowsAsync(Storage, "Hits")).Where(row => row.RowKey.StartsWith("h|", StringComparison.Ordinal)).ToArray();
        Assert.Single(hits.Select(row => row.PartitionKey).Distinct(StringComparer.Ordinal));
        Assert.Equal(hits.Length, hits.Select(row => row.RowKey).Distinct(StringComparer.Ordinal).Count());
        var mails = Mail.In(Outbox);
        Assert.Equal(["derma@example.org", Reader], mails.Select(mail => mail.To).Order(StringComparer.Ordinal));
        Assert.All(mails.SelectMany(mail => mail.Bodies), body => Assert.Equal(1, Mail.Count(body, Title)));
    }

    [Fact]
    public async Task Who_unsubscribes_gets_no_more_mail_and_the_others_do()
    {
        await WatchAsync(Reader, "other@example.org");
        await runner.SweepAsync();
        var mine = Assert.Single(Mail.In(Outbox), mail => mail.To == Reader);

        Assert.Equal(404, await runner.UnsubscribeAsync(mine.UnsubscribeToken[..^2]));
        Assert.Equal(200, await runner.UnsubscribeAsync(mine.UnsubscribeToken));
        clock.Offset = TimeSpan.FromDays(7);
        await runner.SweepAsync();

        Assert.Equal(["other@example.org", "other@example.org", Reader], Mail.In(Outbox).Select(mail => mail.To).Order(StringComparer.Ordinal));
    }

    private static string WhyIn(string body) => body[body.IndexOf(Title, StringComparison.OrdinalIgnoreCase)..];

    /// <summary>An alert and a subscription made two days ago; from now on the clock is right.</summary>
    private async Task<Alert> WatchAsync(params string[] recipients)
    {
        var alert = await Bench.AlertAsync(runner.Services, Bench.Team, Bench.Natalizumab);
        await Bench.SubscribeAsync(runner.Services, Bench.Team, [alert], paused: false, recipients);
        clock.Offset = TimeSpan.Zero;
        return alert;
    }

    private async Task EveryRunIsProvenAsync(Alert alert)
    {
        var archive = runner.Services.GetRequiredService<RawArchive>();
        var runs = await RunsAsync(alert.StrategyHash);
        Assert.Equal([SourceNames.Crossref, SourceNames.PubMed], runs.Select(run => run.Source).Order(StringComparer.Ordinal));
        foreach (var run in runs)
        {
            Assert.Equal(SearchOutcome.Complete, run.Certificate.Outcome);
            Assert.Equal(run.Certificate.Promised, run.Certificate.Delivered);
            Assert.NotEmpty(run.Raw);
            foreach (var page in run.Raw)
            {
                var bytes = await archive.ReadAsync(page, CancellationToken.None);
                Assert.Equal(page.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes!)));
                Assert.Equal(page.Bytes, bytes!.Length);
            }
        }
    }

    private async Task<IReadOnlyList<SearchRun>> RunsAsync(string strategy, string? source = null)
    {
        var runs = new List<SearchRun>();
        foreach (var name in source is null ? [SourceNames.PubMed, SourceNames.Crossref] : new[] { source })
        {
            runs.AddRange(await runner.Services.GetRequiredService<RunStore>().SinceAsync(strategy, name, DateTimeOffset.MinValue, CancellationToken.None).ToListAsync());
        }

        return runs;
    }

    private Task<SearchCursor> CursorAsync(string strategy, string source) => runner.Services.GetRequiredService<CursorStore>().FindAsync(strategy, source, CancellationToken.None);

    private async Task<Delivery> DeliveryAsync()
    {
        var subscription = await runner.Services.GetRequiredService<SubscriptionStore>().AllAsync(Bench.Team, CancellationToken.None).SingleAsync();
        return Assert.Single(await runner.Services.GetRequiredService<DeliveryStore>().OfAsync(Bench.Team, subscription.Id, CancellationToken.None));
    }

    private async Task SweepInWeeksAsync(params int[] weeks)
    {
        foreach (var week in weeks)
        {
            clock.Offset = TimeSpan.FromDays(7 * week);
            await runner.SweepAsync();
        }
    }

    private async Task<DigestManifest> ManifestAsync()
    {
        await using var scope = runner.Services.CreateAsyncScope();
        var manifest = await scope.ServiceProvider.GetRequiredService<DigestArchive>().FindManifestAsync(await DeliveryAsync(), CancellationToken.None);
        Assert.NotNull(manifest);
        return manifest;
    }
}

public sealed class LocalTickToMailTests(AzuriteFixture azurite) : TickToMailTests(azurite)
{
    private protected override async Task<EntryRunner> StartAsync(IReadOnlyDictionary<string, string?> configuration, string folder, TimeProvider clock) =>
        await LocalRunner.StartAsync(configuration, folder, clock);
}

public sealed class FunctionsTickToMailTests(AzuriteFixture azurite) : TickToMailTests(azurite)
{
    private protected override Task<EntryRunner> StartAsync(IReadOnlyDictionary<string, string?> configuration, string folder, TimeProvider clock) =>
        Task.FromResult<EntryRunner>(new FunctionsRunner(configuration, clock));
}
