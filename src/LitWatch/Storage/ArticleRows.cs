using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using LitWatch.Articles;

namespace LitWatch.Storage;

/// <summary>The rows of articles, one a record: what does not fit into a row lies in a blob beside it.</summary>
internal sealed class ArticleRows(StorageAccount storage)
{
    public const string MergedInto = "MergedInto";
    public const string Revision = "Revision";
    public const string KeyedRevision = "KeyedRevision";

    private const string Table = "Articles";
    private const string Overflow = "articles";
    private const string Blob = "Blob";

    public Task<TableClient> TableAsync(CancellationToken cancellationToken) => storage.TableAsync(Table, cancellationToken);

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

    public async Task ChangeAsync(string id, Func<StoredArticle, StoredArticle> change, CancellationToken cancellationToken)
    {
        while (await RowAsync(id, cancellationToken) is { } row && !await ReplaceAsync(row, change(await ReadAsync(row, cancellationToken)), null, cancellationToken))
        {
        }
    }

    public async Task<TableEntity?> RowAsync(string id, CancellationToken cancellationToken) =>
        await (await TableAsync(cancellationToken)).FindAsync(TableKey.Spread(id), TableKey.Of(id), cancellationToken);

    public async Task<bool> ReplaceAsync(TableEntity row, StoredArticle article, string? revision, CancellationToken cancellationToken)
    {
        var changed = await EntityAsync(article, revision ?? row.GetString(Revision), cancellationToken);
        changed[KeyedRevision] = row.GetString(KeyedRevision);
        changed.ETag = row.ETag;
        return await (await TableAsync(cancellationToken)).TryReplaceAsync(changed, cancellationToken);
    }

    public async Task<TableEntity> EntityAsync(StoredArticle article, string revision, CancellationToken cancellationToken)
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

    public async Task<StoredArticle> ReadAsync(TableEntity row, CancellationToken cancellationToken)
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
