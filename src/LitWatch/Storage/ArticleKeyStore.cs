using Azure.Data.Tables;
using LitWatch.Deduplication;

namespace LitWatch.Storage;

/// <summary>Which articles bear an identifier or title: the index through which records of one work find each other.</summary>
internal sealed class ArticleKeyStore(StorageAccount storage)
{
    private const string Table = "ArticleKeys";
    private const string Ids = "Ids";

    // A title that a thousand works bear tells nothing; the row must stay small.
    private const int MaxBearers = 1000;

    /// <summary>Writes that <paramref name="id"/> bears <paramref name="key"/>; returns all that bear it, itself included. Two writers at once both see at least one of them the other.</summary>
    public async Task<IReadOnlyList<string>> BearAsync(ArticleKey key, string id, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var (partition, row) = RowOf(key);
        while (true)
        {
            // Most keys are borne by one article only: the insert comes first, the look only when somebody was there before.
            if (await table.TryAddAsync(new TableEntity(partition, row) { [Ids] = id }, cancellationToken))
            {
                return [id];
            }

            if (await table.FindAsync(partition, row, cancellationToken) is not { } found)
            {
                continue;
            }

            var bearers = found.GetString(Ids).Split(',');
            if (bearers.Contains(id, StringComparer.Ordinal) || bearers.Length >= MaxBearers)
            {
                return bearers;
            }

            found[Ids] = string.Join(',', [.. bearers, id]);
            if (await table.TryReplaceAsync(found, cancellationToken))
            {
                return [.. bearers, id];
            }
        }
    }

    /// <summary>All that bear <paramref name="key"/>.</summary>
    public async Task<IReadOnlyList<string>> BearersAsync(ArticleKey key, CancellationToken cancellationToken)
    {
        var (partition, row) = RowOf(key);
        return (await (await storage.TableAsync(Table, cancellationToken)).FindAsync(partition, row, cancellationToken))?.GetString(Ids).Split(',') ?? [];
    }

    private static (string Partition, string Row) RowOf(ArticleKey key) => ($"{key.Kind}-{TableKey.Spread(key.Value)}", TableKey.Of(key.Value));
}
