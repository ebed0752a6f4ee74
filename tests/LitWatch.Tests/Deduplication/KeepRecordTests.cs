using LitWatch.Articles;
using LitWatch.Deduplication;
using LitWatch.Storage;
using LitWatch.Tests.Articles;
using LitWatch.Tests.Local;

namespace LitWatch.Tests.Deduplication;

public sealed class KeepRecordTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_record_is_new_then_known_then_changed()
    {
        var kept = Fresh();
        var later = Records.Natalizumab with { IsRetracted = true };

        Assert.Equal(Kept.New, await kept.KeepAsync(Records.Natalizumab));
        Assert.Equal(Kept.Known, await kept.KeepAsync(Records.Natalizumab));
        Assert.Equal(Kept.Changed, await kept.KeepAsync(later));
        Assert.Equal(Kept.Known, await kept.KeepAsync(later));
        Assert.True((await kept.RootAsync(later)).Merged().IsRetracted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Eight_writers_at_once_in_any_order_make_one_article_of_the_twins(int seed)
    {
        var kept = Fresh();
        Article[] twins = [Records.Natalizumab, Records.NatalizumabTwin, Records.PubMed("1", "An unrelated report of something else"), Records.Crossref("10.1000/9", "Another unrelated report")];

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            await Task.Yield();
            foreach (var record in ArticleChance.Shuffled(twins, (seed * 100) + writer))
            {
                await kept.KeepAsync(record);
            }
        }));

        var root = await kept.RootAsync(Records.Natalizumab);
        string[] ids = [Records.Natalizumab.Id, Records.NatalizumabTwin.Id];
        Assert.Equal(root.Id, (await kept.RootAsync(Records.NatalizumabTwin)).Id);
        Assert.Equal(ids.Order(StringComparer.Ordinal), root.Aliases);
        Assert.Equal(ids.Min(StringComparer.Ordinal), root.Id);
        Assert.Equal(2, root.Merged().Records.Count);
        Assert.Single(root.Joins);
        Assert.Single((await kept.RootAsync(twins[2])).Aliases);
        Assert.Single((await kept.RootAsync(twins[3])).Aliases);
    }

    [Fact]
    public async Task Five_records_of_one_work_at_once_make_one_article()
    {
        var kept = Fresh();
        Article[] records = [.. Enumerable.Range(1, 5).Select(i => Records.Crossref("10.1000/5", "Pustular psoriasis under natalizumab", $"copy {i}"))];

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            await Task.Yield();
            foreach (var record in ArticleChance.Shuffled(records, writer))
            {
                await kept.KeepAsync(record);
            }
        }));

        foreach (var record in records)
        {
            Assert.Equal(records.Select(other => other.Id).Order(StringComparer.Ordinal), (await kept.RootAsync(record)).Aliases);
        }

        Assert.Equal(4, (await kept.RootAsync(records[0])).Joins.Count);
    }

    [Fact]
    public async Task Joining_again_changes_nothing()
    {
        var kept = Fresh();
        await kept.KeepAsync(Records.Natalizumab);
        await kept.KeepAsync(Records.NatalizumabTwin);
        var before = await kept.RootAsync(Records.Natalizumab);

        await kept.Joins.JoinAsync(Records.Natalizumab.Id, Records.NatalizumabTwin.Id, "again", "rules", CancellationToken.None);
        await kept.Joins.JoinAsync(Records.NatalizumabTwin.Id, Records.Natalizumab.Id, "again", "rules", CancellationToken.None);
        await kept.KeepAsync(Records.Natalizumab);

        var after = await kept.RootAsync(Records.NatalizumabTwin);
        Assert.Equal((before.Id, before.Joins.Single()), (after.Id, after.Joins.Single()));
        Assert.Equal(before.Aliases, after.Aliases);
    }

    [Fact]
    public async Task A_joined_record_that_changes_is_seen_in_the_article()
    {
        var kept = Fresh();
        await kept.KeepAsync(Records.Natalizumab);
        await kept.KeepAsync(Records.NatalizumabTwin);

        Assert.Equal(Kept.Changed, await kept.KeepAsync(Records.NatalizumabTwin with { IsRetracted = true }));
        Assert.Equal(Kept.Changed, await kept.KeepAsync(Records.Natalizumab with { Keywords = ["added"] }));

        var merged = (await kept.RootAsync(Records.Natalizumab)).Merged();
        Assert.True(merged.IsRetracted);
        Assert.Contains("added", merged.Keywords);
    }

    [Fact]
    public async Task A_key_that_names_an_article_that_was_never_written_does_no_harm()
    {
        var kept = Fresh();
        foreach (var key in ArticleKey.Of(Records.NatalizumabTwin))
        {
            await kept.Keys.BearAsync(key, Records.NatalizumabTwin.Id, CancellationToken.None);
        }

        Assert.Equal(Kept.New, await kept.KeepAsync(Records.Natalizumab));
        Assert.Single((await kept.RootAsync(Records.Natalizumab)).Aliases);

        // Its record comes at last, and the two find each other.
        Assert.Equal(Kept.New, await kept.KeepAsync(Records.NatalizumabTwin));
        Assert.Equal(2, (await kept.RootAsync(Records.Natalizumab)).Aliases.Count());
    }

    [Fact]
    public async Task A_crash_before_the_joins_is_made_good_by_the_next_search()
    {
        var kept = Fresh();
        await kept.KeepAsync(Records.Natalizumab);
        await kept.Articles.WriteAsync(Records.NatalizumabTwin, StoredArticle.RevisionOf(Records.NatalizumabTwin), isAbsent: false, CancellationToken.None);

        Assert.Equal(Kept.Changed, await kept.KeepAsync(Records.NatalizumabTwin));
        Assert.Equal(2, (await kept.RootAsync(Records.Natalizumab)).Aliases.Count());
    }

    [Fact]
    public async Task Works_that_share_the_DOI_of_a_supplement_stay_apart()
    {
        var kept = Fresh();
        Article[] records =
        [
            Records.PubMed("1", "Adverse reactions to clozapine in adults, Part I", "10.1000/s"),
            Records.Crossref("10.1000/s", "Adverse reactions to clozapine in adults, Part II"),
        ];
        foreach (var record in records)
        {
            await kept.KeepAsync(record);
        }

        Assert.Equal(2, (await Task.WhenAll(records.Select(kept.RootAsync))).Select(root => root.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task What_a_person_takes_apart_stays_apart(int taken)
    {
        var kept = Fresh();
        Article[] twins = [.. new[] { Records.Natalizumab, Records.NatalizumabTwin }.OrderBy(record => record.Id, StringComparer.Ordinal)];
        foreach (var twin in twins)
        {
            await kept.KeepAsync(twin);
        }

        var split = await kept.Joins.SplitAsync(twins[taken].Id, "tests", "two patients", CancellationToken.None);

        Assert.Equal((twins[taken].Id, twins[1 - taken].Id), (split!.Value.Taken.Id, split.Value.Left.Id));
        Assert.All(twins, twin => Assert.Equal([twin.Id], kept.RootAsync(twin).Result.Aliases));
        var note = Assert.Single(split.Value.Left.Splits);
        Assert.Equal((twins[taken].Id, "tests", "two patients"), (note.Record, note.By, note.Reason));

        // Neither a change of a record nor a crash that repeats the search joins them again.
        Assert.Equal(Kept.Changed, await kept.KeepAsync(twins[0] with { Keywords = ["changed"] }));
        Assert.Equal(Kept.Changed, await kept.KeepAsync(twins[1] with { Keywords = ["changed"] }));
        Assert.All(twins, twin => Assert.Equal([twin.Id], kept.RootAsync(twin).Result.Aliases));
        Assert.Null(await kept.Joins.SplitAsync(twins[taken].Id, "tests", "again", CancellationToken.None));
    }

    [Fact]
    public async Task A_split_that_was_cut_off_half_way_is_finished_when_it_is_asked_for_again()
    {
        var kept = Fresh();
        await kept.KeepAsync(Records.Natalizumab);
        await kept.KeepAsync(Records.NatalizumabTwin);
        var root = await kept.RootAsync(Records.Natalizumab);
        var taken = root.Absorbed.Single().Id;
        var begun = new ArticleSplit(taken, [root.Id], "tests", "two patients", DateTimeOffset.UnixEpoch);
        await kept.Rows.ChangeAsync(taken, stored => stored with { MergedInto = null, Splits = [begun] }, CancellationToken.None);

        var split = await kept.Joins.SplitAsync(taken, "tests", "asked again", CancellationToken.None);

        Assert.Equal([root.Id], split!.Value.Left.Aliases);
        Assert.Equal([begun], split.Value.Left.Splits, (one, other) => one.Reason == other.Reason);
    }

    [Fact]
    public async Task Of_three_records_one_is_taken_out_and_the_others_stay_one_article()
    {
        var records = Enumerable.Range(1, 3).Select(i => Records.Crossref("10.1000/5", "Pustular psoriasis under natalizumab", $"copy {i}")).OrderBy(record => record.Id, StringComparer.Ordinal).ToArray();
        foreach (var taken in Enumerable.Range(0, 3))
        {
            var kept = Fresh();
            foreach (var record in ArticleChance.Shuffled(records, taken))
            {
                await kept.KeepAsync(record);
            }

            await kept.Joins.SplitAsync(records[taken].Id, "tests", "another work", CancellationToken.None);

            var others = records.Where((_, i) => i != taken).Select(record => record.Id).ToArray();
            Assert.Equal([records[taken].Id], (await kept.RootAsync(records[taken])).Aliases);
            Assert.All(records.Where((_, i) => i != taken), record => Assert.Equal(others, kept.RootAsync(record).Result.Aliases));
            Assert.Equal(others[0], (await kept.RootAsync(records.First(record => record.Id == others[1]))).Id);
        }
    }

    private Store Fresh()
    {
        var account = azurite.NewAccount();
        var rows = new ArticleRows(account);
        return new Store(rows, new ArticleStore(rows), new ArticleKeyStore(account), new ArticleJoins(rows, TimeProvider.System));
    }

    private sealed record Store(ArticleRows Rows, ArticleStore Articles, ArticleKeyStore Keys, ArticleJoins Joins)
    {
        public Task<Kept> KeepAsync(Article record) => new KeepRecord(Articles, Keys, Joins).RunAsync(record, CancellationToken.None);

        public async Task<StoredArticle> RootAsync(Article record) => await Articles.FindRootAsync(record.Id, CancellationToken.None) ?? throw new InvalidOperationException("It was not kept.");
    }
}
