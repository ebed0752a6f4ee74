using System.Diagnostics;
using LitWatch.Alerts;
using LitWatch.Digests;
using LitWatch.Local.Hosting;
using LitWatch.Replay;
using LitWatch.Storage;
using LitWatch.Tests.Local;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Xunit.Abstractions;

namespace LitWatch.Tests.Pipelines;

/// <summary>
/// The real binary is killed (SIGKILL) after each step of the pipeline; what comes of it after a restart must equal a run that nobody disturbed.
/// All processes run side by side, each in storage of its own, so that the leases of what they held are waited for once.
/// </summary>
[Collection(nameof(LongProcesses))]
[Trait("Category", "Long")]
public sealed class CrashTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    // The slice that always runs: the two narrowest gaps, and further named steps drawn by this seed.
    private const int Seed = 20261123;
    private const int Drawn = 4;
    private const int AtOnce = 4;
    private static readonly string[] Recipients = ["one@example.org", "two@example.org"];
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(62);
    private static readonly TimeSpan BeyondTrust = TimeSpan.FromMinutes(41);
    private static readonly TimeSpan BeyondPatience = TimeSpan.FromMinutes(11);
    private static readonly TimeSpan ChildLimit = TimeSpan.FromMinutes(3);
    private readonly TemporaryFolder folder = new();
    private ReplayServer sources = null!;
    private StorageProxy proxy = null!;

    public async Task InitializeAsync()
    {
        sources = await Bench.ReplayAsync(rateLimits: false);
        proxy = await StorageProxy.StartAsync(azurite.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await proxy.DisposeAsync();
        await sources.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public Task A_process_killed_after_any_named_step_leaves_nothing_lost_and_nothing_twice()
    {
        var chance = new Random(Seed);
        var gaps = KillPoint.Named.Where(point => point.Before);
        var drawn = KillPoint.Named.Where(point => !point.Before).OrderBy(_ => chance.Next()).Take(Drawn);
        return KillAndRecoverAsync(FullRun.IsAsked ? KillPoint.Named : [.. gaps, .. drawn]);
    }

    [SkippableFact]
    public async Task A_process_killed_after_any_write_at_all_leaves_nothing_lost_and_nothing_twice()
    {
        Skip.IfNot(FullRun.IsAsked, "Long: set LITWATCH_FULL=1.");
        var writes = (await RunAsync(null)).Victim.Writes.Count;
        await KillAndRecoverAsync([.. Enumerable.Range(1, writes).Select(KillPoint.AfterWrite)]);
    }

    private async Task KillAndRecoverAsync(IReadOnlyList<KillPoint> points)
    {
        var watch = Stopwatch.StartNew();
        var undisturbed = await RunAsync(null);
        await RecoverAsync(undisturbed);
        var expected = await OutcomeAsync(undisturbed);
        Assert.Equal(2 * Recipients.Length, Mail.In(undisturbed.Outbox).Count);

        var crashed = new List<Scene>();
        await Parallel.ForEachAsync(points, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (point, _) =>
        {
            var scene = await RunAsync(point);
            if (scene.Victim.IsDead)
            {
                lock (crashed)
                {
                    crashed.Add(scene);
                }
            }
        });
        Assert.InRange(crashed.Count, points.Count * 9 / 10, points.Count);
        output.WriteLine($"{string.Join("; ", points)}: {crashed.Count} killed after {watch.Elapsed.TotalSeconds:0} s");

        var wait = Lease - Stopwatch.GetElapsedTime(crashed.Max(scene => scene.Victim.DiedAt));
        await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        var faults = new List<string>();
        await Parallel.ForEachAsync(crashed, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (scene, _) =>
        {
            try
            {
                await RecoverAsync(scene);
                StoredState.AssertSame(expected, await OutcomeAsync(scene));
            }
            catch (Exception fault)
            {
                lock (faults)
                {
                    faults.Add($"{scene.Victim.Point}: {fault.Message}\n{string.Join('\n', scene.Victim.Writes.TakeLast(3))}\n{scene.Said}");
                }
            }
        });
        output.WriteLine($"{crashed.Count} kill points, {undisturbed.Victim.Writes.Count} writes undisturbed, {watch.Elapsed.TotalSeconds:0} s in all");
        Assert.True(faults.Count == 0, string.Join("\n\n", faults.Order(StringComparer.Ordinal)));
    }

    /// <summary>Alert and subscription as of two days ago, then the binary until it is idle or dead.</summary>
    private async Task<Scene> RunAsync(KillPoint? point)
    {
        var prefix = TestStorage.NewPrefix();
        var home = Directory.CreateDirectory(folder[prefix]).FullName;
        var outbox = Path.Combine(home, "outbox");
        var clock = new ShiftedTimeProvider(Bench.Beforehand);
        var configuration = Bench.Configuration(azurite.ConnectionString, prefix, sources, outbox);
        await using (var before = await LocalRunner.StartAsync(configuration, home, clock, HostParts.None))
        {
            var alert = await Bench.AlertAsync(before.Services, Bench.Team, Bench.Natalizumab, Bench.BothRequired);
            await Bench.SubscribeAsync(before.Services, Bench.Team, [alert], paused: false, Recipients);
        }

        var victim = new Victim(prefix, point);
        var scene = new Scene(victim, home, outbox, configuration);
        proxy.Watch(victim);
        await using var child = LitWatchProcess.Start(Bench.Configuration(proxy.ConnectionString, prefix, sources, outbox), home, "run", "--until-idle");
        victim.Runs(child);
        using var limit = new CancellationTokenSource(ChildLimit);
        await child.EndedAsync(limit.Token);
        Assert.True(victim.IsDead == point is not null || point is { MayNotCome: true }, $"{point?.Name ?? "undisturbed"} was not reached, or reached without being asked for.\n{child.Said}\n{string.Join('\n', victim.Writes)}");
        Assert.True(victim.IsDead || child.ExitCode == 0, child.Said);
        return scene with { Said = child.Said };
    }

    /// <summary>A restart when everything that the dead process held is free again: sweeps until all is settled, and then the next slot.</summary>
    private static async Task RecoverAsync(Scene scene)
    {
        var clock = new ShiftedTimeProvider(BeyondTrust);
        await using var runner = await LocalRunner.StartAsync(scene.Configuration, scene.Home, clock, HostParts.Queues);
        for (var sweep = 1; ; sweep++)
        {
            await runner.SweepAsync();
            if (await IsSettledAsync(runner.Services))
            {
                break;
            }

            Assert.True(sweep < 4, "Not settled after four sweeps.");
            clock.Offset += BeyondPatience;
        }

        AssertOneMailEach(Mail.In(scene.Outbox), Recipients.Length);
        clock.Offset = TimeSpan.FromDays(8);
        await runner.SweepAsync();
        AssertOneMailEach(Mail.In(scene.Outbox), 2 * Recipients.Length);
        await AssertProvenAsync(runner.Services);
        await AssertArchivedAsync(runner.Services, scene.Outbox);
    }

    /// <summary>Every recipient has one mail a slot; the first has every title once, those after it none.</summary>
    private static void AssertOneMailEach(IReadOnlyList<Mail> mails, int count)
    {
        string[] titles = ["Natalizumab-Induced Pustular Psoriasis of Palms and Soles", "Does Natalizumab Induce or Aggravate Psoriasis?"];
        Assert.Equal(count, mails.Count);
        foreach (var recipient in Recipients)
        {
            var own = mails.Where(mail => mail.To == recipient).ToArray();
            Assert.Equal(count / Recipients.Length, own.Length);
            Assert.Contains("3 new", own[0].Subject, StringComparison.Ordinal);
            Assert.All(own[0].Bodies, body => Assert.All(titles, title => Assert.Equal(1, Mail.Count(body, title))));
            Assert.All(own.Skip(1), mail => Assert.Contains("nothing new", mail.Subject, StringComparison.Ordinal));
            Assert.All(own.Skip(1).SelectMany(mail => mail.Bodies), body => Assert.All(titles, title => Assert.Equal(0, Mail.Count(body, title))));
        }
    }

    private static async Task<bool> IsSettledAsync(IServiceProvider services)
    {
        var storage = services.GetRequiredService<StorageAccount>();
        var deliveries = await StoredState.RowsAsync(storage, "Deliveries");
        var cursors = (await StoredState.RowsAsync(storage, "Cursors")).Select(row => row.Read(AlertsJson.Default.SearchCursor)).ToArray();
        return deliveries.Count == 1 && deliveries[0].GetString("State") == nameof(DeliveryState.Settled)
            && cursors.Length == 2 && cursors.All(cursor => cursor is { IsUnderWay: false, CompleteThrough: not null });
    }

    // Every run that there is a row of can show each answer it had.
    private static async Task AssertProvenAsync(IServiceProvider services)
    {
        var archive = services.GetRequiredService<RawArchive>();
        foreach (var row in await StoredState.RowsAsync(services.GetRequiredService<StorageAccount>(), "Runs"))
        {
            var run = row.Read(AlertsJson.Default.SearchRun);
            Assert.Equal(SearchOutcome.Complete, run.Certificate.Outcome);
            foreach (var page in run.Raw)
            {
                var bytes = await archive.ReadAsync(page, CancellationToken.None);
                Assert.Equal(page.Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes!)));
            }
        }
    }

    // The archive has each mail, and proves it to the byte, also when it was sent by one process and archived by another; it names nobody.
    private static async Task AssertArchivedAsync(IServiceProvider services, string outbox)
    {
        var container = await services.GetRequiredService<StorageAccount>().ContainerAsync("digests", CancellationToken.None);
        var sent = Mail.In(outbox).ToDictionary(mail => mail.Message.MessageId!, StringComparer.Ordinal);
        var archived = 0;
        await foreach (var blob in container.GetBlobsAsync().Where(blob => blob.Name.EndsWith(".eml", StringComparison.Ordinal)))
        {
            var download = (await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value;
            var kept = await MimeMessage.LoadAsync(download.Content.ToStream());
            var mail = sent[kept.MessageId!];
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(mail.File))), download.Details.Metadata["sha256"]);
            Assert.Equal(MailAddress.Mask(MailAddress.Hash(mail.To)), kept.To.Mailboxes.Single().Address);
            Assert.Equal(Unnamed(mail.Message.HtmlBody), kept.HtmlBody);
            Assert.Equal(Unnamed(mail.Message.TextBody), kept.TextBody);
            Assert.Equal(Headers(mail.Message), Headers(kept));
            archived++;

            string Unnamed(string? body) => body!.Replace(mail.UnsubscribeToken, DigestMessage.TokenPlaceholder, StringComparison.Ordinal);
        }

        Assert.Equal(sent.Count, archived);

        static IEnumerable<string> Headers(MimeMessage mail) => mail.Headers.Where(header => header.Id is not (HeaderId.To or HeaderId.ListUnsubscribe)).Select(header => $"{header.Field}: {header.Value}");
    }

    private async Task<IReadOnlyList<string>> OutcomeAsync(Scene scene)
    {
        var storage = azurite.NewAccount(scene.Victim.Prefix);
        Assert.Empty(await StoredState.LooseEndsAsync(storage));
        return await StoredState.OutcomeAsync(storage);
    }

    private sealed record Scene(Victim Victim, string Home, string Outbox, IReadOnlyDictionary<string, string?> Configuration)
    {
        public string Said { get; init; } = "";
    }
}

/// <summary>Tests that start many processes: one after the other.</summary>
[CollectionDefinition(nameof(LongProcesses))]
public sealed class LongProcesses;
