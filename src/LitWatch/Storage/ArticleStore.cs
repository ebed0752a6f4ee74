using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using LitWatch.Articles;

namespace LitWatch.Storage;

/// <summary>Articles, one row a record. Every change goes by ETag, so writers on many machines never lose each other's.</summary>
internal sealed class ArticleStore(StorageAccount storage, TimeProvider clock)
{
    private const string Table = "Articles";
    private const string Overflow = "articles";
    private const string MergedInto = "MergedInto";
    private const string Revision = "Revision";
    private const string KeyedRevision = "KeyedRevision";
    private const string Blob = "Blob";

    /// <summary>Whether the record is stored in this revision with all its keys, so that nothing of it needs to be written again.</summary>
    public async Task<RecordState> StateAsync(string id, string revision, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var row = await table.FindAsync(TableKey.Spread(id), TableKey.Of(id), cancellationToken, [KeyedRevision]);
        return row is null ? RecordState.Absent : string.Equals(row.GetString(KeyedRevision), revision, StringComparison.Ordinal) ? RecordState.Settled : RecordState.Open;
    }

    /// <summary>The row of one record, joined or not; null when there is none.</summary>
    public async Task<StoredArticle?> FindAsync(string id, CancellationToken cancellationToken) =>
        await RowAsync(id, cancellationToken) is { } row ? await ReadAsync(row, cancellationToken) : null;

    /// <summary>The root of the article that <paramref name="id"/> belongs to; null when there is none.</summary>
    public async Task<StoredArticle?> FindRootAsync(string id, CancellationToken cancellationToken)
    {
        var article = await FindAsync(id, cancellationToken);
        // Pointers lead to lower ids only, so this ends.
        while (article?.MergedInto is { } root)
        {
            article = await FindAsync(root, cancellationToken);
        }

        return article;
    }

    /// <summary>Every article once, by its root, in no order that means anything.</summary>
    public async IAsyncEnumerable<StoredArticle> RootsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        await foreach (var row in table.RowsAsync(filter: null, cancellationToken))
        {
            if (row.GetString(MergedInto) is null)
            {
                yield return await ReadAsync(row, cancellationToken);
            }
        }
    }

    /// <summary>Writes what a source says now; returns the row of a record of which nothing was stored before, for <see cref="SettleAsync"/>, else null.</summary>
    /// <param name="isAbsent">Nothing was there a moment ago: it is not looked for again.</param>
    public async Task<TableEntity?> WriteAsync(Article record, string revision, bool isAbsent, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = isAbsent ? null : await RowAsync(record.Id, cancellationToken);
            isAbsent = false;
            if (row is null)
            {
                var created = await EntityAsync(new StoredArticle { Own = record }, revision, cancellationToken);
                if (await (await storage.TableAsync(Table, cancellationToken)).TryAddAsync(created, cancellationToken))
                {
                    return created;
                }

                continue;
            }

            var stored = await ReadAsync(row, cancellationToken);
            var current = string.Equals(row.GetString(Revision), revision, StringComparison.Ordinal);
            if (!current && !await ReplaceAsync(row, stored with { Own = record }, revision, cancellationToken))
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
        var table = await storage.TableAsync(Table, cancellationToken);
        for (var row = created; ; row = null)
        {
            row ??= await RowAsync(id, cancellationToken);
            if (row is null || !string.Equals(row.GetString(Revision), revision, StringComparison.Ordinal))
            {
                return;
            }

            row[KeyedRevision] = revision;
            if (await table.TryReplaceAsync(row, cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>Makes one article of two: the lower root wins, the other points to it. Safe to repeat, and from both sides at once.</summary>
    public async Task JoinAsync(string one, string other, string evidence, string rules, CancellationToken cancellationToken)
    {
        while (true)
        {
            var roots = (await FindRootAsync(one, cancellationToken), await FindRootAsync(other, cancellationToken));
            if (roots is not ({ } a, { } b) || string.Equals(a.Id, b.Id, StringComparison.Ordinal) || a.IsSplitFrom(b))
            {
                return;
            }

            var (winner, loser) = string.CompareOrdinal(a.Id, b.Id) < 0 ? (a.Id, b.Id) : (b.Id, a.Id);
            if (await AbsorbAsync(winner, loser, evidence, rules, cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>
    /// Takes one record out of its article; the others stay together, and the two are never joined again. Safe to repeat after a crash: the record is free first, then the article forgets it.
    /// </summary>
    /// <returns>The article of the record and that of the others; null when the record is not part of a joined article.</returns>
    public async Task<(StoredArticle Taken, StoredArticle Left)?> SplitAsync(string record, string by, string reason, CancellationToken cancellationToken)
    {
        if (await FindRootAsync(record, cancellationToken) is not { } root)
        {
            return null;
        }

        var split = new ArticleSplit(record, [.. root.Aliases.Where(alias => alias != record).Order(StringComparer.Ordinal)], by, reason, clock.GetUtcNow());
        if (split.From.Count == 0)
        {
            // Free already: by an attempt that ended here, which is finished, or because it never was joined.
            var begun = await Unfinished(root, cancellationToken);
            if (begun is null)
            {
                return null;
            }

            (split, root) = begun.Value;
        }

        var left = split.From.Contains(root.Id, StringComparer.Ordinal) ? root.Id : split.From[0];
        foreach (var other in split.From.Where(other => other != left))
        {
            await ChangeAsync(other, stored => stored with { MergedInto = left }, cancellationToken);
        }

        if (left == root.Id)
        {
            await ChangeAsync(record, stored => stored with { MergedInto = null, Absorbed = [], Joins = [], Splits = With(stored.Splits, split) }, cancellationToken);
            await ChangeAsync(left, stored => Without(stored, record) with { Splits = With(stored.Splits, split) }, cancellationToken);
        }
        else
        {
            var others = Without(root, record);
            await ChangeAsync(left, stored => stored with { MergedInto = null, Absorbed = [.. others.Absorbed.Where(part => part.Id != left)], Joins = others.Joins, Splits = With(others.Splits, split) }, cancellationToken);
            await ChangeAsync(record, stored => stored with { Absorbed = [], Joins = [], Splits = With(stored.Splits, split) }, cancellationToken);
        }

        return ((await FindAsync(record, cancellationToken))!, (await FindAsync(left, cancellationToken))!);
    }

    private static IReadOnlyList<ArticleSplit> With(IReadOnlyList<ArticleSplit> splits, ArticleSplit split) => splits.Any(known => known.Record == split.Record && known.At == split.At) ? splits : [.. splits, split];

    private static StoredArticle Without(StoredArticle article, string record) =>
        article with { Absorbed = [.. article.Absorbed.Where(part => part.Id != record)], Joins = [.. article.Joins.Where(join => join.Record != record)] };

    private async Task<(ArticleSplit Split, StoredArticle Root)?> Unfinished(StoredArticle freed, CancellationToken cancellationToken)
    {
        foreach (var split in freed.Splits.Where(split => split.Record == freed.Id))
        {
            if (await FindRootAsync(split.From[0], cancellationToken) is { } root && root.Absorbed.Any(part => part.Id == freed.Id))
            {
                return (split, root);
            }
        }

        return null;
    }

    private async Task ChangeAsync(string id, Func<StoredArticle, StoredArticle> change, CancellationToken cancellationToken)
    {
        while (await RowAsync(id, cancellationToken) is { } row && !await ReplaceAsync(row, change(await ReadAsync(row, cancellationToken)), null, cancellationToken))
        {
        }
    }

    // Copy first, point second: a crash in between leaves two roots, which the next search of either record joins again.
    private async Task<bool> AbsorbAsync(string winnerId, string loserId, string evidence, string rules, CancellationToken cancellationToken)
    {
        var winnerRow = await RowAsync(winnerId, cancellationToken);
        var loserRow = await RowAsync(loserId, cancellationToken);
        if (winnerRow is null || loserRow is null)
        {
            return false;
        }

        var winner = await ReadAsync(winnerRow, cancellationToken);
        var loser = await ReadAsync(loserRow, cancellationToken);
        if (winner.MergedInto is not null || loser.MergedInto is not null)
        {
            return false;
        }

        if (winner.IsSplitFrom(loser))
        {
            return true;
        }

        Article[] arriving = [.. loser.Parts];
        var absorbed = winner.Absorbed
            .Where(part => arriving.All(newer => !string.Equals(newer.Id, part.Id, StringComparison.Ordinal)))
            .Concat(arriving);
        var joined = winner with
        {
            Absorbed = [.. absorbed.OrderBy(part => part.Id, StringComparer.Ordinal)],
            Splits = [.. winner.Splits.Concat(loser.Splits).DistinctBy(split => (split.Record, split.At))],
            // An attempt that got no further than the copy has noted its join already.
            Joins = [.. winner.Joins.Concat([.. loser.Joins, new ArticleJoin(loserId, evidence, rules, clock.GetUtcNow())]).DistinctBy(join => join.Record, StringComparer.Ordinal)],
        };
        return await ReplaceAsync(winnerRow, joined, null, cancellationToken)
            && await ReplaceAsync(loserRow, loser with { MergedInto = winnerId }, null, cancellationToken);
    }

    private async Task RefreshRootAsync(Article record, CancellationToken cancellationToken)
    {
        while (await FindRootAsync(record.Id, cancellationToken) is { } root && !string.Equals(root.Id, record.Id, StringComparison.Ordinal))
        {
            var row = await RowAsync(root.Id, cancellationToken);
            var current = row is null ? null : await ReadAsync(row, cancellationToken);
            if (current is not { MergedInto: null })
            {
                continue;
            }

            var refreshed = current with { Absorbed = [.. current.Absorbed.Select(part => string.Equals(part.Id, record.Id, StringComparison.Ordinal) ? record : part)] };
            if (await ReplaceAsync(row!, refreshed, null, cancellationToken))
            {
                return;
            }
        }
    }

    private async Task<TableEntity?> RowAsync(string id, CancellationToken cancellationToken) =>
        await (await storage.TableAsync(Table, cancellationToken)).FindAsync(TableKey.Spread(id), TableKey.Of(id), cancellationToken);

    private async Task<bool> ReplaceAsync(TableEntity row, StoredArticle article, string? revision, CancellationToken cancellationToken)
    {
        var changed = await EntityAsync(article, revision ?? row.GetString(Revision), cancellationToken);
        changed[KeyedRevision] = row.GetString(KeyedRevision);
        changed.ETag = row.ETag;
        return await (await storage.TableAsync(Table, cancellationToken)).TryReplaceAsync(changed, cancellationToken);
    }

    private async Task<TableEntity> EntityAsync(StoredArticle article, string revision, CancellationToken cancellationToken)
    {
        var entity = new TableEntity(TableKey.Spread(article.Id), article.Id) { [Revision] = revision, [MergedInto] = article.MergedInto };
        var bytes = Payload.Compress(article, ArticleJson.Default.StoredArticle);
        if (bytes.Length <= Payload.MaxBytes)
        {
            return entity.WithBytes(bytes);
        }

        var name = $"{article.Id}/{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}";
        var container = await storage.ContainerAsync(Overflow, cancellationToken);
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(bytes), new BlobUploadOptions(), cancellationToken);
        entity[Blob] = name;
        return entity;
    }

    private async Task<StoredArticle> ReadAsync(TableEntity row, CancellationToken cancellationToken)
    {
        if (row.GetString(Blob) is not { } name)
        {
            return row.Read(ArticleJson.Default.StoredArticle);
        }

        var container = await storage.ContainerAsync(Overflow, cancellationToken);
        var content = await container.GetBlobClient(name).DownloadContentAsync(cancellationToken);
        return Payload.Expand(content.Value.Content.ToStream(), ArticleJson.Default.StoredArticle);
    }
}
