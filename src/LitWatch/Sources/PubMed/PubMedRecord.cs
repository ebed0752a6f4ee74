using System.Xml.Linq;
using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// One <c>PubmedArticle</c> (or its <c>MedlineCitation</c> alone) as an <see cref="Article"/>.
/// Elements: https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html. Not taken over: suffixes of names, investigators, grants, data banks.
/// </summary>
internal static class PubMedRecord
{
    private const string RetractedPublication = "Retracted Publication";

    public static Article ToArticle(XElement element, ParseReport report, DateTimeOffset? retrieved)
    {
        var citation = element.Name.LocalName == "MedlineCitation" ? element : element.Element("MedlineCitation") ?? new XElement("MedlineCitation");
        var article = citation.Element("Article") ?? new XElement("Article");
        var data = element.Element("PubmedData");
        var ids = PubMedIds.Of(citation.Element("PMID"), data?.Element("ArticleIdList"), article.Elements("ELocationID"), citation.Elements("OtherID"), report);
        var title = PubMedText.Of(article.Element("ArticleTitle"));
        var types = PubMedText.Distinct(article.Elements("PublicationTypeList").Elements("PublicationType"));
        var links = PubMedLinks.Of(citation, data);
        return new Article
        {
            Id = ids.ArticleId(title),
            Pmid = ids.Pmid,
            Doi = ids.Doi,
            Pmcid = ids.Pmcid,
            Title = title,
            VernacularTitle = PubMedText.Of(article.Element("VernacularTitle")),
            Abstract = PubMedText.Abstract(article.Element("Abstract"), citation.Elements("OtherAbstract")),
            Authors = PubMedAuthors.Of(article.Elements("AuthorList")),
            Journal = Journal(citation, article),
            Published = PubMedDates.EarliestFull(article.Elements("ArticleDate").Prepend(article.Element("Journal")?.Element("JournalIssue")?.Element("PubDate")).Select(PubMedDates.Partial)),
            Languages = PubMedText.Languages(article.Elements("Language")),
            PublicationTypes = types,
            Keywords = PubMedText.Keywords(citation.Elements("KeywordList")),
            Mesh = [.. citation.Elements("MeshHeadingList").Elements("MeshHeading").Select(Heading).OfType<MeshHeading>()],
            Substances = Substances(citation),
            Links = links,
            Dates = PubMedText.History(data?.Element("History"), citation.Element("DateRevised")),
            Records = ids.Records(title, retrieved),
            IsRetracted = types.Contains(RetractedPublication, StringComparer.OrdinalIgnoreCase)
                || links.Any(link => link.Type is LinkTypes.RetractionIn or "retractedandRepublishedIn"),
        };
    }

    private static Journal? Journal(XElement citation, XElement article)
    {
        var info = citation.Element("MedlineJournalInfo");
        if ((article.Element("Journal") ?? info) is null)
        {
            return null;
        }

        var journal = article.Element("Journal");
        var issue = journal?.Element("JournalIssue");
        var pagination = article.Element("Pagination");
        return new Journal
        {
            Title = PubMedText.Of(journal?.Element("Title")),
            IsoAbbreviation = PubMedText.Of(journal?.Element("ISOAbbreviation")) ?? PubMedText.Of(info?.Element("MedlineTA")),
            Issn = PubMedText.Distinct(new[] { journal?.Element("ISSN"), info?.Element("ISSNLinking") }.OfType<XElement>()),
            Volume = PubMedText.Of(issue?.Element("Volume")),
            Issue = PubMedText.Of(issue?.Element("Issue")),
            Pages = PubMedText.Pages(pagination),
        };
    }

    private static MeshHeading? Heading(XElement heading)
    {
        var descriptor = heading.Element("DescriptorName");
        return PubMedText.Of(descriptor) is not { } name
            ? null
            : new MeshHeading(Ui(descriptor), name, IsMajor(descriptor))
            {
                Qualifiers = [.. heading.Elements("QualifierName")
                    .Where(qualifier => PubMedText.Of(qualifier) is not null)
                    .Select(qualifier => new MeshQualifier(Ui(qualifier), PubMedText.Of(qualifier)!, IsMajor(qualifier)))],
            };
    }

    /// <summary>Chemicals, and supplementary concepts (rare diseases, organisms, protocols): PubMed finds both by [nm].</summary>
    private static List<Substance> Substances(XElement citation)
    {
        var chemicals = citation.Elements("ChemicalList").Elements("Chemical")
            .Select(chemical => Substance(chemical.Element("NameOfSubstance"), PubMedText.Of(chemical.Element("RegistryNumber"))));
        var concepts = citation.Elements("SupplMeshList").Elements("SupplMeshName").Select(name => Substance(name, null));
        return [.. chemicals.Concat(concepts).OfType<Substance>()];
    }

    /// <summary>NLM writes <c>0</c> for "no registry number".</summary>
    private static Substance? Substance(XElement? name, string? registryNumber) =>
        PubMedText.Of(name) is { } text ? new Substance(Ui(name), text, registryNumber == "0" ? null : registryNumber) : null;

    private static string? Ui(XElement? element) => PlainText.Normalize(element?.Attribute("UI")?.Value);

    private static bool IsMajor(XElement? element) => element?.Attribute("MajorTopicYN")?.Value == "Y";
}
