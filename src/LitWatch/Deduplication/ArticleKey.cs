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

        // Two languages have no title in common.
        if (WorkTitle.Of(article) is { Count: > 0 } titles && PlaceOf(article) is { } place && (article.Languages.Any(language => language is not ("eng" or "und")) || titles.Any(title => title.MayBeTranslated)))
        {
            yield return new ArticleKey("place", place);
        }

        foreach (var title in Titles(article).Where(title => title.Length >= MinTitleLength).Distinct(StringComparer.Ordinal))
        {
            yield return new ArticleKey("title", title[..Math.Min(title.Length, 200)]);
        }
    }

    private static string? PlaceOf(Article article) =>
        Citation.VolumeOf(article.Journal?.Volume) is { } volume && PageSpan.Of(article.Journal?.Pages) is { } pages && article.Published is { } published
            ? string.Create(CultureInfo.InvariantCulture, $"{published.Year} {volume} {pages.Number}")
            : null;

    /// <summary>Both titles of an article in folded form: letters and digits only, no case, no diacritics.</summary>
    public static IEnumerable<string> Titles(Article article) =>
        new[] { article.Title, article.VernacularTitle }.OfType<string>().Select(Fold).Where(title => title.Length > 0);

    /// <summary>Letters and digits only, as the matcher folds them.</summary>
    public static string Fold(string title) => FoldedText.Of(title).Letters.ToString();
}
