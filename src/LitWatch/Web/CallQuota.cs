using System.Globalization;
using Azure.Data.Tables;
using LitWatch.Storage;

namespace LitWatch.Web;

/// <summary>How often a team may call what uses up a source's quota, which all its alerts share. Counted in storage: many instances, one count.</summary>
internal sealed class CallQuota(StorageAccount storage, TimeProvider clock)
{
    private const string Table = "Quotas";

    /// <summary>Counts a call.</summary>
    /// <returns>How long to wait until one is allowed again; null when this one is.</returns>
    public async Task<TimeSpan?> TakeAsync(string team, string entry, int perMinute, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var (partition, row) = (TableKey.Of(team), TableKey.Of(entry));
        while (true)
        {
            var now = clock.GetUtcNow();
            var minute = now.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
            var counted = await table.FindAsync(partition, row, cancellationToken);
            var calls = counted?.GetString("Minute") == minute ? counted.GetInt32("Calls") ?? 0 : 0;
            if (calls >= perMinute)
            {
                return TimeSpan.FromSeconds(60 - now.Second);
            }

            var entity = new TableEntity(partition, row) { ["Minute"] = minute, ["Calls"] = calls + 1, ETag = counted?.ETag ?? default };
            if (counted is null ? await table.TryAddAsync(entity, cancellationToken) : await table.TryReplaceAsync(entity, cancellationToken))
            {
                return null;
            }
        }
    }
}
