using LitWatch.Articles;

namespace LitWatch.Deduplication;

/// <summary>Groups records of one work in memory, by the same keys and evidence as the stored articles.</summary>
internal static class Clusters
{
    /// <summary>Every record in exactly one group; groups and their members in the order of the input, which decides nothing else.</summary>
    public static IReadOnlyList<IReadOnlyList<Article>> Of(IEnumerable<Article> records)
    {
        Article[] all = [.. records];
        var groups = new Group[all.Length];
        var bearers = new Dictionary<ArticleKey, List<int>>();

        // Of three records of which two contradict each other, the third can join only one: always the same, whatever came first.
        foreach (var i in Enumerable.Range(0, all.Length).OrderBy(i => all[i], ArticleMerge.BestFirst))
        {
            groups[i] = new Group([i], all[i]);
            foreach (var key in ArticleKey.Of(all[i]))
            {
                if (!bearers.TryGetValue(key, out var bearing))
                {
                    bearers[key] = bearing = [];
                }

                foreach (var group in bearing.Select(other => groups[other]).Distinct().Where(group => group != groups[i]).ToArray())
                {
                    if (SameWork.Evidence(groups[i].Merged, group.Merged) is not null)
                    {
                        Join(groups[i], group, groups, all);
                    }
                }

                bearing.Add(i);
            }
        }

        return [.. groups.Distinct().Select(group => (IReadOnlyList<Article>)[.. group.Members.Order().Select(member => all[member])])];
    }

    private static void Join(Group one, Group other, Group[] groups, Article[] all)
    {
        int[] members = [.. one.Members, .. other.Members];
        var joined = new Group(members, ArticleMerge.Merge(all[members[0]].Id, members.Select(member => all[member])));
        foreach (var member in members)
        {
            groups[member] = joined;
        }
    }

    private sealed class Group(int[] members, Article merged)
    {
        public int[] Members { get; } = members;

        public Article Merged { get; } = merged;
    }
}
