using System.Globalization;
using LitWatch.Articles;
using LitWatch.Strategies.Matching;

namespace LitWatch.Deduplication;

/// <summary>Something two records of one work are likely to share. Bearing the same key makes a pair worth comparing, never more.</summary>
internal sealed record ArticleKey(string Kind, string Value)
{
    // Shorter titles ("Reply", "A case report") are shared by works that have nothing to do with each other.
    private const int MinTitleLength = 20;

    public static IEnumerable<ArticleKey> Of(Article article)
    {
        foreach (var identifier in Identifiers(article))
        {
            yield return identifier;
        }

        // Two languages have no title in common.
        if (Citation.Of(article) is { MayBeTranslated: true, Volume: { } volume, Pages: { } pages, Year: { } year })
        {
            yield return new ArticleKey("place", string.Create(CultureInfo.InvariantCulture, $"{year} {volume} {pages.Number}"));
        }

        foreach (var title in Titles(article).Where(title => title.Length >= MinTitleLength).Distinct(StringComparer.Ordinal))
        {
            yield return new ArticleKey("title", title[..Math.Min(title.Length, 200)]);
        }
    }

    /// <summary>The keys that come from no resemblance.</summary>
    public static IEnumerable<ArticleKey> Identifiers(Article article)
    {
        if (article.Pmid is { } pmid)
        {
            yield return new ArticleKey("pmid", pmid.ToString());
        }

        if (article.Doi is { } doi)
        {
            yield return new ArticleKey("doi", doi.ToString());
        }

        // What has another identifier is found by that, or by its title; a key costs a transaction.
        if (article is { Pmcid: { } pmcid, Pmid: null, Doi: null })
        {
            yield return new ArticleKey("pmcid", pmcid.ToString());
        }
    }

    /// <summary>Both titles of an article: letters and digits only, as the matcher folds them.</summary>
    public static IEnumerable<string> Titles(Article article) =>
        new[] { article.Title, article.VernacularTitle }.OfType<string>().Select(title => FoldedText.Of(title).Letters.ToString()).Where(title => title.Length > 0);
}
