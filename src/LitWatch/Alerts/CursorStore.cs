using Azure.Data.Tables;
using LitWatch.Storage;

namespace LitWatch.Alerts;

/// <summary>One cursor a strategy and source, changed by ETag.</summary>
internal sealed class CursorStore(StorageAccount storage)
{
    private const string Table = "Cursors";
    private const string Row = "cursor";

    public async Task<SearchCursor> FindAsync(string strategy, string source, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var row = await table.FindAsync($"{strategy}|{source}", Row, cancellationToken);
        return row?.Read(AlertsJson.Default.SearchCursor) ?? new SearchCursor(strategy, source);
    }

    /// <summary>Applies <paramref name="change"/> to the cursor as it is at that moment; null leaves it and is returned. Two machines never both win the same change.</summary>
    public async Task<SearchCursor?> ChangeAsync(string strategy, string source, Func<SearchCursor, SearchCursor?> change, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var partition = $"{strategy}|{source}";
        while (true)
        {
            var row = await table.FindAsync(partition, Row, cancellationToken);
            if (change(row?.Read(AlertsJson.Default.SearchCursor) ?? new SearchCursor(strategy, source)) is not { } changed)
            {
                return null;
            }

            var entity = new TableEntity(partition, Row) { ETag = row?.ETag ?? default }.With(changed, AlertsJson.Default.SearchCursor);
            if (row is null ? await table.TryAddAsync(entity, cancellationToken) : await table.TryReplaceAsync(entity, cancellationToken))
            {
                return changed;
            }
        }
    }
}
