using LitWatch.Articles;
using LitWatch.Digests.Mail;

namespace LitWatch.Digests;

/// <summary>
/// What a safety officer should read first: reports of cases, then records that are indexed as harm of a drug, then those whose title matches, then the rest; within each, the newest first.
/// </summary>
internal static class DigestOrder
{
    /// <param name="newestFirst">Lines of one alert; equal ones keep their order.</param>
    public static IReadOnlyList<DigestLine> Of(IEnumerable<DigestLine> newestFirst) => [.. newestFirst.OrderBy(Rank)];

    private static int Rank(DigestLine line) =>
        IsCaseReport(line.Article) ? 0
        : line.Article.Mesh.Any(heading => heading.Qualifiers.Any(qualifier => ArticleWords.IsHarm(qualifier.Name))) ? 1
        : line.Spans.Any(span => span.Field is "title" or "vernacularTitle") ? 2
        : 3;

    // A record has no publication type in its first days but "Journal Article": its title says what it is.
    private static bool IsCaseReport(Article article) =>
        article.PublicationTypes.Contains("Case Reports", StringComparer.OrdinalIgnoreCase)
        || (article.Title is { } title && (title.Contains("case report", StringComparison.OrdinalIgnoreCase) || title.Contains("case series", StringComparison.OrdinalIgnoreCase)));
}
