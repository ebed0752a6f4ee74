using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace LitWatch.Replay.PubMed;

/// <summary>The summary of one record as JSON, shaped as recorded, and the same as version 2.0 XML.</summary>
internal static class SummaryJson
{
    private static readonly Dictionary<string, int> IdTypes = new(StringComparer.Ordinal) { ["pubmed"] = 1, ["doi"] = 3, ["pii"] = 4, ["pmcid"] = 5 };
    private static readonly Dictionary<string, string> PublicationStatuses = new(StringComparer.Ordinal) { ["ppublish"] = "4", ["epublish"] = "3", ["aheadofprint"] = "10" };

    /// <summary>Names of version 2.0 XML that are not the JSON name with a capital.</summary>
    private static readonly Dictionary<string, (string Name, string? Item)> Elements = new(StringComparer.Ordinal)
    {
        ["pubdate"] = ("PubDate", null), ["epubdate"] = ("EPubDate", null), ["authors"] = ("Authors", "Author"), ["lastauthor"] = ("LastAuthor", null),
        ["sorttitle"] = ("SortTitle", null), ["lang"] = ("Lang", "string"), ["nlmuniqueid"] = ("NlmUniqueID", null), ["issn"] = ("ISSN", null), ["essn"] = ("ESSN", null),
        ["pubtype"] = ("PubType", "flag"), ["recordstatus"] = ("RecordStatus", null), ["pubstatus"] = ("PubStatus", null), ["articleids"] = ("ArticleIds", "ArticleId"),
        ["history"] = ("History", "PubMedPubDate"), ["references"] = ("References", "Reference"), ["attributes"] = ("Attributes", "flag"), ["pmcrefcount"] = ("PmcRefCount", null),
        ["fulljournalname"] = ("FullJournalName", null), ["elocationid"] = ("ELocationID", null), ["doctype"] = ("DocType", null), ["srccontriblist"] = ("SrcContribList", "string"),
        ["booktitle"] = ("BookTitle", null), ["publisherlocation"] = ("PublisherLocation", null), ["publishername"] = ("PublisherName", null), ["srcdate"] = ("SrcDate", null),
        ["reportnumber"] = ("ReportNumber", null), ["availablefromurl"] = ("AvailableFromURL", null), ["locationlabel"] = ("LocationLabel", "string"),
        ["doccontriblist"] = ("DocContribList", "string"), ["docdate"] = ("DocDate", null), ["bookname"] = ("BookName", null), ["sortpubdate"] = ("SortPubDate", null),
        ["sortfirstauthor"] = ("SortFirstAuthor", null), ["vernaculartitle"] = ("VernacularTitle", null), ["authtype"] = ("AuthType", null), ["clusterid"] = ("ClusterID", null),
        ["idtype"] = ("IdType", null), ["idtypen"] = ("IdTypeN", null), ["refsource"] = ("RefSource", null), ["reftype"] = ("RefType", null), ["pmid"] = ("PMID", null),
    };

    public static JsonObject Write(string pmid, RecordSummary s) => new()
    {
        ["uid"] = pmid,
        ["pubdate"] = s.PubDate,
        ["epubdate"] = s.EPubDate,
        ["source"] = s.Source,
        ["authors"] = Array(s.Authors, a => new JsonObject { ["name"] = a, ["authtype"] = "Author", ["clusterid"] = "" }),
        ["lastauthor"] = s.Authors.LastOrDefault() ?? "",
        ["title"] = s.Title,
        ["sorttitle"] = PubMedText.Key(s.Title),
        ["volume"] = s.Volume,
        ["issue"] = s.Issue,
        ["pages"] = s.Pages,
        ["lang"] = Array(s.Languages, l => l),
        ["nlmuniqueid"] = s.NlmUniqueId,
        ["issn"] = s.Issn,
        ["essn"] = s.Essn,
        ["pubtype"] = Array(s.PublicationTypes, t => t),
        ["recordstatus"] = s.Status,
        ["pubstatus"] = PublicationStatuses.GetValueOrDefault(s.PublicationStatus, ""),
        ["articleids"] = Array(s.Ids, id => new JsonObject { ["idtype"] = id.Type, ["idtypen"] = IdTypes.GetValueOrDefault(id.Type, 8), ["value"] = id.Value }),
        ["history"] = Array(s.History, h => new JsonObject { ["pubstatus"] = h.Status, ["date"] = h.Date }),
        ["references"] = Array(s.References, r => new JsonObject { ["refsource"] = r.Source, ["reftype"] = r.Type, ["pmid"] = long.TryParse(r.Pmid, out var n) ? n : "", ["note"] = "" }),
        ["attributes"] = s.Abstract.Length > 0 ? new JsonArray("Has Abstract") : new JsonArray(),
        ["pmcrefcount"] = "",
        ["fulljournalname"] = s.FullJournalName,
        ["elocationid"] = s.Doi is null ? "" : $"doi: {s.Doi}",
        ["doctype"] = "citation",
        ["srccontriblist"] = new JsonArray(),
        ["booktitle"] = "",
        ["medium"] = "",
        ["edition"] = "",
        ["publisherlocation"] = "",
        ["publishername"] = "",
        ["srcdate"] = "",
        ["reportnumber"] = "",
        ["availablefromurl"] = "",
        ["locationlabel"] = "",
        ["doccontriblist"] = new JsonArray(),
        ["docdate"] = "",
        ["bookname"] = "",
        ["chapter"] = "",
        ["sortpubdate"] = s.SortDate,
        ["sortfirstauthor"] = s.Authors.FirstOrDefault() ?? "",
        ["vernaculartitle"] = s.VernacularTitle,
    };

    public static IEnumerable<XElement> ToElements(JsonObject summary) => summary
        .Where(pair => pair.Key != "uid")
        .Select(pair => ToElement(pair.Key, pair.Value));

    private static XElement ToElement(string key, JsonNode? value)
    {
        var (name, item) = Elements.TryGetValue(key, out var known) ? known : (char.ToUpperInvariant(key[0]) + key[1..], null);
        return value switch
        {
            JsonArray array => new XElement(name, array.Select(entry => entry is JsonObject o ? new XElement(item ?? "string", ToElements(o)) : new XElement(item ?? "string", entry?.ToString()))),
            _ => new XElement(name, value?.ToString()),
        };
    }

    private static JsonArray Array<T>(IEnumerable<T> values, Func<T, JsonNode?> map) => new([.. values.Select(map)]);
}
