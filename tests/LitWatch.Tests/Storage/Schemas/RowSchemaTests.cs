using System.Text.Json.Nodes;
using Azure.Data.Tables;
using FsCheck.Xunit;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Storage;
using LitWatch.Tests.Local;
using LitWatch.Tests.Pipelines;

namespace LitWatch.Tests.Storage.Schemas;

/// <summary>Rows of earlier and later schemas, over real storage.</summary>
public sealed class RowSchemaTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly RowSchema Third = new(
    [
        new(2, "Decisions", row => row.Change(value => value["reason"] = value["reason"]!.GetValue<string>() + " (2)")),
        new(2, "Other", _ => throw new InvalidOperationException("of another table")),
        new(3, "Decisions", row => row.Change(value => value["reason"] = value["reason"]!.GetValue<string>() + " (3)")),
        new(3, "Articles", row => row.Change(value => value["own"]!["title"] = "renamed")),
    ]);

    private readonly string prefix = TestStorage.NewPrefix();

    [Fact]
    public async Task An_earlier_row_is_read_as_one_of_today_and_stays_as_written_until_it_is_changed()
    {
        await new DecisionStore(azurite.NewAccount(prefix)).AddAsync("t", Made(1), CancellationToken.None);
        var later = Account(Third);

        var read = Assert.Single(await new DecisionStore(later).OnAsync("t", "al1", "a1", CancellationToken.None));
        Assert.Equal("because (2) (3)", read.Reason);
        Assert.Equal(1, Assert.Single(await StoredState.RowsAsync(later, "Decisions")).GetInt32(RowSchema.Column));

        var table = await later.TableAsync("Decisions", CancellationToken.None);
        Assert.True(await table.TryReplaceAsync(await table.RowsAsync(null, CancellationToken.None).SingleAsync(), CancellationToken.None));
        var row = Assert.Single(await StoredState.RowsAsync(later, "Decisions"));
        Assert.Equal(3, row.GetInt32(RowSchema.Column));
        // No step is taken twice.
        Assert.Equal("because (2) (3)", Assert.Single(await new DecisionStore(later).OnAsync("t", "al1", "a1", CancellationToken.None)).Reason);
    }

    [Fact]
    public async Task A_row_that_says_no_schema_is_of_the_first()
    {
        var later = Account(Third);
        var table = await later.TableAsync("Decisions", CancellationToken.None);
        await table.AsStored.AddEntityAsync(new TableEntity("t", "al1|a1|000001").With(Made(1), AlertsJson.Default.Decision));

        Assert.Equal("because (2) (3)", Assert.Single(await new DecisionStore(later).OnAsync("t", "al1", "a1", CancellationToken.None)).Reason);
    }

    [Fact]
    public async Task A_later_row_is_refused_and_left_alone()
    {
        await new DecisionStore(Account(Third)).AddAsync("t", Made(1), CancellationToken.None);
        var account = azurite.NewAccount(prefix);
        var before = Assert.Single(await StoredState.RowsAsync(account, "Decisions"));

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => new DecisionStore(account).OnAsync("t", "al1", "a1", CancellationToken.None));

        Assert.Contains("schema 3, this one knows 1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("update this one", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before.ETag, Assert.Single(await StoredState.RowsAsync(account, "Decisions")).ETag);
    }

    [Fact]
    public async Task A_payload_too_large_for_a_row_comes_back_and_is_upgraded_too()
    {
        // Noise does not compress.
        var large = new Article { Id = "a0123456789abcdef0123", Title = "original", Keywords = [Noise(1_200_000)] };
        await new ArticleStore(new ArticleRows(azurite.NewAccount(prefix))).WriteAsync(large, "r1", isAbsent: true, CancellationToken.None);

        var same = await new ArticleRows(azurite.NewAccount(prefix)).FindAsync(large.Id, CancellationToken.None);
        var later = await new ArticleRows(Account(Third)).FindAsync(large.Id, CancellationToken.None);

        Assert.Equal(large.Keywords, same!.Own.Keywords);
        Assert.Equal("original", same.Own.Title);
        Assert.Equal("renamed", later!.Own.Title);
        Assert.Equal(large.Keywords, later.Own.Keywords);
        var row = Assert.Single(await StoredState.RowsAsync(azurite.NewAccount(prefix), "Articles"));
        Assert.StartsWith(large.Id + "/", row.GetString("Blob"), StringComparison.Ordinal);
        Assert.Empty(row.Bytes());
    }

    [Fact]
    public async Task A_large_payload_that_became_small_is_in_its_row_again()
    {
        var rows = new ArticleRows(azurite.NewAccount(prefix));
        await new ArticleStore(rows).WriteAsync(new Article { Id = "a0123456789abcdef0123", Keywords = [Noise(1_200_000)] }, "r1", isAbsent: true, CancellationToken.None);

        await rows.ChangeAsync("a0123456789abcdef0123", article => article with { Own = article.Own with { Keywords = ["short"] } }, CancellationToken.None);

        Assert.Equal(["short"], (await rows.FindAsync("a0123456789abcdef0123", CancellationToken.None))!.Own.Keywords);
        var row = Assert.Single(await StoredState.RowsAsync(azurite.NewAccount(prefix), "Articles"));
        Assert.Null(row.GetString("Blob"));
        Assert.NotEmpty(row.Bytes());
    }

    [Property]
    public void Steps_are_taken_in_order_from_where_the_row_is(byte written, byte[] schemas)
    {
        var steps = schemas.Select(schema => (schema % 9) + 2).Order().ToArray();
        var taken = new List<int>();
        var schema = new RowSchema([.. steps.Select(number => new SchemaStep(number, "T", _ => taken.Add(number)))]);
        var row = new TableEntity("p", "r") { [RowSchema.Column] = (written % schema.Current) + 1 };

        schema.Upgrade("T", row);

        Assert.Equal(steps.Where(number => number > (written % schema.Current) + 1), taken);
    }

    private StorageAccount Account(RowSchema schema) => StorageAccount.Of(new StorageOptions { ConnectionString = azurite.ConnectionString, Prefix = prefix }, schema: schema);

    private static Decision Made(int version) => new() { Alert = "al1", Article = "a1", Version = version, Verdict = Verdict.Relevant, Reason = "because", By = "me", At = DateTimeOffset.UnixEpoch };

    private static string Noise(int length)
    {
        var random = new Random(1);
        return new string([.. Enumerable.Range(0, length).Select(_ => (char)('!' + random.Next(90)))]);
    }
}
