using System.Globalization;
using System.Text.Json.Nodes;
using LitWatch.Replay.PubMed;

namespace LitWatch.Replay.Crossref;

/// <summary>The words of a work that each query parameter looks at (protocols, 3.3: field queries).</summary>
internal sealed class WorkWords
{
    /// <summary>Query parameters and what they search; <c>query</c> itself searches all of it.</summary>
    public static readonly IReadOnlyList<string> Fields =
        ["query.bibliographic", "query.title", "query.author", "query.contributor", "query.container-title", "query.affiliation", "query.editor", "query.publisher-name"];

    private readonly Dictionary<string, Dictionary<string, int>> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> this[string field] => _counts[field];

    public static WorkWords Of(CrossrefWork work)
    {
        string[] titles = [.. work.Strings("title"), .. work.Strings("subtitle"), .. work.Strings("original-title"), .. work.Strings("short-title")];
        string[] containers = [.. work.Strings("container-title"), .. work.Strings("short-container-title")];
        string[] authors = [.. work.Objects("author").Select(Name)];
        string[] editors = [.. work.Objects("editor").Select(Name)];
        string[] affiliations = [.. work.Objects("author").SelectMany(a => (a["affiliation"] as JsonArray)?.OfType<JsonObject>() ?? []).Select(a => a["name"]?.ToString() ?? "")];
        var year = work.Day("issued")?.Year.ToString(CultureInfo.InvariantCulture) ?? "";
        string[] bibliographic = [.. titles, .. containers, .. authors, .. work.Strings("ISSN"), year, work.String("volume") ?? "", work.String("issue") ?? "", work.String("page") ?? ""];
        var words = new WorkWords();
        words.Add("query.bibliographic", bibliographic);
        words.Add("query.title", titles);
        words.Add("query.author", authors);
        words.Add("query.contributor", [.. authors, .. editors]);
        words.Add("query.container-title", containers);
        words.Add("query.affiliation", affiliations);
        words.Add("query.editor", editors);
        words.Add("query.publisher-name", [work.String("publisher") ?? ""]);
        words.Add("query", [.. bibliographic, .. editors, .. affiliations, work.String("publisher") ?? "", work.Doi, .. work.Strings("subject")]);
        return words;
    }

    private static string Name(JsonObject person) => $"{person["given"]} {person["family"]} {person["name"]}";

    private void Add(string field, IEnumerable<string> texts) =>
        _counts[field] = PubMedText.Words(string.Join(' ', texts)).CountBy(w => w, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
}
