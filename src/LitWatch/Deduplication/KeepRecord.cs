using LitWatch.Articles;
using LitWatch.Storage;

namespace LitWatch.Deduplication;

/// <summary>What became of a record.</summary>
internal enum Kept
{
    /// <summary>Seen for the first time.</summary>
    New,

    /// <summary>Known, and the source says something else now.</summary>
    Changed,

    /// <summary>Known and unchanged: one read, nothing written.</summary>
    Known,
}

/// <summary>
/// Stores a record and joins it with the article it belongs to: row, then keys, then joins, then the mark that all is done.
/// A crash anywhere leaves the mark off, and the next search of the record does the rest.
/// </summary>
internal sealed class KeepRecord(ArticleStore articles, ArticleKeyStore keys, ArticleJoins joins)
{
    public async Task<Kept> RunAsync(Article record, CancellationToken cancellationToken)
    {
        var revision = StoredArticle.RevisionOf(record);
        var state = await articles.StateAsync(record.Id, revision, cancellationToken);
        if (state == RecordState.Settled)
        {
            return Kept.Known;
        }

        var created = await articles.WriteAsync(record, revision, state == RecordState.Absent, cancellationToken);
        var neighbours = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var key in ArticleKey.Of(record))
        {
            neighbours.UnionWith(await keys.BearAsync(key, record.Id, cancellationToken));
        }

        neighbours.Remove(record.Id);
        foreach (var neighbour in neighbours)
        {
            await JoinIfSameAsync(record.Id, neighbour, cancellationToken);
        }

        await articles.SettleAsync(record.Id, revision, created, cancellationToken);
        return created is null ? Kept.Changed : Kept.New;
    }

    private async Task JoinIfSameAsync(string id, string neighbour, CancellationToken cancellationToken)
    {
        // A key may name an article that was never written (its writer died first): it counts as absent until that record is searched again.
        var mine = await articles.FindRootAsync(id, cancellationToken);
        var theirs = await articles.FindRootAsync(neighbour, cancellationToken);
        if (mine is null || theirs is null || mine.Id == theirs.Id)
        {
            return;
        }

        if (SameWork.Evidence(mine.Merged(), theirs.Merged()) is { } evidence)
        {
            await joins.JoinAsync(id, neighbour, evidence, SameWork.Rules, cancellationToken);
        }
    }
}
