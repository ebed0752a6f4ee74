using System.Globalization;
using LitWatch.Articles;

namespace LitWatch.Deduplication;

/// <summary>
/// Pairs worth comparing, among any number of records: those that share an identifier, the beginning or end of a title or its longest words, volume and page, or first author and page. What many share is sorted, and only
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
        var blocks = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < citations.Count; i++)
        {
            foreach (var key in Keys(citations[i]).Distinct(StringComparer.Ordinal))
            {
                (blocks.TryGetValue(key, out var block) ? block : blocks[key] = []).Add(i);
            }
        }

        var pairs = new HashSet<(int, int)>();
        foreach (var block in blocks.Values.Where(block => block.Count > 1))
        {
            var window = block.Count <= SmallBlock ? block.Count : Neighbours;
            var ordered = block.Count <= SmallBlock ? block : [.. block.OrderBy(i => citations[i].Sorting, StringComparer.Ordinal).ThenBy(i => i)];
            for (var i = 0; i < ordered.Count; i++)
            {
                for (var j = i + 1; j < ordered.Count && j - i <= window; j++)
                {
                    pairs.Add(ordered[i] < ordered[j] ? (ordered[i], ordered[j]) : (ordered[j], ordered[i]));
                }
            }
        }

        return pairs;
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
            yield return $"place {citation.Volume} {page} {(citation.Volume is null ? citation.Year : null)}";
            if (citation.Authors is { } authors)
            {
                yield return $"author {authors.First} {page}";
            }
        }
    }

    private static IEnumerable<string> Identifiers(Article article) =>
        new[] { article.Pmid is { } pmid ? $"pmid {pmid}" : null, article.Doi is { } doi ? $"doi {doi}" : null, article.Pmcid is { } pmcid ? $"pmcid {pmcid}" : null }.OfType<string>();
}
