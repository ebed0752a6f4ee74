using LitWatch.Articles;
using LitWatch.Local.Hosting;
using LitWatch.Replay;
using LitWatch.Storage;
using LitWatch.Tests.Local;
using Microsoft.Extensions.DependencyInjection;

namespace LitWatch.Tests.Pipelines;

/// <summary>A digest may fall due at the worst moment: while two records of one article are being joined.</summary>
public sealed class HalfJoinedTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private const string Title = "Natalizumab-Induced Pustular Psoriasis of Palms and Soles";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_article_whose_join_was_cut_off_half_way_is_one_line_of_a_digest_all_the_same()
    {
        var clock = new ShiftedTimeProvider(Bench.Beforehand);
        await using var sources = await Bench.ReplayAsync();
        var configuration = Bench.Configuration(azurite.ConnectionString, TestStorage.NewPrefix(), sources, folder["outbox"]);
        await using var runner = await LocalRunner.StartAsync(configuration, folder.Path, clock, HostParts.Queues);
        var alert = await Bench.AlertAsync(runner.Services, Bench.Team, Bench.Natalizumab);
        clock.Offset = TimeSpan.Zero;
        await runner.SweepAsync();
        await UndoSecondHalvesAsync(runner.Services.GetRequiredService<StorageAccount>());
        clock.Offset = Bench.Beforehand;
        await Bench.SubscribeAsync(runner.Services, Bench.Team, [alert], paused: false, "reader@example.org");
        clock.Offset = TimeSpan.Zero;

        await runner.SweepAsync();
        clock.Offset = TimeSpan.FromDays(7);
        await runner.SweepAsync();

        var mails = Mail.In(folder["outbox"]);
        Assert.Contains("3 new", mails[0].Subject, StringComparison.Ordinal);
        Assert.All(mails[0].Bodies, body => Assert.Equal(1, Mail.Count(body, Title)));
        Assert.All(mails[1].Bodies, body => Assert.Equal(0, Mail.Count(body, Title)));
    }

    /// <summary>As if the process had died after the winner took the other's record in and before the other pointed to it.</summary>
    private static async Task UndoSecondHalvesAsync(StorageAccount storage)
    {
        var undone = 0;
        foreach (var row in await StoredState.RowsAsync(storage, "Articles"))
        {
            var article = row.Read(ArticleJson.Default.StoredArticle);
            if (article.MergedInto is not null)
            {
                row["MergedInto"] = null;
                row["KeyedRevision"] = null;
                var table = await storage.TableAsync("Articles", CancellationToken.None);
                Assert.True(await table.TryReplaceAsync(row.With(article with { MergedInto = null }, ArticleJson.Default.StoredArticle), CancellationToken.None));
                undone++;
            }
        }

        Assert.True(undone > 0);
    }
}
