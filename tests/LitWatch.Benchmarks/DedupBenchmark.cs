using System.Diagnostics;
using System.Globalization;
using LitWatch.Articles;
using LitWatch.Deduplication;

namespace LitWatch.Benchmarks;

/// <summary>How well records of one work are found in labelled sets, in what time and memory, how that grows, and what the weights of <see cref="LinkageModel"/> are by these sets.</summary>
internal static class DedupBenchmark
{
    private static readonly string[] Sets = ["respiratory", "special_cases"];

    public static void Run(int[] copies)
    {
        Console.WriteLine("set                  | records | pairwise P | R      | F1     | set-based P | R      | F1     | s      | s/10x | MB");
        foreach (var name in Sets)
        {
            if (LabelledSet.Read(name) is { } set)
            {
                Score(name, set, previous: null);
            }
        }

        if (LabelledSet.Read(Sets[0]) is not { } real)
        {
            Console.WriteLine("The labelled sets (shared/data/dedup) are not beside this checkout.");
            return;
        }

        double? previous = null;
        foreach (var times in copies)
        {
            previous = Score(Line($"{Sets[0]} x {times}"), real.Times(times), previous);
        }

        AllPairs(real);
    }

    /// <summary>Prints the log-odds of each agreement: duplicates against all other pairs that are worth comparing.</summary>
    public static void Fit()
    {
        foreach (var name in Sets)
        {
            if (LabelledSet.Read(name) is not { } set)
            {
                continue;
            }

            var citations = set.Records.Select(Citation.Of).ToList();
            var pairs = CandidatePairs.Of(citations).ToList();
            foreach (var field in Enum.GetValues<CitationField>())
            {
                var counts = pairs.GroupBy(pair => Citation.Compare(field, citations[pair.One], citations[pair.Other])).OrderByDescending(group => group.Key)
                    .Select(group => (Agreement: group.Key, Same: group.Count(pair => set.Works[pair.One] == set.Works[pair.Other]), All: group.Count())).ToList();
                var (same, other) = (counts.Sum(count => count.Same), counts.Sum(count => count.All - count.Same));
                foreach (var (agreement, duplicates, all) in counts)
                {
                    var weight = Math.Log2((duplicates + 0.5) / (same + 2) / ((all - duplicates + 0.5) / (other + 2)));
                    Console.WriteLine(Line($"{name,-14} {field,-9} {agreement,-9} {duplicates,6} of duplicates, {all - duplicates,6} of others: {weight,6:0.0}, in use {LinkageModel.Weight(field, agreement),5:0.0}"));
                }
            }
        }
    }

    private static double Score(string name, LabelledSet set, double? previous)
    {
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (clustering, seconds) = Best(set.Records);
        var megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6;
        var (pairwise, setwise) = (Pairwise(set, clustering), Setwise(set, clustering));
        Console.WriteLine(Line($"{name,-20} | {set.Records.Count,7} | {pairwise.P,10:0.0000} | {pairwise.R:0.0000} | {pairwise.F:0.0000} | {setwise.P,11:0.0000} | {setwise.R:0.0000} | {setwise.F:0.0000} | {seconds,6:0.00} | {(previous is { } less ? seconds / less : 0),5:0.0} | {megabytes:0}"));
        return seconds;
    }

    /// <summary>The faster of two runs: the first of a size also pays for memory that the process did not have yet.</summary>
    private static (Clustering Clustering, double Seconds) Best(IReadOnlyList<Article> records)
    {
        var runs = Enumerable.Range(0, 2).Select(_ =>
        {
            var watch = Stopwatch.StartNew();
            return (Clustering: Clusters.Find(records), Seconds: watch.Elapsed.TotalSeconds);
        }).ToList();
        return (runs[1].Clustering, runs.Min(run => run.Seconds));
    }

    private static (double P, double R, double F) Pairwise(LabelledSet set, Clustering clustering)
    {
        var found = clustering.Groups.Sum(group => Pairs(group.Count));
        var right = clustering.Groups.Sum(group => group.GroupBy(member => set.Works[member]).Sum(work => Pairs(work.Count())));
        var all = set.Works.GroupBy(work => work).Sum(work => Pairs(work.Count()));
        return Rates(right, found, all);
    }

    /// <summary>As the published table counts: a work of which no record is left is one false positive, a copy that is left a false negative.</summary>
    private static (double P, double R, double F) Setwise(LabelledSet set, Clustering clustering)
    {
        var kept = clustering.Groups.Select(group => group[0]).ToHashSet();
        var (removed, wrong, left) = (0, 0, 0);
        foreach (var work in Enumerable.Range(0, set.Records.Count).GroupBy(record => set.Works[record]).Select(records => records.ToList()))
        {
            var remaining = work.Count(kept.Contains);
            wrong += remaining == 0 ? 1 : 0;
            left += Math.Max(0, remaining - 1);
            removed += work.Count - Math.Max(1, remaining);
        }

        return Rates(removed, removed + wrong, removed + left);
    }

    private static void AllPairs(LabelledSet set)
    {
        var citations = set.Records.Select(Citation.Of).ToList();
        var blocked = Stopwatch.StartNew();
        _ = CandidatePairs.Of(citations).Count(pair => SameWork.Compare(citations[pair.One], citations[pair.Other]).IsSame);
        var few = blocked.Elapsed.TotalSeconds;
        var all = Stopwatch.StartNew();
        long same = 0;
        for (var i = 0; i < citations.Count; i++)
        {
            for (var j = i + 1; j < citations.Count; j++)
            {
                same += SameWork.Compare(citations[i], citations[j]).IsSame ? 1 : 0;
            }
        }

        Console.WriteLine(Line($"all pairs of {citations.Count} records with the same evidence: {all.Elapsed.TotalSeconds:0.0} s, {all.Elapsed.TotalSeconds / few:0} times the time of those worth comparing; {same} are one work"));
    }

    private static long Pairs(int count) => (long)count * (count - 1) / 2;

    private static (double P, double R, double F) Rates(long right, long found, long all)
    {
        var (p, r) = (found == 0 ? 1 : (double)right / found, all == 0 ? 1 : (double)right / all);
        return (p, r, p + r == 0 ? 0 : 2 * p * r / (p + r));
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
