using LitWatch.Articles;

namespace LitWatch.Deduplication;

/// <summary>Groups records of one work in memory, by the same keys and evidence as the stored articles.</summary>
internal static class Clusters
{
    /// <summary>Every record in exactly one group; groups and their members in the order of the input.</summary>
    public static IReadOnlyList<IReadOnlyList<Article>> Of(IEnumerable<Article> records)
    {
        var groups = new List<List<Article>>();
        var bearers = new Dictionary<ArticleKey, List<List<Article>>>();
        foreach (var record in records)
        {
            ArticleKey[] keys = [.. ArticleKey.Of(record)];
            var own = new List<Article> { record };
            groups.Add(own);
            foreach (var group in keys.SelectMany(key => bearers.GetValueOrDefault(key) ?? []).Distinct().ToArray())
            {
                if (group.Count == 0 || group == own)
                {
                    continue;
                }

                // The group that was there first takes all, so the order of the input stays.
                if (SameWork.Evidence(Merged(own), Merged(group)) is not null)
                {
                    group.AddRange(own);
                    own.Clear();
                    own = group;
                }
            }

            foreach (var key in keys)
            {
                if (!bearers.TryGetValue(key, out var bearing))
                {
                    bearers[key] = bearing = [];
                }

                bearing.Add(own);
            }
        }

        return [.. groups.Where(group => group.Count > 0)];
    }

    private static Article Merged(IReadOnlyList<Article> group) => group.Count == 1 ? group[0] : ArticleMerge.Merge(group[0].Id, group);
}
