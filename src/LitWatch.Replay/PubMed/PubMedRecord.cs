using System.Globalization;
using System.Xml.Linq;
using LitWatch.Replay.Corpora;

namespace LitWatch.Replay.PubMed;

/// <summary>One citation: its XML as loaded and what can be searched in it.</summary>
internal sealed class PubMedRecord
{
    private PubMedRecord(XElement article, XElement citation, string pmid)
    {
        Pmid = pmid;
        Number = long.Parse(pmid, CultureInfo.InvariantCulture);
        Version = int.TryParse(citation.Element("PMID")!.Attribute("Version")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 1;
        Xml = XmlText.Write(article);

        var history = article.Descendants("PubMedPubDate").ToLookup(d => d.Attribute("PubStatus")?.Value ?? "", CorpusDates.DateOf, StringComparer.OrdinalIgnoreCase);
        Published = [.. PublicationDates.Of(citation)];
        DateOnly? revised = Date(citation, "DateRevised");
        var entrez = history["entrez"].FirstOrDefault();
        var pubmed = history["pubmed"].FirstOrDefault();
        var fallback = Date(citation, "DateCreated") ?? Date(citation, "DateCompleted") ?? revised ?? Published.Cast<DateOnly?>().FirstOrDefault() ?? new DateOnly(1900, 1, 1);
        Created = entrez ?? pubmed ?? fallback;
        Entered = pubmed ?? Date(citation, "DateCreated") ?? entrez ?? fallback;

        // Until a record is indexed, its MeSH date is its entry date (PubMed help, MeSH Date).
        Indexed = history["medline"].FirstOrDefault() ?? Entered;
        Revised = revised ?? Created;
        Terms = RecordTerms.Of(article, citation, pmid);
    }

    public string Pmid { get; }

    public long Number { get; }

    public int Version { get; }

    /// <summary>The PubmedArticle or PubmedBookArticle element, as in the file but for moved dates.</summary>
    public string Xml { get; }

    /// <summary>CRDT: the day it was truly added (PubStatus entrez).</summary>
    public DateOnly Created { get; }

    /// <summary>EDAT: equals the publication date for records added over a year later (PubStatus pubmed).</summary>
    public DateOnly Entered { get; }

    /// <summary>MHDA (PubStatus medline).</summary>
    public DateOnly Indexed { get; }

    /// <summary>LR: DateRevised.</summary>
    public DateOnly Revised { get; }

    /// <summary>Print and electronic dates; a missing month or day counts as the first.</summary>
    public IReadOnlyList<DateOnly> Published { get; }

    public RecordTerms Terms { get; }

    /// <summary>Reads a PubmedArticle, PubmedBookArticle or bare MedlineCitation; null when it has no PMID.</summary>
    public static PubMedRecord? From(XElement element)
    {
        var article = element.Name.LocalName == "MedlineCitation" ? new XElement("PubmedArticle", element) : element;
        var citation = article.Element("MedlineCitation") ?? article.Element("BookDocument");
        var pmid = citation?.Element("PMID")?.Value.Trim();
        return pmid is { Length: > 0 and < 19 } && pmid.All(char.IsAsciiDigit) ? new PubMedRecord(article, citation!, pmid) : null;
    }

    public IEnumerable<DateOnly> Dates(Field field) => field switch
    {
        Field.EntryDate => [Entered],
        Field.CreateDate => [Created],
        Field.MeshDate => [Indexed],
        Field.ModificationDate => [Revised],
        _ => Published,
    };

    private static DateOnly? Date(XElement citation, string name) => citation.Element(name) is { } date ? CorpusDates.DateOf(date) : null;
}
