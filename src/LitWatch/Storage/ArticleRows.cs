using Azure.Data.Tables;
using LitWatch.Articles;

namespace LitWatch.Storage;

/// <summary>The rows of articles, one a record.</summary>
internal sealed class ArticleRows(StorageAccount storage)
{
    public const string MergedInto = "MergedInto";
    public const string Revision = "Revision";
    public const string KeyedRevision = "KeyedRevision";

    private const string Table = "Articles";

    public Task<StoredTable> TableAsync(CancellationToken cancellationToken) => storage.TableAsync(Table, cancellationToken);

    /// <summary>The row of one record, joined or not; null when there is none.</summary>
    public async Task<StoredArticle?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await RowAsync(id, cancellationToken))?.Read(ArticleJson.Default.StoredArticle);

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
        while (await RowAsync(id, cancellationToken) is { } row && !await ReplaceAsync(row, change(row.Read(ArticleJson.Default.StoredArticle)), null, cancellationToken))
        {
        }
    }

    public async Task<TableEntity?> RowAsync(string id, CancellationToken cancellationToken) =>
        await (await TableAsync(cancellationToken)).FindAsync(TableKey.Spread(id), TableKey.Of(id), cancellationToken);

    public async Task<bool> ReplaceAsync(TableEntity row, StoredArticle article, string? revision, CancellationToken cancellationToken)
    {
        var changed = Row(article, revision ?? row.GetString(Revision));
        changed[KeyedRevision] = row.GetString(KeyedRevision);
        changed.ETag = row.ETag;
        return await (await TableAsync(cancellationToken)).TryReplaceAsync(changed, cancellationToken);
    }

    public static TableEntity Row(StoredArticle article, string revision) =>
        new TableEntity(TableKey.Spread(article.Id), article.Id) { [Revision] = revision, [MergedInto] = article.MergedInto }.With(article, ArticleJson.Default.StoredArticle);
}
