using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace LitWatch.Replay.PubMed;

/// <summary>EInfo: the databases, or the fields of PubMed with how many terms the corpus has in each.</summary>
internal static class EInfo
{
    private const string Prolog = """
        <?xml version="1.0" encoding="UTF-8" ?>
        <!DOCTYPE eInfoResult PUBLIC "-//NLM//DTD einfo 20190110//EN" "https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20190110/einfo.dtd">

        """;

    public static Answer Respond(PubMedIndex index, TimeProvider time, ReplayedRequest request)
    {
        if (request.NonEmpty("db") is not { } db)
        {
            return request.WantsJson()
                ? Json(new JsonObject { ["dblist"] = new JsonArray("pubmed") })
                : Xml(new XElement("DbList", new XElement("DbName", "pubmed")));
        }

        if (!db.Equals("pubmed", StringComparison.OrdinalIgnoreCase))
        {
            var message = $"Can not retrieve DbInfo for db={db}";
            return request.WantsJson() ? Json(new JsonObject { ["ERROR"] = message }) : Xml(new XElement("ERROR", message));
        }

        var info = Info(index, time.GetUtcNow());
        return request.WantsJson() ? Json(new JsonObject { ["dbinfo"] = new JsonArray(ToJson(info)) }) : Xml(info);
    }

    private static XElement Info(PubMedIndex index, DateTimeOffset now) => new(
        "DbInfo",
        new XElement("DbName", "pubmed"),
        new XElement("MenuName", "PubMed"),
        new XElement("Description", "PubMed bibliographic record"),
        new XElement("DbBuild", "Build-Replay"),
        new XElement("Count", index.Records.Count),
        new XElement("LastUpdate", now.ToString("yyyy/MM/dd HH:mm", CultureInfo.InvariantCulture)),
        new XElement("FieldList", FieldTags.Known.Select(field => Describe(index, field))),
        new XElement("LinkList"));

    private static XElement Describe(PubMedIndex index, Field field) => new(
        "Field",
        new XElement("Name", FieldTags.Name(field)),
        new XElement("FullName", FieldTags.FullName(field)),
        new XElement("Description", FieldTags.FullName(field)),
        new XElement("TermCount", index.TermCount(field)),
        Flag("IsDate", FieldTags.IsDate(field)),
        Flag("IsNumerical", field == Field.Uid),
        Flag("SingleToken", !FieldTags.IsText(field)),
        Flag("Hierarchy", field is Field.Mesh or Field.MeshMajor),
        Flag("IsHidden", false),
        Flag("IsTruncatable", !FieldTags.IsDate(field)),
        Flag("IsRangable", FieldTags.IsDate(field)));

    private static XElement Flag(string name, bool value) => new(name, value ? "Y" : "N");

    /// <summary>Lower-case names, text values; lists become arrays.</summary>
    private static JsonNode ToJson(XElement element)
    {
        if (element.Name.LocalName.EndsWith("List", StringComparison.Ordinal))
        {
            return new JsonArray([.. element.Elements().Select(ToJson)]);
        }

        var children = element.Elements().Select(child => KeyValuePair.Create(child.Name.LocalName.ToLowerInvariant(), (JsonNode?)ToJson(child))).ToList();
        return children.Count == 0 ? element.Value : new JsonObject(children);
    }

    private static Answer Json(JsonObject result) =>
        Answer.Json(new JsonObject { ["header"] = new JsonObject { ["type"] = "einfo", ["version"] = "0.3" }, ["einforesult"] = result }, contentType: "application/json; charset=UTF-8");

    private static Answer Xml(XElement content) => XmlText.Document(Prolog, new XElement("eInfoResult", content));
}
