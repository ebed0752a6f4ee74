using System.Globalization;
using LitWatch.Articles;
using LitWatch.Strategies;

namespace LitWatch.Digests.Mail;

/// <summary>What a digest says of an article, in words that both bodies share.</summary>
internal static class ArticleWords
{
    private const int AuthorsShown = 3;
    private const int MeshShown = 6;
    private const int KeywordsShown = 8;

    public static string Authors(IReadOnlyList<Author> authors)
    {
        string[] names = [.. authors.Take(AuthorsShown).Select(Name).Where(name => name.Length > 0)];
        return names.Length == 0 ? "" : string.Join(", ", names) + (authors.Count > AuthorsShown ? ", et al." : "");
    }

    /// <summary>As PubMed cites: <c>Dermatol Pract Concept. 2022 Apr 30;12(2):e2022088</c>.</summary>
    public static string Citation(Article article)
    {
        var journal = article.Journal;
        var name = ForeignText.Line(journal?.IsoAbbreviation ?? journal?.Title, 120).TrimEnd('.');
        var date = article.Published is { } published ? Date(published) : "";
        var issue = ForeignText.Line(journal?.Volume, 30) + (journal?.Issue is { Length: > 0 } number ? $"({ForeignText.Line(number, 30)})" : "");
        var pages = ForeignText.Line(journal?.Pages, 40);
        var place = issue + (pages.Length > 0 ? ":" + pages : "");
        var when = date.Length > 0 && place.Length > 0 ? $"{date};{place}" : date + place;
        return string.Join(". ", new[] { name, when }.Where(part => part.Length > 0));
    }

    public static string Keywords(Article article) => Some(article.Keywords, KeywordsShown);

    /// <summary>Headings that PubMed's indexers tied to harm come first; a star marks a major topic, as in PubMed.</summary>
    public static string Mesh(Article article) => Some(
        [.. article.Mesh
            .OrderByDescending(heading => heading.Qualifiers.Any(qualifier => IsHarm(qualifier.Name)))
            .ThenByDescending(heading => heading.Major || heading.Qualifiers.Any(qualifier => qualifier.Major))
            .Select(Heading)],
        MeshShown);

    public static string PublicationTypes(Article article) => Some(article.PublicationTypes, MeshShown);

    /// <summary>Empty for an article in English, or when the language is not known.</summary>
    public static string Language(Article article) =>
        IsForeign(article) ? string.Join(", ", article.Languages.Take(4).Select(LanguageNames.Of)) : "";

    public static bool IsForeign(Article article) => article.Languages.Count > 0 && !article.Languages.Contains(LanguageNames.English, StringComparer.Ordinal);

    /// <summary>The terms, and where they stand: <c>title: natalizumab, psoriasis; MeSH: Natalizumab</c>.</summary>
    public static string Why(DigestLine line)
    {
        if (line.Spans.Count == 0)
        {
            return $"matched by {(line.FoundIn.Count == 0 ? "the source" : Sources(line.FoundIn))}; not seen in title, abstract or keywords";
        }

        return string.Join("; ", line.Spans
            .GroupBy(span => Field(span.Field))
            .OrderBy(group => group.Key.Order).ThenBy(group => group.Key.Name, StringComparer.Ordinal)
            .Select(group => $"{group.Key.Name}: {Some([.. group.Select(span => span.Term).Distinct(StringComparer.OrdinalIgnoreCase)], KeywordsShown)}"));
    }

    public static string Sources(IEnumerable<string> sources) => string.Join(", ", sources.Take(6).Select(SearchWords.SourceName));

    /// <summary>The first few, and how many more there are.</summary>
    public static string Some(IReadOnlyList<string> items, int shown) =>
        string.Join(", ", items.Take(shown).Select(item => ForeignText.Line(item, 80)))
        + (items.Count > shown ? string.Create(CultureInfo.InvariantCulture, $" and {items.Count - shown:N0} more") : "");

    private static string Name(Author author) =>
        ForeignText.Line(author.Collective ?? $"{author.Family} {author.Initials ?? author.Given}", 80);

    private static string Date(PartialDate date) =>
        date.Earliest.ToString(date.Precision switch { 1 => "yyyy", 2 => "yyyy MMM", _ => "yyyy MMM d" }, CultureInfo.InvariantCulture);

    private static string Heading(MeshHeading heading)
    {
        var star = heading.Major || heading.Qualifiers.Any(qualifier => qualifier.Major) ? "*" : "";
        var qualifiers = heading.Qualifiers.OrderByDescending(qualifier => IsHarm(qualifier.Name)).Take(3).Select(qualifier => "/" + qualifier.Name);
        return heading.Descriptor + string.Concat(qualifiers) + star;
    }

    public static bool IsHarm(string qualifier) => qualifier is "adverse effects" or "chemically induced" or "toxicity" or "poisoning";

    private static (int Order, string Name) Field(string field) => field.Split('[')[0] switch
    {
        "title" => (0, "title"),
        "vernacularTitle" => (1, "original title"),
        "abstract" => (2, "abstract"),
        "keywords" => (3, "keywords"),
        "mesh" => (4, "MeSH"),
        "substances" => (5, "substances"),
        "publicationTypes" => (6, "publication types"),
        var other => (7, ForeignText.Line(other, 30)),
    };
}
