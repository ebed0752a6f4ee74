using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using LitWatch.Replay.PubMed.Query;

namespace LitWatch.Replay.PubMed;

/// <summary>ESearch's answers in XML and JSON, shaped as recorded. TranslationStack is left out, as by the real service since 2022.</summary>
internal static class ESearchAnswer
{
    private const string Prolog = """
        <?xml version="1.0" encoding="UTF-8" ?>
        <!DOCTYPE eSearchResult PUBLIC "-//NLM//DTD esearch 20060628//EN" "https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20060628/esearch.dtd">

        """;

    public static Answer Error(ReplayedRequest request, string message) => request.WantsJson()
        ? Json(new JsonObject { ["ERROR"] = message })
        : Xml(new XElement("eSearchResult", new XElement("ERROR", message)));

    /// <summary>The cap's error. Its JSON holds a raw line break inside the string, which makes it invalid; so it was measured (protocols, 3.1).</summary>
    public static Answer BeyondCap(ReplayedRequest request, int cap)
    {
        var message = BeyondCapMessage(cap);
        return request.WantsJson()
            ? Answer.Text($$$"""{"header":{"type":"esearch","version":"0.3"},"esearchresult":{"ERROR":"{{{message}}}"}}""", "application/json; charset=UTF-8")
            : Xml(new XElement("eSearchResult", new XElement("ERROR", message)));
    }

    public static string BeyondCapMessage(int cap) => string.Create(CultureInfo.InvariantCulture, $"""
        Search Backend failed: Exception:
        'retstart' cannot be larger than {cap - 1}. For PubMed, ESearch can only retrieve the first {cap:N0} records matching the query. To obtain more than {cap:N0} PubMed records, consider using EDirect that contains additional logic to batch PubMed search results automatically so that an arbitrary number can be retrieved. For details see https://www.ncbi.nlm.nih.gov/books/NBK25499/
        """);

    public static Answer CountOnly(ReplayedRequest request, int count) => request.WantsJson()
        ? Json(new JsonObject { ["count"] = count.Text() })
        : Xml(new XElement("eSearchResult", new XElement("Count", count)));

    public static Answer Full(ReplayedRequest request, QueryResult result, int count, int start, IReadOnlyList<string> ids, (string WebEnv, int Key)? session) => request.WantsJson()
        ? Json(FullJson(result, count, start, ids, session))
        : Xml(FullXml(result, count, start, ids, session));

    private static JsonObject FullJson(QueryResult result, int count, int start, IReadOnlyList<string> ids, (string WebEnv, int Key)? session)
    {
        var body = new JsonObject { ["count"] = count.Text(), ["retmax"] = ids.Count.Text(), ["retstart"] = start.Text() };
        if (session is var (webEnv, key))
        {
            body["querykey"] = key.Text();
            body["webenv"] = webEnv;
        }

        body["idlist"] = Strings(ids);
        body["translationset"] = new JsonArray([.. result.Translations.Select(t => new JsonObject { ["from"] = t.From, ["to"] = t.To })]);
        body["querytranslation"] = result.Translation;
        if (HasErrors(result))
        {
            body["errorlist"] = new JsonObject { ["phrasesnotfound"] = Strings(result.PhrasesNotFound), ["fieldsnotfound"] = Strings(result.FieldsNotFound) };
        }

        if (HasWarnings(result))
        {
            body["warninglist"] = new JsonObject
            {
                ["phrasesignored"] = Strings(result.PhrasesIgnored),
                ["quotedphrasesnotfound"] = Strings(result.QuotedPhrasesNotFound),
                ["outputmessages"] = Strings(result.Messages),
            };
        }

        return body;
    }

    private static XElement FullXml(QueryResult result, int count, int start, IReadOnlyList<string> ids, (string WebEnv, int Key)? session) => new(
        "eSearchResult",
        new XElement("Count", count),
        new XElement("RetMax", ids.Count),
        new XElement("RetStart", start),
        session is var (webEnv, key) ? new[] { new XElement("QueryKey", key), new XElement("WebEnv", webEnv) } : null,
        new XElement("IdList", ids.Select(id => new XElement("Id", id))),
        new XElement("TranslationSet", result.Translations.Select(t => new XElement("Translation", new XElement("From", t.From), new XElement("To", t.To)))),
        new XElement("QueryTranslation", result.Translation),
        HasErrors(result) ? new XElement("ErrorList", Elements("PhraseNotFound", result.PhrasesNotFound), Elements("FieldNotFound", result.FieldsNotFound)) : null,
        HasWarnings(result)
            ? new XElement("WarningList", Elements("PhraseIgnored", result.PhrasesIgnored), Elements("QuotedPhraseNotFound", result.QuotedPhrasesNotFound), Elements("OutputMessage", result.Messages))
            : null);

    private static bool HasErrors(QueryResult result) => result.PhrasesNotFound.Count + result.FieldsNotFound.Count > 0;

    private static bool HasWarnings(QueryResult result) => result.PhrasesIgnored.Count + result.QuotedPhrasesNotFound.Count + result.Messages.Count > 0;

    private static IEnumerable<XElement> Elements(string name, IEnumerable<string> values) => values.Select(value => new XElement(name, value));

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);

    private static Answer Json(JsonObject result) =>
        Answer.Json(new JsonObject { ["header"] = new JsonObject { ["type"] = "esearch", ["version"] = "0.3" }, ["esearchresult"] = result }, contentType: "application/json; charset=UTF-8");

    private static Answer Xml(XElement result) => XmlText.Document(Prolog, result);
}
