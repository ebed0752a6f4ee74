namespace LitWatch.Strategies.Matching;

/// <summary>
/// Words in any order with at most <see cref="Term.Distance"/> others between them altogether (PubMed proximity: NLM, "Proximity Search Now Available in
/// PubMed", 2022). A hyphenated word counts as the words it is made of.
/// </summary>
internal static class NearPattern
{
    /// <summary>The shortest windows from each possible first word: word indexes, end exclusive.</summary>
    /// <param name="places">For each part, every place where it stands in a text, in order.</param>
    /// <param name="distance">The most words between.</param>
    public static IEnumerable<(int Start, int End)> Windows(IReadOnlyList<List<(int Start, int End)>> places, int distance)
    {
        foreach (var start in places.SelectMany(list => list).Select(place => place.Start).Distinct().Order())
        {
            if (WindowFrom(start, places, distance) is { } end)
            {
                yield return (start, end);
            }
        }
    }

    // Each part takes its first free place: a word given twice must stand there twice.
    private static int? WindowFrom(int start, IReadOnlyList<List<(int Start, int End)>> places, int distance)
    {
        var taken = new List<(int Start, int End)>(places.Count);
        foreach (var list in places)
        {
            var free = FirstFrom(start, list);
            while (free < list.Count && taken.Exists(other => list[free].Start < other.End && other.Start < list[free].End))
            {
                free++;
            }

            if (free == list.Count)
            {
                return null;
            }

            taken.Add(list[free]);
        }

        var end = taken.Max(place => place.End);
        var between = end - start - taken.Sum(place => place.End - place.Start);
        return taken.Exists(place => place.Start == start) && between <= distance ? end : null;
    }

    private static int FirstFrom(int start, List<(int Start, int End)> places)
    {
        var found = places.BinarySearch((start, 0));
        return found < 0 ? ~found : found;
    }
}
