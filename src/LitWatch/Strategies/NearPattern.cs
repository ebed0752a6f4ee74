namespace LitWatch.Strategies;

/// <summary>
/// Words in any order with at most <paramref name="distance"/> others between them altogether (PubMed proximity: NLM, "Proximity Search Now Available in
/// PubMed", 2022). A hyphenated word counts as the words it is made of.
/// </summary>
internal sealed class NearPattern(IReadOnlyList<WordPattern> parts, int distance)
{
    /// <summary>The shortest windows from each possible first word: word indexes, end exclusive.</summary>
    public IEnumerable<(int Start, int End)> Matches(List<Word> text)
    {
        var places = parts.Select(part => Places(part, text)).ToList();
        if (places.Any(list => list.Count == 0))
        {
            yield break;
        }

        foreach (var start in places.SelectMany(list => list).Select(place => place.Start).Distinct().Order())
        {
            if (WindowFrom(start, places) is { } end)
            {
                yield return (start, end);
            }
        }
    }

    private static List<(int Start, int End)> Places(WordPattern part, List<Word> text)
    {
        var places = new List<(int, int)>();
        for (var i = 0; i < text.Count; i++)
        {
            if (part.MatchAt(text, i) is > 0 and var end)
            {
                places.Add((i, end));
            }
        }

        return places;
    }

    // Each part takes its first free place: a word given twice must stand there twice.
    private int? WindowFrom(int start, List<List<(int Start, int End)>> places)
    {
        var taken = new List<(int Start, int End)>(places.Count);
        foreach (var list in places)
        {
            var free = list.FindIndex(place => place.Start >= start && !taken.Exists(other => place.Start < other.End && other.Start < place.End));
            if (free < 0)
            {
                return null;
            }

            taken.Add(list[free]);
        }

        var end = taken.Max(place => place.End);
        var between = end - start - taken.Sum(place => place.End - place.Start);
        return taken.Exists(place => place.Start == start) && between <= distance ? end : null;
    }
}
