using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>The identifiers of one record, gathered from the places that state them, and what follows from them.</summary>
internal sealed class PubMedIds
{
    private readonly List<string> refused = [];
    private Pmid? ownPmid;
    private Pmid? listedPmid;
    private Doi? listedDoi;
    private Doi? locatedDoi;
    private Pmcid? listedPmcid;
    private Pmcid? otherPmcid;

    public Pmid? Pmid => ownPmid ?? listedPmid;

    /// <summary>ArticleIdList's, the one PubMed links by; else that of a valid ELocationID, which sometimes differs.</summary>
    public Doi? Doi => listedDoi ?? locatedDoi;

    public Pmcid? Pmcid => listedPmcid ?? otherPmcid;

    /// <summary>The PMID in the citation. Its Version is left out: later versions replace the record.</summary>
    public void ReadPmid(PubMedWalk walk) => ownPmid ??= Parse<Pmid>(walk.Content().ToString());

    /// <summary>The record's own ArticleIdList, never that of a reference.</summary>
    public void ReadList(PubMedWalk walk)
    {
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            switch (walk.Name is "ArticleId" ? walk.Attribute("IdType") : null)
            {
                case "pubmed":
                    listedPmid ??= Parse<Pmid>(walk.Content().ToString());
                    break;
                case "doi":
                    listedDoi ??= Checked<Doi>(walk.Content().ToString(), "a DOI");
                    break;
                case "pmc" or "pmcid":
                    listedPmcid ??= Checked<Pmcid>(walk.Content().ToString(), "a PMCID");
                    break;
            }
        }
    }

    /// <summary>An ELocationID, unless it is a publisher's item number or marked as wrong.</summary>
    public void ReadLocation(PubMedWalk walk)
    {
        if (walk.Attribute("EIdType") == "doi" && walk.Attribute("ValidYN") != "N")
        {
            locatedDoi ??= Checked<Doi>(walk.Content().ToString(), "a DOI");
        }
    }

    /// <summary>OtherID, the PMCID's place in MedlineCitation: <c>PMC3554011 [Available on 01/07/13]</c>.</summary>
    public void ReadOther(PubMedWalk walk)
    {
        var text = walk.Content().Trim();
        if (otherPmcid is null && text.StartsWith("PMC"))
        {
            var end = text.IndexOf(' ');
            otherPmcid = Parse<Pmcid>((end < 0 ? text : text[..end]).ToString());
        }
    }

    /// <summary>What a record in MEDLINE text states, tag by tag.</summary>
    public void ReadMedline(string? pmid, string? pmcid, IEnumerable<string> listed, IEnumerable<string> located)
    {
        ownPmid ??= Parse<Pmid>(pmid ?? "");
        listedPmcid ??= Parse<Pmcid>(pmcid ?? "");
        foreach (var doi in listed)
        {
            listedDoi ??= Checked<Doi>(doi, "a DOI");
        }

        foreach (var doi in located)
        {
            locatedDoi ??= Checked<Doi>(doi, "a DOI");
        }
    }

    /// <summary>Reports what was left out; called once, when the record is read.</summary>
    public void Report(ParseReport report)
    {
        if (Pmid is null)
        {
            report.Warn("A record without PMID: kept under its DOI or title.");
        }

        foreach (var text in refused)
        {
            report.Warn($"{(Pmid is { } pmid ? $"PMID {pmid}" : "A record without PMID")}: {text} and is none; left out.");
        }
    }

    public string ArticleId(string? title) => Articles.ArticleId.Of(SourceNames.PubMed, RecordId(title));

    public IReadOnlyList<ArticleRecord> Records(string? title, DateTimeOffset? retrieved) =>
        [new(SourceNames.PubMed, RecordId(title), Pmid is { } pmid ? new Uri($"https://pubmed.ncbi.nlm.nih.gov/{pmid}/") : null, retrieved)];

    public static T? Parse<T>(string text)
        where T : struct, IIdentifier<T> => T.TryParse(text, out var id) ? id : null;

    /// <summary>The PMID. Publishers' own XML may lack it: then whatever names the record best, so that it is neither lost nor merged with another.</summary>
    private string RecordId(string? title) => Pmid?.ToString() ?? (Doi is { } doi ? $"doi:{doi}" : $"title:{title}");

    private T? Checked<T>(string text, string what)
        where T : struct, IIdentifier<T>
    {
        var id = Parse<T>(text);
        if (id is null && PlainText.Normalize(text) is { } stated)
        {
            refused.Add($"'{stated}' stands for {what}");
        }

        return id;
    }
}
