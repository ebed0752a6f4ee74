using System.Globalization;
using System.Net;
using System.Text;
using System.Xml.Linq;
using LitWatch.Replay.Corpora;
using LitWatch.Replay.PubMed;

namespace LitWatch.Replay.Pages;

/// <summary>A resolver of DOIs and one publisher behind it, who has a page for each PubMed record with a DOI: meta tags as scholarly publishers write them, keywords, abstract.</summary>
internal sealed class ArticlePages(Corpus corpus)
{
    public const string ResolverPath = "/doi/";
    private const string PagePath = "/articles/";

    /// <summary><c>doi</c> for the resolver, <c>page</c> or <c>robots</c> of the publisher; null when the path is none of ours.</summary>
    public static string? RouteOf(string path) =>
        path.StartsWith(ResolverPath, StringComparison.Ordinal) ? "doi"
        : path.StartsWith(PagePath, StringComparison.Ordinal) ? "page"
        : path == "/robots.txt" ? "robots"
        : null;

    public Answer Respond(string route, ReplayedRequest request) => route switch
    {
        "robots" => Answer.Text("User-agent: *\nDisallow: /private/\n"),
        "doi" when Find(request.Path[ResolverPath.Length..]) is { } record =>
            Answer.Html("", 302).With(KeyValuePair.Create("Location", PagePath + record.Pmid)),
        "page" when corpus.PubMed.Find(request.Path[PagePath.Length..]) is { } record => Answer.Text(Page(record), "text/html; charset=utf-8"),
        _ => Answer.Html("<html><head><title>DOI Not Found</title></head><body><h1>DOI Not Found</h1></body></html>", 404),
    };

    private PubMedRecord? Find(string doi)
    {
        var wanted = Uri.UnescapeDataString(doi);
        var key = PubMedText.Key(wanted);
        return corpus.PubMed.Values(Field.ArticleId, key, value => value == key).Docs()
            .Select(place => corpus.PubMed.Records[place])
            .FirstOrDefault(record => wanted.Equals(RecordSummary.Of(record).Doi, StringComparison.OrdinalIgnoreCase));
    }

    private static string Page(PubMedRecord record)
    {
        var summary = RecordSummary.Of(record);
        var keywords = XElement.Parse(record.Xml).Descendants("Keyword").Select(keyword => keyword.Value.Trim()).ToArray();
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        void Meta(string name, string? value)
        {
            if (value is { Length: > 0 })
            {
                page.Append(CultureInfo.InvariantCulture, $"<meta name=\"{name}\" content=\"{WebUtility.HtmlEncode(value)}\">\n");
            }
        }

        Meta("citation_title", summary.Title);
        summary.Authors.ForEach(author => Meta("citation_author", author));
        Meta("citation_journal_title", summary.FullJournalName);
        Meta("citation_publication_date", record.Published.Count > 0 ? record.Published[0].ToString("yyyy/MM/dd", CultureInfo.InvariantCulture) : null);
        Meta("citation_volume", summary.Volume);
        Meta("citation_issue", summary.Issue);
        Meta("citation_doi", summary.Doi);
        Meta("citation_pmid", record.Pmid);
        page.Append("</head>\n<body>\n<h1>").Append(WebUtility.HtmlEncode(summary.Title)).Append("</h1>\n");
        if (summary.Abstract.Length > 0)
        {
            page.Append("<section id=\"abstract\"><h2>Abstract</h2><p>").Append(WebUtility.HtmlEncode(summary.Abstract)).Append("</p></section>\n");
        }

        if (keywords.Length > 0)
        {
            page.Append("<p><strong>Keywords:</strong> ").Append(WebUtility.HtmlEncode(string.Join(", ", keywords))).Append("</p>\n");
        }

        return page.Append("</body>\n</html>\n").ToString();
    }
}
