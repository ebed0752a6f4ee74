using System.Globalization;
using LitWatch.Articles;

namespace LitWatch.Deduplication;

/// <summary>
/// Pairs worth comparing, among any number of records: those that share an identifier, the beginning or end of a title or its longest words, year, volume and page, or first author and page. What many share is sorted, and only
/// neighbours are compared, so that the number of pairs grows with the number of records.
/// </summary>
internal static class CandidatePairs
{
    private const int TitleEnd = 24;
    private const int LongestWords = 3;

    /// <summary>In blocks up to this size all pairs are compared.</summary>
    private const int SmallBlock = 40;

    /// <summary>In larger ones, each with so many that follow it.</summary>
    private const int Neighbours = 12;

    /// <summary>Pairs of places in <paramref name="citations"/>, the lower first, each once. Depends on what the records say and on their order only where they say the same.</summary>
    public static IEnumerable<(int One, int Other)> Of(IReadOnlyList<Citation> citations)
    {
        var keyed = new List<(ulong Key, int Record)>(citations.Count * 8);
        for (var i = 0; i < citations.Count; i++)
        {
            foreach (var key in Keys(citations[i]))
            {
                keyed.Add((Hash(key), i));
            }
        }

        keyed.Sort();
        var pairs = new List<(int One, int Other)>();
        for (var (from, to) = (0, 0); from < keyed.Count; from = to)
        {
            while (to < keyed.Count && keyed[to].Key == keyed[from].Key)
            {
                to++;
            }

            Add(keyed.GetRange(from, to - from).Select(entry => entry.Record).Distinct(), citations, pairs);
        }

        pairs.Sort();
        return pairs.Distinct();
    }

    private static void Add(IEnumerable<int> sharing, IReadOnlyList<Citation> citations, List<(int One, int Other)> pairs)
    {
        var block = sharing.ToList();
        var window = block.Count;
        if (block.Count > SmallBlock)
        {
            block = [.. block.OrderBy(i => citations[i].Sorting, StringComparer.Ordinal).ThenBy(i => i)];
            window = Neighbours;
        }

        for (var i = 0; i < block.Count; i++)
        {
            for (var j = i + 1; j < block.Count && j - i <= window; j++)
            {
                pairs.Add(block[i] < block[j] ? (block[i], block[j]) : (block[j], block[i]));
            }
        }
    }

    /// <summary>FNV-1a: keys are many, and two that meet by chance cost one more comparison.</summary>
    private static ulong Hash(string key)
    {
        var hash = 14695981039346656037ul;
        foreach (var c in key)
        {
            hash = (hash ^ c) * 1099511628211ul;
        }

        return hash;
    }

    private static IEnumerable<string> Keys(Citation citation)
    {
        foreach (var id in Identifiers(citation.Article))
        {
            yield return id;
        }

        foreach (var title in citation.Titles)
        {
            yield return "begins " + title.Letters[..Math.Min(TitleEnd, title.Letters.Length)];
            yield return "ends " + title.Letters[^Math.Min(TitleEnd, title.Letters.Length)..];
            if (title.Longest(LongestWords) is { } words)
            {
                yield return "words " + words;
            }
        }

        if (citation.Pages is { } pages)
        {
            var page = pages.Number.ToString(CultureInfo.InvariantCulture);
            yield return string.Create(CultureInfo.InvariantCulture, $"place {citation.Volume} {page} {citation.Year}");
            if (citation.Authors is { } authors)
            {
                yield return $"author {authors.First} {page}";
            }
        }
    }

    private static IEnumerable<string> Identifiers(Article article) =>
        new[] { article.Pmid is { } pmid ? $"pmid {pmid}" : null, article.Doi is { } doi ? $"doi {doi}" : null, article.Pmcid is { } pmcid ? $"pmcid {pmcid}" : null }.OfType<string>();
}
