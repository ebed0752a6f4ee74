using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// One <c>PubmedArticle</c> (or its <c>MedlineCitation</c> alone) as an <see cref="Article"/>: its parts are gathered as they come.
/// Elements: https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html. Not taken over: investigators, grants, data banks, names as subjects.
/// </summary>
internal sealed class PubMedRecord
{
    private const string RetractedPublication = "Retracted Publication";

    private readonly PubMedIds ids = new();
    private readonly PubMedAuthors authors = new();
    private readonly PubMedLinks links = new();
    private readonly List<AbstractSection> sections = [];
    private readonly List<AbstractSection> otherSections = [];
    private readonly List<string> languages = [];
    private readonly List<string> types = [];
    private readonly List<string> keywords = [];
    private readonly List<MeshHeading> headings = [];
    private readonly List<Substance> substances = [];
    private string? title;
    private string? vernacularTitle;
    private string? pages;
    private Journal? journal;
    private string? medlineAbbreviation;
    private string? linkingIssn;
    private PartialDate? published;
    private ArticleDates dates = new();

    private PubMedRecord()
    {
    }

    public static Article Read(PubMedWalk walk, ParseReport report, DateTimeOffset? retrieved)
    {
        var record = new PubMedRecord();
        if (walk.Name is "MedlineCitation")
        {
            record.ReadCitation(walk);
        }
        else
        {
            for (var depth = walk.Depth; walk.NextChild(depth);)
            {
                switch (walk.Name)
                {
                    case "MedlineCitation":
                        record.ReadCitation(walk);
                        break;
                    case "PubmedData":
                        record.ReadData(walk);
                        break;
                }
            }
        }

        return record.ToArticle(report, retrieved);
    }

    private Article ToArticle(ParseReport report, DateTimeOffset? retrieved)
    {
        ids.Report(report);
        return new Article
        {
            Id = ids.ArticleId(title),
            Pmid = ids.Pmid,
            Doi = ids.Doi,
            Pmcid = ids.Pmcid,
            Title = title,
            VernacularTitle = vernacularTitle,
            Abstract = sections.Count > 0 ? sections : otherSections,
            Authors = authors.Authors,
            Journal = Journal(),
            Published = published,
            Languages = languages,
            PublicationTypes = types,
            Keywords = keywords,
            Mesh = headings,
            Substances = substances,
            Links = links.Links,
            Dates = dates,
            Records = ids.Records(title, retrieved),
            IsRetracted = types.Contains(RetractedPublication, StringComparer.OrdinalIgnoreCase)
                || links.Links.Any(link => link.Type is LinkTypes.RetractionIn or "retractedandRepublishedIn"),
        };
    }

    private void ReadCitation(PubMedWalk walk)
    {
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            switch (walk.Name)
            {
                case "PMID":
                    ids.ReadPmid(walk);
                    break;
                case "DateRevised":
                    dates = dates with { Revised = dates.Revised ?? PubMedDates.ReadDay(walk) };
                    break;
                case "Article":
                    ReadArticle(walk);
                    break;
                case "MedlineJournalInfo":
                    ReadJournalInfo(walk);
                    break;
                case "ChemicalList" or "SupplMeshList":
                    PubMedIndexing.ReadSubstances(walk, substances);
                    break;
                case "CommentsCorrectionsList":
                    links.ReadCorrections(walk);
                    break;
                case "MeshHeadingList":
                    PubMedIndexing.ReadHeadings(walk, headings);
                    break;
                case "OtherID":
                    ids.ReadOther(walk);
                    break;
                case "OtherAbstract" when otherSections.Count == 0:
                    // The first other one only (a translation, or the publisher's summary): each is an abstract of its own.
                    PubMedText.ReadAbstract(walk, otherSections);
                    break;
                case "KeywordList":
                    PubMedText.ReadKeywords(walk, keywords);
                    break;
            }
        }
    }

    private void ReadArticle(PubMedWalk walk)
    {
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            switch (walk.Name)
            {
                case "Journal":
                    ReadJournal(walk);
                    break;
                case "ArticleTitle":
                    title ??= walk.Text();
                    break;
                case "VernacularTitle":
                    vernacularTitle ??= walk.Text();
                    break;
                case "Pagination":
                    pages ??= PubMedText.ReadPages(walk);
                    break;
                case "ELocationID":
                    ids.ReadLocation(walk);
                    break;
                case "Abstract" when sections.Count == 0:
                    PubMedText.ReadAbstract(walk, sections);
                    break;
                case "AuthorList":
                    authors.ReadList(walk);
                    break;
                case "Language":
                    PubMedText.AddNew(languages, walk.Term()?.ToLowerInvariant());
                    break;
                case "PublicationTypeList":
                    for (var list = walk.Depth; walk.NextChild(list);)
                    {
                        PubMedText.AddNew(types, walk.Name is "PublicationType" ? walk.Term() : null);
                    }

                    break;
                case "ArticleDate":
                    published = PubMedDates.Better(published, PubMedDates.Read(walk));
                    break;
            }
        }
    }

    private void ReadJournal(PubMedWalk walk)
    {
        string? name = null, abbreviation = null, issn = null, volume = null, issue = null;
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            switch (walk.Name)
            {
                case "ISSN":
                    issn ??= walk.Term();
                    break;
                case "Title":
                    name ??= walk.Term();
                    break;
                case "ISOAbbreviation":
                    abbreviation ??= walk.Term();
                    break;
                case "JournalIssue":
                    for (var inner = walk.Depth; walk.NextChild(inner);)
                    {
                        switch (walk.Name)
                        {
                            case "Volume":
                                volume ??= walk.Term();
                                break;
                            case "Issue":
                                issue ??= walk.Term();
                                break;
                            case "PubDate":
                                published = PubMedDates.Better(published, PubMedDates.Read(walk));
                                break;
                        }
                    }

                    break;
            }
        }

        journal ??= new Journal { Title = name, IsoAbbreviation = abbreviation, Issn = issn is null ? [] : [issn], Volume = volume, Issue = issue };
    }

    private void ReadJournalInfo(PubMedWalk walk)
    {
        journal ??= new Journal();
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            switch (walk.Name)
            {
                case "MedlineTA":
                    medlineAbbreviation ??= walk.Term();
                    break;
                case "ISSNLinking":
                    linkingIssn ??= walk.Term();
                    break;
            }
        }
    }

    private Journal? Journal() => journal is null
        ? null
        : journal with
        {
            IsoAbbreviation = journal.IsoAbbreviation ?? medlineAbbreviation,
            Issn = linkingIssn is null || journal.Issn.Contains(linkingIssn) ? journal.Issn : [.. journal.Issn, linkingIssn],
            Pages = pages,
        };

    private void ReadData(PubMedWalk walk)
    {
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            switch (walk.Name)
            {
                case "History":
                    dates = PubMedText.ReadHistory(walk, dates);
                    break;
                case "ArticleIdList":
                    ids.ReadList(walk);
                    break;
                case "ReferenceList":
                    links.ReadReferences(walk);
                    break;
            }
        }
    }
}
