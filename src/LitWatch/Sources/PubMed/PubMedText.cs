using System.Xml.Linq;
using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>Pieces that articles and books of PubMed share, as plain text.</summary>
internal static class PubMedText
{
    /// <summary>All text below the element: inline markup and MathML leave their text (<c>TGF-β1</c>, <c>H2O</c>).</summary>
    public static string? Of(XElement? element) => PlainText.Normalize(element?.Value);

    public static List<string> Distinct(IEnumerable<XElement> elements) => [.. elements.Select(Of).OfType<string>().Distinct(StringComparer.Ordinal)];

    public static List<string> Languages(IEnumerable<XElement> elements) =>
        [.. Distinct(elements).Select(language => language.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];

    public static List<string> Keywords(IEnumerable<XElement> lists) =>
        [.. lists.SelectMany(list => KeywordList.Split([.. list.Elements("Keyword").Select(keyword => keyword.Value)])).Distinct(StringComparer.Ordinal)];

    /// <summary>The abstract with its labels; where there is none, the first other one (a translation, or the publisher's summary).</summary>
    public static List<AbstractSection> Abstract(XElement? main, IEnumerable<XElement> others) =>
        new[] { main }.Concat(others).OfType<XElement>().Select(Sections).FirstOrDefault(sections => sections.Count > 0) ?? [];

    public static string? Pages(XElement? pagination)
    {
        var first = Of(pagination?.Element("StartPage"));
        var last = Of(pagination?.Element("EndPage"));
        return Of(pagination?.Element("MedlinePgn")) ?? (first is not null && last is not null ? $"{first}-{last}" : first);
    }

    /// <summary>
    /// <c>entrez</c> is CRDT, <c>pubmed</c> EDAT, <c>medline</c> MHDA (dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/att-PubStatus-c.html).
    /// PubMed states an MHDA also for records that are not indexed yet; it is then the day they came in.
    /// </summary>
    public static ArticleDates History(XElement? history, XElement? revised)
    {
        DateOnly? On(string status) =>
            PubMedDates.Day(history?.Elements("PubMedPubDate").FirstOrDefault(date => date.Attribute("PubStatus")?.Value == status));
        return new ArticleDates { Created = On("entrez"), Entered = On("pubmed"), Indexed = On("medline"), Revised = PubMedDates.Day(revised) };
    }

    private static List<AbstractSection> Sections(XElement element) =>
        [.. element.Elements("AbstractText")
            .Where(section => Of(section) is not null)
            .Select(section => new AbstractSection(PlainText.Normalize(section.Attribute("Label")?.Value), Of(section)!))];
}
