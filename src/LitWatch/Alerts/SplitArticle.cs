using LitWatch.Articles;
using LitWatch.Storage;

namespace LitWatch.Alerts;

/// <summary>Undoes a join that a person sees is wrong. Whatever of the two was never mailed comes up in the next digest; nothing that was is mailed again.</summary>
internal sealed class SplitArticle(ArticleJoins joins, HitStore hits, TimeProvider clock)
{
    /// <returns>The article of the record that was taken out and that of the others; null when there is nothing to take apart.</returns>
    public async Task<(StoredArticle Taken, StoredArticle Left)?> RunAsync(string record, string by, string reason, CancellationToken cancellationToken)
    {
        if (await joins.SplitAsync(record, by, reason, cancellationToken) is not var (taken, left))
        {
            return null;
        }

        foreach (var alias in taken.Aliases.Concat(left.Aliases))
        {
            await hits.SurfaceAgainAsync(alias, clock.GetUtcNow(), cancellationToken);
        }

        return (taken, left);
    }
}
