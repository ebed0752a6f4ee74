using System.Xml.Linq;
using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// One <c>PubmedBookArticle</c>: a chapter (the book stands where other articles have their journal), or a whole book (its title is the article's).
/// </summary>
internal static class PubMedBook
{
    public static Article ToArticle(XElement element, ParseReport report, DateTimeOffset? retrieved)
    {
        var document = element.Name.LocalName == "BookDocument" ? element : element.Element("BookDocument") ?? new XElement("BookDocument");
        var book = document.Element("Book");
        var data = element.Element("PubmedBookData");
        var ids = PubMedIds.Of(document.Element("PMID"), document.Element("ArticleIdList"), book?.Elements("ELocationID") ?? [], [], report);
        var chapter = PubMedText.Of(document.Element("ArticleTitle"));
        var bookTitle = PubMedText.Of(book?.Element("BookTitle"));
        var authors = document.Elements("AuthorList").ToList();
        return new Article
        {
            Id = ids.ArticleId(chapter ?? bookTitle),
            Pmid = ids.Pmid,
            Doi = ids.Doi,
            Pmcid = ids.Pmcid,
            Title = chapter ?? bookTitle,
            VernacularTitle = PubMedText.Of(document.Element("VernacularTitle")),
            Abstract = PubMedText.Abstract(document.Element("Abstract"), document.Elements("OtherAbstract")),
            Authors = PubMedAuthors.Of(Authors(authors.Count > 0 ? authors : [.. book?.Elements("AuthorList") ?? []])),
            Journal = chapter is null || bookTitle is null
                ? null
                : new Journal { Title = bookTitle, Volume = PubMedText.Of(book?.Element("Volume")), Pages = PubMedText.Pages(document.Element("Pagination")) },
            Published = PubMedDates.EarliestFull([PubMedDates.Partial(document.Element("ContributionDate") ?? book?.Element("PubDate"))]),
            Languages = PubMedText.Languages(document.Elements("Language")),
            PublicationTypes = PubMedText.Distinct(document.Elements("PublicationType")),
            Keywords = PubMedText.Keywords(document.Elements("KeywordList")),
            Links = PubMedLinks.Of(document, document),
            Dates = PubMedText.History(data?.Element("History"), document.Element("DateRevised")),
            Records = ids.Records(chapter ?? bookTitle, retrieved),
        };
    }

    /// <summary>Lists of editors are left out where authors are named.</summary>
    private static List<XElement> Authors(List<XElement> lists)
    {
        var authors = lists.Where(list => list.Attribute("Type")?.Value != "editors").ToList();
        return authors.Count > 0 ? authors : lists;
    }
}
