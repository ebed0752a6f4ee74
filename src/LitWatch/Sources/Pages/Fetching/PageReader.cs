using LitWatch.Articles;
using Microsoft.Extensions.Options;

namespace LitWatch.Sources.Pages.Fetching;

/// <summary>Enrichment: reads the page behind an article's DOI where the databases know neither keywords nor abstract.</summary>
internal sealed class PageReader(PageClient client, IOptions<PagesOptions> options)
{
    /// <summary>Whether a page may add to the article.</summary>
    public static bool IsLacking(Article article) =>
        article.Doi is not null && (article.Keywords.Count == 0 || article.Abstract.Count == 0) && !article.Records.Any(record => record.Source == SourceNames.Page);

    /// <summary>What the page says, as a record of the source <see cref="SourceNames.Page"/>.</summary>
    /// <exception cref="SourceException">No page, no article on it, or another article.</exception>
    /// <exception cref="GateBusyException">From the gate, as it is.</exception>
    public async Task<Article> ReadAsync(Doi doi, SearchTranscript transcript, CancellationToken cancellationToken)
    {
        var address = Address(doi);
        var page = await client.FetchAsync(address, transcript, cancellationToken);
        var article = ArticlePage.Read(page.Answer.Body.Span, new ParseReport(), page.Address, page.Answer.ReceivedAt);
        return article.Doi == doi
            ? article
            : throw new SourceException(SourceNames.Page, $"The page of doi {doi} at {page.Address.Host} {(article.Doi is { } other ? $"is of {other}" : "names no DOI")}; it was left aside.", retryable: false);
    }

    private Uri Address(Doi doi) => new(options.Value.ResolverUrl.TrimEnd('/') + "/" + string.Join('/', doi.ToString().Split('/').Select(Uri.EscapeDataString)));
}
