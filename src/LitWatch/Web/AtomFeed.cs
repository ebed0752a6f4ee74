using System.Globalization;
using System.Xml.Linq;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Digests.Mail;
using LitWatch.Sources;

namespace LitWatch.Web;

/// <summary>An alert's finds as Atom (RFC 4287). All text of others is text: no markup, no characters that XML or a reader's display could stumble over.</summary>
internal static class AtomFeed
{
    /// <summary>Readers ask again within hours; the newest are enough.</summary>
    public const int Newest = 100;

    private const int LongestTitle = 400;

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    /// <param name="hits">Newest first, <see cref="Newest"/> at most.</param>
    public static string Of(Alert alert, IReadOnlyList<HitView> hits, Uri publicUrl)
    {
        var feed = new XElement(
            Atom + "feed",
            new XElement(Atom + "id", $"urn:litwatch:alert:{alert.Id}"),
            new XElement(Atom + "title", $"LitWatch: {ForeignText.Line(alert.Name)}"),
            new XElement(Atom + "updated", Instant(hits is [var newest, ..] ? newest.FirstSeenAt : alert.CreatedAt)),
            new XElement(Atom + "author", new XElement(Atom + "name", "LitWatch")),
            new XElement(Atom + "link", new XAttribute("rel", "alternate"), new XAttribute("href", publicUrl.AbsoluteUri)),
            new XElement(Atom + "rights", NcbiNotice.Line),
            hits.Select(Entry));
        return new XDeclaration("1.0", "utf-8", null) + "\n" + feed;
    }

    private static XElement Entry(HitView hit)
    {
        var article = hit.Article;
        return new XElement(
            Atom + "entry",
            new XElement(Atom + "id", $"urn:litwatch:article:{article.Id}"),
            new XElement(Atom + "title", (article.IsRetracted ? "RETRACTED: " : "") + TitleOf(article)),
            new XElement(Atom + "updated", Instant(hit.FirstSeenAt)),
            article.Authors.Count == 0
                ? new XElement(Atom + "author", new XElement(Atom + "name", "unknown"))
                : article.Authors.Take(10).Select(author => new XElement(Atom + "author", new XElement(Atom + "name", ArticleWords.Authors([author]) is { Length: > 0 } name ? name : "unknown"))),
            ArticleAddress.Of(article) is { } address ? new XElement(Atom + "link", new XAttribute("rel", "alternate"), new XAttribute("href", address.AbsoluteUri)) : null,
            article.Keywords.Select(keyword => ForeignText.Line(keyword, 80)).Where(keyword => keyword.Length > 0).Select(keyword => new XElement(Atom + "category", new XAttribute("term", keyword))),
            new XElement(Atom + "summary", Summary(article)));
    }

    private static string Summary(Article article) =>
        string.Join(" · ", new[] { ArticleWords.Citation(article), string.Concat(Snippet.Of(article, []).Select(piece => piece.Text)) }.Where(part => part.Length > 0));

    private static string TitleOf(Article article) => ForeignText.Line(article.Title ?? article.VernacularTitle, LongestTitle) is { Length: > 0 } title ? title : "[no title]";

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
