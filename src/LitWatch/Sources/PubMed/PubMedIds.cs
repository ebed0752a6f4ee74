using System.Xml.Linq;
using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>The identifiers of one record, and what follows from them.</summary>
internal sealed record PubMedIds(Pmid? Pmid, Doi? Doi, Pmcid? Pmcid)
{
    /// <param name="list">The record's own ArticleIdList, never that of a reference.</param>
    /// <param name="locations">ELocationIDs: the DOI's second place, which sometimes differs; ArticleIdList is the one PubMed links by.</param>
    /// <param name="others">OtherID, the PMCID's place in MedlineCitation.</param>
    public static PubMedIds Of(XElement? pmidElement, XElement? list, IEnumerable<XElement> locations, IEnumerable<XElement> others, ParseReport report)
    {
        var pmid = First<Pmid>(Ids(list, "pubmed").Prepend(pmidElement?.Value));
        var name = pmid is { } known ? $"PMID {known}" : "A record without PMID";
        if (pmid is null)
        {
            report.Warn("A record without PMID: kept under its DOI or title.");
        }

        var valid = locations.Where(location => location.Attribute("EIdType")?.Value == "doi" && location.Attribute("ValidYN")?.Value != "N");
        var dois = Ids(list, "doi").Concat(valid.Select(location => location.Value)).Where(text => !string.IsNullOrWhiteSpace(text)).ToList();
        foreach (var text in dois.Where(text => !Articles.Doi.TryParse(text, out _)))
        {
            report.Warn($"{name}: '{text.Trim()}' stands for a DOI and is none; left out.");
        }

        var pmcids = Ids(list, "pmc").Concat(others.Select(other => other.Value.Trim().Split(' ')[0]).Where(text => text.StartsWith("PMC", StringComparison.Ordinal)));
        return new PubMedIds(pmid, First<Doi>(dois), First<Pmcid>(pmcids));
    }

    public string ArticleId(string? title) => Articles.ArticleId.Of(SourceNames.PubMed, RecordId(title));

    public IReadOnlyList<ArticleRecord> Records(string? title, DateTimeOffset? retrieved) =>
        [new(SourceNames.PubMed, RecordId(title), Pmid is { } pmid ? new Uri($"https://pubmed.ncbi.nlm.nih.gov/{pmid}/") : null, retrieved)];

    /// <summary>The PMID. Publishers' own XML may lack it: then whatever names the record best, so that it is neither lost nor merged with another.</summary>
    private string RecordId(string? title) => Pmid?.ToString() ?? (Doi is { } doi ? $"doi:{doi}" : $"title:{title}");

    private static IEnumerable<string> Ids(XElement? list, string type) =>
        list?.Elements("ArticleId").Where(id => id.Attribute("IdType")?.Value == type).Select(id => id.Value) ?? [];

    private static T? First<T>(IEnumerable<string?> texts)
        where T : struct, IIdentifier<T>
    {
        foreach (var text in texts)
        {
            if (T.TryParse(text, out var id))
            {
                return id;
            }
        }

        return null;
    }
}
