using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace LitWatch.Tests.Search;

/// <param name="Id">PMID, or DOI in lower case.</param>
/// <param name="Words">All words of what may be searched, in lower case.</param>
/// <param name="Findable">Words by which the source itself finds it: the same for PubMed, title and authors for Crossref.</param>
internal sealed record RecordedWork(string Id, IReadOnlySet<string> Words, IReadOnlySet<string> Findable)
{
    /// <summary>False for data, parts of an article, reviews of one, and containers.</summary>
    public bool IsArticle { get; init; } = true;
}

/// <summary>
/// The recorded files as a plain reader sees them: text in, lower-case words out. Shares no code with LitWatch or its replay, and knows nothing of phrases,
/// indexing or truncation but "begins with". Of several versions of one record the newest counts, as a source has one only.
/// </summary>
internal static partial class RecordedText
{
    private static readonly string[] NoArticles = ["journal", "journal-issue", "component", "dataset", "peer-review"];

    public static IReadOnlyList<RecordedWork> PubMed(string folder)
    {
        var newest = new Dictionary<string, (int Version, string Revised, RecordedWork Work)>(StringComparer.Ordinal);
        foreach (var record in Files(folder, ".xml").SelectMany(Records))
        {
            var citation = record.Name.LocalName == "MedlineCitation" ? record : record.Element("MedlineCitation") ?? record.Element("BookDocument")!;
            if (citation.Element("PMID") is not { } id)
            {
                continue;
            }

            var version = int.Parse(id.Attribute("Version")?.Value ?? "1", CultureInfo.InvariantCulture);
            var revised = string.Concat(citation.Elements("DateRevised").Elements().Select(part => part.Value.PadLeft(2, '0')));
            if (!newest.TryGetValue(id.Value, out var known) || (version, revised).CompareTo((known.Version, known.Revised)) > 0)
            {
                var words = WordsOf(TextOf(citation));
                newest[id.Value] = (version, revised, new RecordedWork(id.Value, words, words));
            }
        }

        return [.. newest.Values.Select(entry => entry.Work)];
    }

    public static IReadOnlyList<RecordedWork> Crossref(string folder)
    {
        var newest = new Dictionary<string, (string Deposited, string Indexed, RecordedWork Work)>(StringComparer.Ordinal);
        foreach (var work in Files(folder, ".json").SelectMany(Works))
        {
            var id = work.GetProperty("DOI").GetString()!.ToLowerInvariant();
            var (deposited, indexed) = (Instant(work, "deposited"), Instant(work, "indexed"));
            if (!newest.TryGetValue(id, out var known) || (deposited, indexed).CompareTo((known.Deposited, known.Indexed)) > 0)
            {
                string[] titles = [.. Strings(work, "title"), .. Strings(work, "subtitle"), .. Strings(work, "original-title"), .. Strings(work, "short-title")];
                string[] journals = [.. Strings(work, "container-title"), .. Strings(work, "short-container-title")];
                var people = work.TryGetProperty("author", out var authors) && authors.ValueKind == JsonValueKind.Array ? authors.EnumerateArray().SelectMany(NamesOf) : [];
                var summary = work.TryGetProperty("abstract", out var text) && text.ValueKind == JsonValueKind.String ? Markup().Replace(Headings().Replace(text.GetString()!, " "), " ") : "";
                newest[id] = (deposited, indexed, new RecordedWork(id, WordsOf([.. Strings(work, "title"), .. Strings(work, "subtitle"), summary]), WordsOf([.. titles, .. journals, .. people])) { IsArticle = !NoArticles.Contains(work.TryGetProperty("type", out var type) ? type.ToString() : "") });
            }
        }

        return [.. newest.Values.Select(entry => entry.Work)];
    }

    private static IEnumerable<string> TextOf(XElement citation)
    {
        var body = citation.Element("Article") ?? citation;
        return body.Elements("ArticleTitle").Concat(body.Elements("Book").Elements("BookTitle"))
            .Concat(body.Elements("Abstract").Elements("AbstractText"))
            .Concat(citation.Elements("OtherAbstract").Elements("AbstractText"))
            .Concat(citation.Descendants("Keyword"))
            .Select(element => element.Value);
    }

    private static HashSet<string> WordsOf(IEnumerable<string> texts) =>
        texts.SelectMany(text => Word().Matches(text.ToLowerInvariant())).Select(word => word.Value).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Files(string folder, string extension) =>
        Directory.EnumerateFiles(folder, "*" + extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static IEnumerable<XElement> Records(string file)
    {
        using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        var root = XDocument.Load(reader).Root!;
        return [.. root.DescendantsAndSelf().Where(element => element.Name.LocalName is "PubmedArticle" or "PubmedBookArticle" or "MedlineCitation" && element.Parent?.Name.LocalName != "PubmedArticle")
            .Where(element => element.DescendantsAndSelf().Any(inner => inner.Name.LocalName is "MedlineCitation" or "BookDocument"))];
    }

    private static IEnumerable<JsonElement> Works(string file)
    {
        var documents = new List<JsonElement>();
        try
        {
            var text = File.ReadAllBytes(file).AsSpan();
            var reader = new Utf8JsonReader(text.StartsWith("\uFEFF"u8) ? text[3..] : text, new JsonReaderOptions { AllowMultipleValues = true });
            while (reader.Read())
            {
                documents.Add(JsonElement.ParseValue(ref reader));
            }
        }
        catch (JsonException)
        {
            // Recorded so: an answer with a raw line end, which is no JSON. It holds no works.
        }

        return documents.SelectMany(Listed).Where(IsWork);
    }

    private static IEnumerable<JsonElement> Listed(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Array => node.EnumerateArray(),
        JsonValueKind.Object when node.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object => Listed(message),
        JsonValueKind.Object when node.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array => items.EnumerateArray(),
        JsonValueKind.Object => [node],
        _ => [],
    };

    // Citeproc's JSON has a title that is no list; the REST API's is one.
    private static bool IsWork(JsonElement node) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty("DOI", out var doi) && doi.ValueKind == JsonValueKind.String && doi.GetString()!.StartsWith("10.", StringComparison.Ordinal)
        && (!node.TryGetProperty("title", out var title) || title.ValueKind == JsonValueKind.Array) && !node.TryGetProperty("agency", out _);

    private static IEnumerable<string> Strings(JsonElement work, string name) =>
        work.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(text => Markup().Replace(text.ToString(), "")) : [];

    private static IEnumerable<string> NamesOf(JsonElement author) =>
        new[] { "given", "family", "name" }.Select(name => author.TryGetProperty(name, out var part) ? part.ToString() : "");

    private static string Instant(JsonElement work, string name) =>
        work.TryGetProperty(name, out var date) && date.ValueKind == JsonValueKind.Object && date.TryGetProperty("date-time", out var instant) ? instant.ToString() : "";

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Word();

    // "Abstract", "Results": the names of sections say nothing.
    [GeneratedRegex("<(?:jats:)?title>[^<]*</(?:jats:)?title>")]
    private static partial Regex Headings();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();
}
