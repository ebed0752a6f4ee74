using LitWatch.Articles;

namespace LitWatch.Digests.Mail;

/// <summary>Where an article can be read. Made from checked identifiers only: addresses that a record brings along are nobody's promise.</summary>
internal static class ArticleAddress
{
    public static Uri Of(Pmid pmid) => new($"https://pubmed.ncbi.nlm.nih.gov/{pmid}/");

    public static Uri Of(Pmcid pmcid) => new($"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/");

    /// <summary>PubMed's page where there is one, else the publisher's; null when the article has no identifier.</summary>
    public static Uri? Of(Article article) =>
        article.Pmid is { } pmid ? Of(pmid)
        : article.Doi is { } doi ? doi.ToUri()
        : article.Pmcid is { } pmcid ? Of(pmcid)
        : null;
}
