using System.Globalization;
using System.Text.Json;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Deduplication;
using LitWatch.Storage;
using LitWatch.Tests.Articles;
using Microsoft.Extensions.Options;

namespace LitWatch.Tests.Deduplication;

/// <summary>Stores all records of a file in an order of its own, each with a hit, as a search does.</summary>
internal static class KeepWorker
{
    public const string Strategy = "0123456789abcdef0123456789abcdef";

    /// <param name="arguments">The file (a record a line), the storage prefix, the seed of the order; the connection string is in AzureWebJobsStorage.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var account = StorageAccount.Of(new StorageOptions { ConnectionString = Environment.GetEnvironmentVariable(StorageOptions.ConnectionKey), Prefix = arguments[1] });
        var records = File.ReadLines(arguments[0]).Select(line => JsonSerializer.Deserialize(line, ArticleJson.Default.Article)!);
        await StoreAsync(account, ArticleChance.Shuffled([.. records], int.Parse(arguments[2], CultureInfo.InvariantCulture)));
        return 0;
    }

    public static async Task StoreAsync(StorageAccount account, IEnumerable<Article> records)
    {
        var rows = new ArticleRows(account);
        var keep = new KeepRecord(new ArticleStore(rows), new ArticleKeyStore(account), new ArticleJoins(rows, TimeProvider.System));
        var hits = new HitStore(account);
        foreach (var record in records)
        {
            var kept = await keep.RunAsync(record, CancellationToken.None);
            var now = TimeProvider.System.GetUtcNow();
            var hit = new Hit { Strategy = Strategy, Article = record.Id, Source = record.Records[0].Source, Run = "r", SearchedAt = now, FirstSeenAt = now, EnteredOn = DateOnly.FromDateTime(now.UtcDateTime) };
            await hits.AddAsync(hit, kept == Kept.New, CancellationToken.None);
        }
    }
}
