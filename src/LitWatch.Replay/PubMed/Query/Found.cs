namespace LitWatch.Replay.PubMed.Query;

/// <summary>What a part of a query found and how it was understood.</summary>
internal sealed record Found(DocSet Docs, string Translation, bool IsCompound = false)
{
    /// <summary>Nothing was left of it to search for: neither narrows nor widens what it is joined with.</summary>
    public bool IsIgnored { get; init; }

    public string Enclosed => IsCompound ? $"({Translation})" : Translation;

    /// <summary>A term as QueryTranslation writes it.</summary>
    public static string Quote(IEnumerable<string> words, Field field, bool isTruncated = false, string suffix = "") =>
        $"\"{string.Join(' ', words)}{(isTruncated ? "*" : "")}\"[{FieldTags.FullName(field)}{suffix}]";

    public static Found Join(IEnumerable<Found> parts, Operator by)
    {
        var all = parts.ToList();
        return all.Count == 1
            ? all[0]
            : new Found(
                all.Select(p => p.Docs).Aggregate((a, b) => by == Operator.Or ? a | b : a & b),
                string.Join(by == Operator.Or ? " OR " : " AND ", all.Select(p => p.Enclosed)),
                IsCompound: true);
    }
}
