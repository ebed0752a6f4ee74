using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using LitWatch.Articles;

namespace LitWatch.Storage;

/// <summary>Articles, one row a record. Every change goes by ETag, so writers on many machines never lose each other's.</summary>
internal sealed class ArticleStore(ArticleRows rows)
{
    /// <summary>Whether the record is stored in this revision with all its keys, so that nothing of it needs to be written again.</summary>
    public async Task<RecordState> StateAsync(string id, string revision, CancellationToken cancellationToken)
    {
        var table = await rows.TableAsync(cancellationToken);
        var row = await table.FindAsync(TableKey.Spread(id), TableKey.Of(id), [ArticleRows.KeyedRevision], cancellationToken);
        return row is null ? RecordState.Absent : string.Equals(row.GetString(ArticleRows.KeyedRevision), revision, StringComparison.Ordinal) ? RecordState.Settled : RecordState.Open;
    }

    /// <summary>The root of the article that <paramref name="id"/> belongs to; null when there is none.</summary>
    public Task<StoredArticle?> FindRootAsync(string id, CancellationToken cancellationToken) => rows.FindRootAsync(id, cancellationToken);

    /// <summary>Every article once, by its root, in no order that means anything.</summary>
    public async IAsyncEnumerable<StoredArticle> RootsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await rows.TableAsync(cancellationToken);
        await foreach (var row in table.RowsAsync(filter: null, cancellationToken))
        {
            if (row.GetString(ArticleRows.MergedInto) is null)
            {
                yield return row.Read(ArticleJson.Default.StoredArticle);
            }
        }
    }

    /// <summary>Writes what a source says now; returns the row of a record of which nothing was stored before, for <see cref="SettleAsync"/>, else null.</summary>
    /// <param name="isAbsent">Nothing was there a moment ago: it is not looked for again.</param>
    public async Task<TableEntity?> WriteAsync(Article record, string revision, bool isAbsent, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = isAbsent ? null : await rows.RowAsync(record.Id, cancellationToken);
            isAbsent = false;
            if (row is null)
            {
                var created = ArticleRows.Row(new StoredArticle { Own = record }, revision);
                if (await (await rows.TableAsync(cancellationToken)).TryAddAsync(created, cancellationToken))
                {
                    return created;
                }

                continue;
            }

            var stored = row.Read(ArticleJson.Default.StoredArticle);
            var current = string.Equals(row.GetString(ArticleRows.Revision), revision, StringComparison.Ordinal);
            if (!current && !await rows.ReplaceAsync(row, stored with { Own = record }, revision, cancellationToken))
            {
                continue;
            }

            if (stored.MergedInto is not null)
            {
                await RefreshRootAsync(record, cancellationToken);
            }

            return null;
        }
    }

    /// <summary>Says that all keys of this revision are written and all joins made, so that the record is <see cref="RecordState.Settled"/>.</summary>
    /// <param name="created">The row that <see cref="WriteAsync"/> made: if nobody changed it since, it need not be read.</param>
    public async Task SettleAsync(string id, string revision, TableEntity? created, CancellationToken cancellationToken)
    {
        var table = await rows.TableAsync(cancellationToken);
        for (var row = created; ; row = null)
        {
            row ??= await rows.RowAsync(id, cancellationToken);
            if (row is null || !string.Equals(row.GetString(ArticleRows.Revision), revision, StringComparison.Ordinal))
            {
                return;
            }

            row[ArticleRows.KeyedRevision] = revision;
            if (await table.TryReplaceAsync(row, cancellationToken))
            {
                return;
            }
        }
    }

    private async Task RefreshRootAsync(Article record, CancellationToken cancellationToken)
    {
        while (await rows.FindRootAsync(record.Id, cancellationToken) is { } root && !string.Equals(root.Id, record.Id, StringComparison.Ordinal))
        {
            var row = await rows.RowAsync(root.Id, cancellationToken);
            var current = row?.Read(ArticleJson.Default.StoredArticle);
            if (current is not { MergedInto: null })
            {
                continue;
            }

            var refreshed = current with { Absorbed = [.. current.Absorbed.Select(part => string.Equals(part.Id, record.Id, StringComparison.Ordinal) ? record : part)] };
            if (await rows.ReplaceAsync(row!, refreshed, null, cancellationToken))
            {
                return;
            }
        }
    }
}
