using System.Text.Json;

namespace LitWatch.Articles;

/// <summary>
/// One article from what several sources say of it. Per field: PubMed before Crossref before pages, the longer abstract, the earliest full date,
/// the union of keywords, links and records. The order of the input does not matter.
/// </summary>
internal static class ArticleMerge
{
    /// <summary>Descriptions by the trust in their source. Two readings of one record: the later one first, and at last any order, as long as it is always the same.</summary>
    public static readonly Comparer<Article> BestFirst = Comparer<Article>.Create((one, other) =>
        ReferenceEquals(one, other) ? 0
        : Rank(one).CompareTo(Rank(other)) is not 0 and var rank ? rank
        : string.CompareOrdinal(one.Id, other.Id) is not 0 and var id ? id
        : Nullable.Compare(other.Dates.Revised, one.Dates.Revised) is not 0 and var revised ? revised
        : Nullable.Compare(RetrievedOf(other), RetrievedOf(one)) is not 0 and var retrieved ? retrieved
        : string.CompareOrdinal(JsonSerializer.Serialize(one, ArticleJson.Default.Article), JsonSerializer.Serialize(other, ArticleJson.Default.Article)));

    /// <param name="id">The identifier of the result.</param>
    /// <param name="parts">At least one description of the same work.</param>
    public static Article Merge(string id, IEnumerable<Article> parts)
    {
        Article[] ranked = [.. parts.Order(BestFirst)];
        var merged = ranked[0] with
        {
            Id = id,
            Pmid = First(ranked, part => part.Pmid),
            Doi = First(ranked, part => part.Doi),
            Pmcid = First(ranked, part => part.Pmcid),
            Title = ranked.Select(part => part.Title).FirstOrDefault(title => title is not null),
            VernacularTitle = ranked.Select(part => part.VernacularTitle).FirstOrDefault(title => title is not null),
            Abstract = ranked.Select(part => part.Abstract).MaxBy(sections => sections.Sum(section => section.Text.Length))!,
            Authors = FirstFilled(ranked, part => part.Authors),
            Journal = Merge([.. ranked.Select(part => part.Journal).OfType<Journal>()]),
            Published = Earliest(ranked.Select(part => part.Published)),
            Languages = FirstFilled(ranked, part => part.Languages),
            PublicationTypes = FirstFilled(ranked, part => part.PublicationTypes),
            Keywords = Union(ranked, part => part.Keywords, keyword => keyword.ToUpperInvariant()),
            Mesh = FirstFilled(ranked, part => part.Mesh),
            Substances = FirstFilled(ranked, part => part.Substances),
            Links = Union(ranked, part => part.Links, link => (link.Type, Target(link))),
            Dates = new ArticleDates
            {
                Created = ranked.Min(part => part.Dates.Created),
                Entered = ranked.Min(part => part.Dates.Entered),
                Indexed = ranked.Min(part => part.Dates.Indexed),
                Revised = ranked.Max(part => part.Dates.Revised),
            },
            Records = Union(ranked, part => part.Records, record => (record.Source, record.Id)),
            IsRetracted = ranked.Any(part => part.IsRetracted),
        };
        return merged with { Provenance = Provenance.Of(merged, ranked) };
    }

    private static DateTimeOffset? RetrievedOf(Article part) => part.Records.Max(record => record.Retrieved);

    private static int Rank(Article part) => part.Records.Select(record => record.Source).FirstOrDefault() switch
    {
        SourceNames.PubMed => 0,
        SourceNames.Crossref => 1,
        _ => 2,
    };

    private static T? First<T>(IEnumerable<Article> parts, Func<Article, T?> field)
        where T : struct => parts.Select(field).FirstOrDefault(value => value is not null);

    private static IReadOnlyList<T> FirstFilled<T>(IEnumerable<Article> parts, Func<Article, IReadOnlyList<T>> field) =>
        parts.Select(field).FirstOrDefault(list => list.Count > 0) ?? [];

    private static IReadOnlyList<T> Union<T, TKey>(IEnumerable<Article> parts, Func<Article, IReadOnlyList<T>> field, Func<T, TKey> key) =>
        [.. parts.SelectMany(field).DistinctBy(key)];

    private static Journal? Merge(IReadOnlyList<Journal> journals) => journals.Count == 0 ? null : new Journal
    {
        Title = journals.Select(journal => journal.Title).FirstOrDefault(title => title is not null),
        IsoAbbreviation = journals.Select(journal => journal.IsoAbbreviation).FirstOrDefault(title => title is not null),
        Issn = [.. journals.SelectMany(journal => journal.Issn).Distinct(StringComparer.OrdinalIgnoreCase)],
        Volume = journals.Select(journal => journal.Volume).FirstOrDefault(volume => volume is not null),
        Issue = journals.Select(journal => journal.Issue).FirstOrDefault(issue => issue is not null),
        Pages = journals.Select(journal => journal.Pages).FirstOrDefault(pages => pages is not null),
    };

    private static PartialDate? Earliest(IEnumerable<PartialDate?> dates) =>
        dates.OfType<PartialDate>().OrderByDescending(date => date.Precision).ThenBy(date => date).Select(date => (PartialDate?)date).FirstOrDefault();

    private static string Target(ArticleLink link) =>
        link.Doi?.ToString() ?? link.Pmid?.ToString() ?? link.Pmcid?.ToString() ?? link.Citation ?? "";
}
