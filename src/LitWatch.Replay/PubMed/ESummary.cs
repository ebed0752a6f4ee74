using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace LitWatch.Replay.PubMed;

/// <summary>ESummary: JSON, and XML in the DocSum form (version 1.0) or the DocumentSummary form (2.0).</summary>
internal sealed class ESummary(PubMedIndex index, ReplayOptions options, SearchHistory history)
{
    /// <summary>JSON takes fewer ids than XML (quoted error).</summary>
    private const int MaxJsonIds = 500;

    private const string Prolog = """
        <?xml version="1.0" encoding="UTF-8" ?>
        <!DOCTYPE eSummaryResult PUBLIC "-//NLM//DTD esummary v1 20041029//EN" "https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20041029/esummary-v1.dtd">

        """;

    public Answer Respond(ReplayedRequest request)
    {
        if (RequestedRecords.IsTooLong(request))
        {
            return RequestedRecords.TooLong();
        }

        var db = request.NonEmpty("db") ?? "pubmed";
        var requested = db.Equals("pubmed", StringComparison.OrdinalIgnoreCase)
            ? RequestedRecords.Of(request, history, options.SearchCap)
            : new RequestedRecords([], $"Invalid db name specified: {db}");
        if (request.WantsJson())
        {
            return requested switch
            {
                { Error: { } error } => Json(new() { ["error"] = error }),
                { Pmids.Count: > MaxJsonIds } => Json(new() { ["error"] = "Too many UIDs in request. Maximum number of UIDs is 500 for JSON format output." }),
                _ => Json(new() { ["result"] = Result(requested.Pmids) }),
            };
        }

        var content = requested.Error is { } message
            ? [new XElement("ERROR", message)]
            : request["version"] is "2.0" ? [new XElement("DocumentSummarySet", new XAttribute("status", "OK"), requested.Pmids.Select(Document))] : requested.Pmids.Select(DocSum);
        return XmlText.Document(Prolog, new XElement("eSummaryResult", content));
    }

    private static Answer Json(JsonObject body)
    {
        body.Insert(0, "header", new JsonObject { ["type"] = "esummary", ["version"] = "0.3" });
        return Answer.Json(body, contentType: "application/json; charset=UTF-8");
    }

    private JsonObject Result(IReadOnlyList<string> pmids)
    {
        var result = new JsonObject { ["uids"] = new JsonArray([.. pmids.Select(p => (JsonNode)p)]) };
        foreach (var pmid in pmids)
        {
            result[pmid] = index.Find(pmid) is { } record
                ? SummaryJson.Write(pmid, RecordSummary.Of(record))
                : new JsonObject { ["uid"] = pmid, ["error"] = "cannot get document summary" };
        }

        return result;
    }

    private XElement DocSum(string pmid)
    {
        if (index.Find(pmid) is not { } record)
        {
            return new XElement("ERROR", $"UID={pmid}: cannot get document summary");
        }

        var s = RecordSummary.Of(record);
        return new XElement(
            "DocSum",
            new XElement("Id", pmid),
            Item("PubDate", "Date", s.PubDate),
            Item("EPubDate", "Date", s.EPubDate),
            Item("Source", "String", s.Source),
            Item("AuthorList", "List", s.Authors.Select(a => Item("Author", "String", a))),
            Item("LastAuthor", "String", s.Authors.LastOrDefault() ?? ""),
            Item("Title", "String", s.Title),
            Item("Volume", "String", s.Volume),
            Item("Issue", "String", s.Issue),
            Item("Pages", "String", s.Pages),
            Item("LangList", "List", s.Languages.Select(l => Item("Lang", "String", l))),
            Item("NlmUniqueID", "String", s.NlmUniqueId),
            Item("ISSN", "String", s.Issn),
            Item("ESSN", "String", s.Essn),
            Item("PubTypeList", "List", s.PublicationTypes.Select(t => Item("PubType", "String", t))),
            Item("RecordStatus", "String", s.Status),
            Item("PubStatus", "String", s.PublicationStatus),
            Item("ArticleIds", "List", s.Ids.Select(id => Item(id.Type, "String", id.Value))),
            s.Doi is { } doi ? Item("DOI", "String", doi) : null,
            Item("History", "List", s.History.Select(h => Item(h.Status, "Date", h.Date))),
            Item("References", "List", s.References.Select(r => Item(r.Type, "String", r.Pmid.Length > 0 ? $"{r.Source} PMID: {r.Pmid}" : r.Source))),
            Item("HasAbstract", "Integer", s.Abstract.Length > 0 ? "1" : "0"),
            Item("PmcRefCount", "Integer", "0"),
            Item("FullJournalName", "String", s.FullJournalName),
            Item("ELocationID", "String", s.Doi is null ? "" : $"doi: {s.Doi}"),
            Item("SO", "String", s.Citation));
    }

    private XElement Document(string pmid) => index.Find(pmid) is { } record
        ? new XElement("DocumentSummary", new XAttribute("uid", pmid), SummaryJson.ToElements(SummaryJson.Write(pmid, RecordSummary.Of(record))))
        : new XElement("DocumentSummary", new XAttribute("uid", pmid), new XElement("error", "cannot get document summary"));

    private static XElement Item(string name, string type, object content) => new("Item", new XAttribute("Name", name), new XAttribute("Type", type), content);
}
