using LitWatch.Articles;

namespace LitWatch.Deduplication;

/// <summary>Groups records of one work in memory, by the same evidence as the stored articles.</summary>
internal static class Clusters
{
    /// <summary>Every record in exactly one group; groups and their members in the order of the input, which decides nothing else.</summary>
    public static IReadOnlyList<IReadOnlyList<Article>> Of(IEnumerable<Article> records)
    {
        Article[] all = [.. records];
        return [.. Find(all).Groups.Select(group => (IReadOnlyList<Article>)[.. group.Select(member => all[member])])];
    }

    /// <summary>Groups as places in <paramref name="records"/>, and the pairs that were compared.</summary>
    /// <param name="keepApart">Keep also the pairs that are not one work: the many.</param>
    /// <param name="progress">Told how many pairs of all are compared.</param>
    public static Clustering Find(IReadOnlyList<Article> records, bool keepApart = false, Action<int, int>? progress = null)
    {
        // Of three records of which two contradict each other, the third can join only one: always the same, whatever came first.
        int[] ranked = [.. Enumerable.Range(0, records.Count).OrderBy(i => records[i], ArticleMerge.BestFirst)];
        Citation[] citations = [.. ranked.Select(i => Citation.Of(records[i]))];
        var pairs = CandidatePairs.Of(citations).ToList();
        var compared = new List<ComparedPair>();
        for (var i = 0; i < pairs.Count; i++)
        {
            var (one, other) = pairs[i];
            if (SameWork.Compare(citations[one], citations[other]) is var comparison && (comparison.IsSame || keepApart))
            {
                compared.Add(new(one, other, comparison));
            }

            progress?.Invoke(i + 1, pairs.Count);
        }

        var groups = citations.Select((_, i) => new List<int> { i }).ToArray();
        foreach (var pair in compared.Where(pair => pair.Comparison.IsSame).OrderByDescending(pair => pair.Comparison.Rank).ThenByDescending(pair => pair.Comparison.Evidence.Score).ThenBy(pair => pair.One).ThenBy(pair => pair.Other))
        {
            var (group, joining) = (groups[pair.One], groups[pair.Other]);
            if (group != joining && !group.Exists(member => joining.Exists(other => SameWork.Forbids(citations[member], citations[other]))))
            {
                group.AddRange(joining);
                joining.ForEach(member => groups[member] = group);
            }
        }

        return new(
            [.. groups.Distinct().Select(group => (IReadOnlyList<int>)[.. group.Select(member => ranked[member]).Order()]).OrderBy(group => group[0])],
            [.. compared.Select(pair => pair with { One = ranked[pair.One], Other = ranked[pair.Other] })]);
    }
}

/// <param name="Groups">Places of the records of one work, in order.</param>
internal sealed record Clustering(IReadOnlyList<IReadOnlyList<int>> Groups, IReadOnlyList<ComparedPair> Pairs);

internal sealed record ComparedPair(int One, int Other, Comparison Comparison);
