using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LitWatch.Articles;

/// <summary>
/// What is kept of one record: its own description and, when it is the root of a joined article, those of the records that point to it.
/// A join is a pointer (<see cref="MergedInto"/>) and a copy; nothing is lost by it, so a split only takes both away.
/// </summary>
internal sealed record StoredArticle
{
    public required Article Own { get; init; }

    /// <summary>Descriptions of the records joined into this one.</summary>
    public IReadOnlyList<Article> Absorbed { get; init; } = [];

    public IReadOnlyList<ArticleJoin> Joins { get; init; } = [];

    /// <summary>What people took apart, which no evidence joins again.</summary>
    public IReadOnlyList<ArticleSplit> Splits { get; init; } = [];

    /// <summary>The root this record was joined into; null for a root.</summary>
    public string? MergedInto { get; init; }

    [JsonIgnore]
    public string Id => Own.Id;

    /// <summary>All identifiers under which the article may have been hit or mailed.</summary>
    [JsonIgnore]
    public IEnumerable<string> Aliases => Parts.Select(part => part.Id);

    /// <summary>What each record says of the article, its own first.</summary>
    [JsonIgnore]
    public IEnumerable<Article> Parts => Absorbed.Prepend(Own);

    /// <summary>The article as people see it.</summary>
    public Article Merged() => ArticleMerge.Merge(Id, Parts);

    /// <summary>Whether a person said that a record of the one and a record of the other are two works.</summary>
    public bool IsSplitFrom(StoredArticle other)
    {
        var (mine, theirs) = (Aliases.ToHashSet(StringComparer.Ordinal), other.Aliases.ToHashSet(StringComparer.Ordinal));
        return Splits.Concat(other.Splits).Any(split =>
            (mine.Contains(split.Record) && split.From.Any(theirs.Contains)) || (theirs.Contains(split.Record) && split.From.Any(mine.Contains)));
    }

    /// <summary>A hash over all that <paramref name="record"/> says but when it was fetched: equal means unchanged.</summary>
    public static string RevisionOf(Article record)
    {
        var timeless = record with { Records = [.. record.Records.Select(source => source with { Retrieved = null })] };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(timeless, ArticleJson.Default.Article)))[..32];
    }
}

/// <param name="Record">Which record was joined.</param>
/// <param name="Evidence">Why the two were taken for one work, in words.</param>
/// <param name="Rules">Version of the rules that decided.</param>
internal sealed record ArticleJoin(string Record, string Evidence, string Rules, DateTimeOffset At);

/// <param name="Record">Which record was taken out.</param>
/// <param name="From">The records it was with.</param>
/// <param name="By">Who did it.</param>
/// <param name="Reason">Why, in their words.</param>
internal sealed record ArticleSplit(string Record, IReadOnlyList<string> From, string By, string Reason, DateTimeOffset At);
