namespace LitWatch.Articles;

/// <summary>Which sources a merged article's fields come from: one where a field is taken from the best source, several where it is a union.</summary>
internal static class Provenance
{
    private static readonly (string Name, Func<Article, object?> Value)[] Taken =
    [
        ("pmid", article => article.Pmid),
        ("doi", article => article.Doi),
        ("pmcid", article => article.Pmcid),
        ("title", article => article.Title),
        ("vernacularTitle", article => article.VernacularTitle),
        ("abstract", article => Filled(article.Abstract)),
        ("authors", article => Filled(article.Authors)),
        ("published", article => article.Published),
        ("languages", article => Filled(article.Languages)),
        ("publicationTypes", article => Filled(article.PublicationTypes)),
        ("mesh", article => Filled(article.Mesh)),
        ("substances", article => Filled(article.Substances)),
    ];

    private static readonly (string Name, Func<Article, bool> Adds)[] Gathered =
    [
        ("journal", article => article.Journal is not null),
        ("keywords", article => article.Keywords.Count > 0),
        ("links", article => article.Links.Count > 0),
        ("isRetracted", article => article.IsRetracted),
    ];

    /// <summary>Null where all parts are of one source: then there is nothing to tell.</summary>
    /// <param name="merged">What <see cref="ArticleMerge"/> made of the parts: lists that it took are the very lists of a part.</param>
    /// <param name="ranked">The parts, best first.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>>? Of(Article merged, IReadOnlyList<Article> ranked)
    {
        if (merged.Records.DistinctBy(record => record.Source).Count() < 2)
        {
            return null;
        }

        var sources = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (name, value) in Taken)
        {
            if (value(merged) is { } taken && ranked.FirstOrDefault(part => Equals(value(part), taken)) is { } from)
            {
                sources[name] = Sources(from, name);
            }
        }

        foreach (var (name, adds) in Gathered)
        {
            if (ranked.Where(adds).SelectMany(part => Sources(part, name)).Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } from)
            {
                sources[name] = from;
            }
        }

        return sources;
    }

    /// <summary>A part may be a merged article itself.</summary>
    private static IReadOnlyList<string> Sources(Article part, string name) =>
        part.Provenance?.GetValueOrDefault(name) ?? [.. part.Records.Select(record => record.Source).Distinct(StringComparer.Ordinal)];

    private static IReadOnlyList<T>? Filled<T>(IReadOnlyList<T> list) => list.Count > 0 ? list : null;
}
