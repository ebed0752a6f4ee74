using System.Globalization;
using Azure.Data.Tables;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Storage;

namespace LitWatch.Tests.Pipelines;

/// <summary>Reads a storage account's tables whole, to compare and to look for loose ends.</summary>
internal static class StoredState
{
    private static readonly string[] Lasting = ["Articles", "ArticleKeys", "Hits", "Strategies", "Alerts", "Subscriptions", "Deliveries", "Mailed", "Recipients"];

    public static async Task<IReadOnlyList<TableEntity>> RowsAsync(StorageAccount storage, string table)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in (await storage.TableAsync(table, CancellationToken.None)).AsStored.QueryAsync<TableEntity>())
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Every row that a repeated message must not change, with all its values.</summary>
    public static async Task<IReadOnlyList<string>> ExactAsync(StorageAccount storage)
    {
        var lines = new List<string>();
        foreach (var table in Lasting)
        {
            lines.AddRange((await RowsAsync(storage, table)).Select(row => $"{table} {Values(row)}"));
        }

        return lines;
    }

    /// <summary>What must come out the same however often a process died: a line a fact, without the moments at which things happened.</summary>
    public static async Task<IReadOnlyList<string>> OutcomeAsync(StorageAccount storage)
    {
        var lines = new List<string>();
        foreach (var row in await RowsAsync(storage, "Articles"))
        {
            var article = row.Read(ArticleJson.Default.StoredArticle);
            lines.Add($"article {row.RowKey} {row.GetString("Revision")} keyed {row.GetString("KeyedRevision")} into {article.MergedInto} absorbed {string.Join(',', article.Absorbed.Select(part => part.Id))}");
        }

        lines.AddRange((await RowsAsync(storage, "ArticleKeys")).Select(row => $"key {row.PartitionKey} {row.RowKey} {string.Join(',', row.GetString("Ids").Split(',').Order(StringComparer.Ordinal))}"));
        lines.AddRange((await RowsAsync(storage, "Hits")).Select(row => $"hit {row.PartitionKey} {(row.RowKey is ['t' or 'n', '|', ..] ? $"{row.RowKey[0]}|{row.RowKey.Split('|')[2]}" : row.RowKey)}"));
        lines.AddRange((await RowsAsync(storage, "Cursors")).Select(row => row.Read(AlertsJson.Default.SearchCursor)).Select(cursor =>
            string.Create(CultureInfo.InvariantCulture, $"cursor {cursor.Strategy} {cursor.Source} {string.Join(" ", cursor.Complete.Select(days => $"{days.From:O}..{days.To:O}"))} {cursor.LastOutcome} queued {cursor.IsUnderWay} failures {cursor.Failures}")));
        lines.AddRange((await RowsAsync(storage, "Deliveries")).Select(row => $"delivery {row.PartitionKey} {row.GetString("State")} {row.GetString("Subject")} {row.GetString("Suppressed")}"));
        lines.AddRange((await RowsAsync(storage, "Mailed")).Select(row => $"mailed {row.PartitionKey} {row.RowKey} {row.GetString("Alerts")}"));
        lines.AddRange((await RowsAsync(storage, "Recipients")).Select(row => $"recipient {row.RowKey} {row.GetString("State")} leased {row.GetDateTimeOffset("LeasedUntil") is not null}"));
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    /// <summary>Fails with the facts that differ, all of them.</summary>
    public static void AssertSame(IReadOnlyList<string> expected, IReadOnlyList<string> actual) =>
        Assert.True(expected.SequenceEqual(actual, StringComparer.Ordinal), $"Missing:\n{string.Join('\n', expected.Except(actual, StringComparer.Ordinal))}\nToo much:\n{string.Join('\n', actual.Except(expected, StringComparer.Ordinal))}");

    /// <summary>Keys and hits that point to articles which are not there.</summary>
    public static async Task<IReadOnlyList<string>> LooseEndsAsync(StorageAccount storage)
    {
        var articles = (await RowsAsync(storage, "Articles")).Select(row => row.RowKey).ToHashSet(StringComparer.Ordinal);
        var keyed = from row in await RowsAsync(storage, "ArticleKeys") from id in row.GetString("Ids").Split(',') select (Row: $"{row.PartitionKey} {row.RowKey}", Article: id);
        var hit = from row in await RowsAsync(storage, "Hits")
                  select (Row: $"{row.PartitionKey} {row.RowKey}", Article: row.PartitionKey.StartsWith("a|", StringComparison.Ordinal) ? row.PartitionKey[2..] : row.RowKey.Split('|')[^1]);
        return [.. keyed.Concat(hit).Where(pointer => !articles.Contains(pointer.Article)).Select(pointer => $"{pointer.Row} → {pointer.Article}")];
    }

    private static string Values(TableEntity row) => string.Join("; ", row
        .Where(value => value.Key is not ("odata.etag" or "Timestamp"))
        .OrderBy(value => value.Key, StringComparer.Ordinal)
        .Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Key}={value.Value switch { byte[] bytes => Convert.ToBase64String(bytes), BinaryData data => Convert.ToBase64String(data), var other => other }}")));
}
