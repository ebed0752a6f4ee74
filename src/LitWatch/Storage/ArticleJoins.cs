using LitWatch.Articles;

namespace LitWatch.Storage;

/// <summary>Which records are one article: joined by evidence, taken apart by people. Every change goes by ETag.</summary>
internal sealed class ArticleJoins(ArticleRows rows, TimeProvider clock)
{
    /// <summary>Makes one article of two: the lower root wins, the other points to it. Safe to repeat, and from both sides at once.</summary>
    public async Task JoinAsync(string one, string other, string evidence, string rules, CancellationToken cancellationToken)
    {
        while (true)
        {
            var roots = (await rows.FindRootAsync(one, cancellationToken), await rows.FindRootAsync(other, cancellationToken));
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
        if (await rows.FindRootAsync(record, cancellationToken) is not { } root)
        {
            return null;
        }

        var split = new ArticleSplit(record, [.. root.Aliases.Where(alias => alias != record).Order(StringComparer.Ordinal)], by, reason, clock.GetUtcNow());
        if (split.From.Count == 0)
        {
            // Free already: by an attempt that ended here, which is finished, or because it never was joined.
            var begun = await UnfinishedAsync(root, cancellationToken);
            if (begun is null)
            {
                return null;
            }

            (split, root) = begun.Value;
        }

        var left = split.From.Contains(root.Id, StringComparer.Ordinal) ? root.Id : split.From[0];
        foreach (var other in split.From.Where(other => other != left))
        {
            await rows.ChangeAsync(other, stored => stored with { MergedInto = left }, cancellationToken);
        }

        if (left == root.Id)
        {
            await rows.ChangeAsync(record, stored => stored with { MergedInto = null, Absorbed = [], Joins = [], Splits = With(stored.Splits, split) }, cancellationToken);
            await rows.ChangeAsync(left, stored => Without(stored, record) with { Splits = With(stored.Splits, split) }, cancellationToken);
        }
        else
        {
            var others = Without(root, record);
            await rows.ChangeAsync(left, stored => stored with { MergedInto = null, Absorbed = [.. others.Absorbed.Where(part => part.Id != left)], Joins = others.Joins, Splits = With(others.Splits, split) }, cancellationToken);
            await rows.ChangeAsync(record, stored => stored with { Absorbed = [], Joins = [], Splits = With(stored.Splits, split) }, cancellationToken);
        }

        return ((await rows.FindAsync(record, cancellationToken))!, (await rows.FindAsync(left, cancellationToken))!);
    }

    private static IReadOnlyList<ArticleSplit> With(IReadOnlyList<ArticleSplit> splits, ArticleSplit split) => splits.Any(known => known.Record == split.Record && known.At == split.At) ? splits : [.. splits, split];

    // That the two were joined, and on what evidence, stays known.
    private static StoredArticle Without(StoredArticle article, string record) =>
        article with { Absorbed = [.. article.Absorbed.Where(part => part.Id != record)] };

    private async Task<(ArticleSplit Split, StoredArticle Root)?> UnfinishedAsync(StoredArticle freed, CancellationToken cancellationToken)
    {
        foreach (var split in freed.Splits.Where(split => split.Record == freed.Id))
        {
            if (await rows.FindRootAsync(split.From[0], cancellationToken) is { } root && root.Absorbed.Any(part => part.Id == freed.Id))
            {
                return (split, root);
            }
        }

        return null;
    }

    // Copy first, point second: a crash in between leaves two roots, which the next search of either record joins again.
    private async Task<bool> AbsorbAsync(string winnerId, string loserId, string evidence, string rules, CancellationToken cancellationToken)
    {
        var winnerRow = await rows.RowAsync(winnerId, cancellationToken);
        var loserRow = await rows.RowAsync(loserId, cancellationToken);
        if (winnerRow is null || loserRow is null)
        {
            return false;
        }

        var winner = winnerRow.Read(ArticleJson.Default.StoredArticle);
        var loser = loserRow.Read(ArticleJson.Default.StoredArticle);
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
        return await rows.ReplaceAsync(winnerRow, joined, null, cancellationToken)
            && await rows.ReplaceAsync(loserRow, loser with { MergedInto = winnerId }, null, cancellationToken);
    }
}
