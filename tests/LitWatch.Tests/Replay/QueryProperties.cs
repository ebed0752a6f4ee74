using System.Globalization;
using FsCheck.Xunit;
using LitWatch.Replay.PubMed;
using LitWatch.Replay.PubMed.Query;

namespace LitWatch.Tests.Replay;

/// <summary>What holds for every query.</summary>
public sealed class QueryProperties
{
    private static readonly string[] Fragments = ["(", ")", "\"", "[", "]", "[tiab]", "[ti:~3]", "[crdt]", "AND ", " OR ", " NOT ", ":", "*", "/", "#1", "2026/11", "liver", "\ud800", "\0", "é", " "];
    private static readonly string[] Words = ["alpha", "beta", "gamma", "delta"];

    /// <summary>Record n holds the words whose bits are set in n.</summary>
    private static readonly PubMedIndex Index = Replayed.Index(
        Enumerable.Range(1, 15).Select(n => Replayed.Article(n, string.Join(' ', Words.Where((_, bit) => (n & (1 << bit)) != 0)))));

    [Property(MaxTest = 300)]
    public bool Any_string_is_a_query(string? text) => Index.Search(text ?? "").Docs.Count >= 0;

    [Property(MaxTest = 500)]
    public bool Any_mixture_of_the_language_s_own_signs_is_a_query(int[] picks) =>
        Index.Search(string.Concat((picks ?? []).Select(p => Fragments[(int)((uint)p % Fragments.Length)]))).Docs.Count >= 0;

    [Property(MaxTest = 500)]
    public bool Evaluation_from_left_to_right_equals_a_fold_over_sets((int Operator, int Word)[] links)
    {
        var steps = (links ?? []).Select(l => (By: (Operator)((uint)l.Operator % 3), Word: (int)((uint)l.Word % Words.Length))).ToList();
        var query = string.Concat(steps.Select((s, i) => $"{(i == 0 ? "" : $" {s.By.ToString().ToUpperInvariant()} ")}{Words[s.Word]}[ti]"));
        var expected = new HashSet<int>();
        foreach (var (step, i) in steps.Select((s, i) => (s, i)))
        {
            var with = Enumerable.Range(1, 15).Where(n => (n & (1 << step.Word)) != 0).ToHashSet();
            expected = (i == 0 ? Operator.Or : step.By) switch
            {
                Operator.And => [.. expected.Intersect(with)],
                Operator.Or => [.. expected.Union(with)],
                _ => [.. expected.Except(with)],
            };
        }

        return Index.Pmids(query) == string.Join(' ', expected.Order().Select(n => n.ToString(CultureInfo.InvariantCulture)));
    }
}
