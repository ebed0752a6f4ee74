using System.Xml.Linq;
using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

internal static class PubMedAuthors
{
    /// <summary>Authors in order. A name marked as misspelt (<c>ValidYN="N"</c>) stands beside its correction, so it is left out.</summary>
    public static List<Author> Of(IEnumerable<XElement> lists)
    {
        var all = lists.Elements("Author").ToList();
        var valid = all.Where(author => author.Attribute("ValidYN")?.Value != "N").ToList();
        return [.. (valid.Count > 0 ? valid : all).Select(Author).OfType<Author>()];
    }

    private static Author? Author(XElement element)
    {
        var author = new Author
        {
            Family = PubMedText.Of(element.Element("LastName")),
            Given = PubMedText.Of(element.Element("ForeName")) ?? PubMedText.Of(element.Element("FirstName")),
            Initials = PubMedText.Of(element.Element("Initials")),
            Collective = PubMedText.Of(element.Element("CollectiveName")),
            Orcid = element.Elements("Identifier").Where(id => id.Attribute("Source")?.Value == "ORCID").Select(id => Orcid.Normalize(id.Value)).FirstOrDefault(id => id is not null),
            Affiliations = PubMedText.Distinct(element.Elements("AffiliationInfo").Elements("Affiliation").Concat(element.Elements("Affiliation"))),
        };
        return (author.Family ?? author.Given ?? author.Collective) is null ? null : author;
    }
}
