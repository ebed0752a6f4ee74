using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using LitWatch.Articles;

namespace LitWatch.Sources.Crossref;

/// <summary>
/// Reads works of the Crossref REST API (https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md) in the forms they come in: one work,
/// <c>{message:{…}}</c>, <c>{message:{items:[…]}}</c>, <c>{items:[…]}</c>, an array, or several of these one after the other (JSON lines).
/// </summary>
internal static class CrossrefJson
{
    /// <summary>
    /// Types that describe no article: containers, parts, data, reviews of an article. Whatever is not listed counts as an article,
    /// so a type that Crossref adds is not missed.
    /// </summary>
    private static readonly HashSet<string> NoArticles = new(StringComparer.OrdinalIgnoreCase)
    {
        "book-series", "book-set", "book-track", "component", "database", "dataset", "grant", "journal", "journal-issue", "journal-volume",
        "peer-review", "proceedings", "proceedings-series", "report-component", "report-series", "standard", "standard-series",
    };

    /// <summary>All works in <paramref name="utf8"/>, articles or not (<see cref="IsArticle"/>).</summary>
    /// <exception cref="SourceException">
    /// While enumerating, after the works of the documents before the break: the JSON is malformed or cut off (with line), states an error, or holds no works at all.
    /// </exception>
    public static IEnumerable<Article> Read(ReadOnlyMemory<byte> utf8, ParseReport report, DateTimeOffset? retrieved = null)
    {
        var documents = Documents(utf8, report, out var broken);
        foreach (var document in documents)
        {
            using (document)
            {
                foreach (var work in Works(document.RootElement))
                {
                    yield return ToArticle(work, report, retrieved);
                }
            }
        }

        if (broken is not null)
        {
            throw broken;
        }
    }

    /// <summary>One work.</summary>
    /// <exception cref="SourceException">A member's name is no text (half a surrogate pair).</exception>
    public static Article ToArticle(JsonElement work, ParseReport report, DateTimeOffset? retrieved = null)
    {
        try
        {
            return CrossrefWork.ToArticle(work, report, retrieved);
        }
        catch (InvalidOperationException e)
        {
            throw new SourceException(SourceNames.Crossref, "The JSON holds a member whose name is no text.", innerException: e);
        }
    }

    /// <summary>The works of one document.</summary>
    /// <exception cref="SourceException">It states an error or holds no works.</exception>
    public static IEnumerable<JsonElement> Works(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return root.EnumerateArray().SelectMany(Works);
        }

        if (root.Text("message-type") is { } kind && kind is not ("work" or "work-list"))
        {
            throw new SourceException(SourceNames.Crossref, Stated(root) ?? $"The JSON holds no Crossref works but a '{kind}'.", retryable: false);
        }

        var body = root.Member("message") is { ValueKind: JsonValueKind.Object } message ? message : root;
        // Lists of members, journals and funders have items too, but none with a DOI of a work.
        if (body.Member("items") is { ValueKind: JsonValueKind.Array } items && (items.GetArrayLength() == 0 || items.EnumerateArray().Any(IsWork)))
        {
            return items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object);
        }

        return IsWork(body) ? [body] : throw new SourceException(SourceNames.Crossref, Stated(root) ?? "The JSON holds no Crossref works.", retryable: false);
    }

    /// <summary>Whether a work is something to read: by its <c>type</c>, in Crossref's words or citeproc's.</summary>
    public static bool IsArticle(JsonElement work) => !NoArticles.Contains(work.Text("type") ?? "");

    /// <inheritdoc cref="IsArticle(JsonElement)"/>
    public static bool IsArticle(Article article) => !article.PublicationTypes.Any(NoArticles.Contains);

    private static bool IsWork(JsonElement element) => element.Text("DOI") is not null && element.Member("agency") is null;

    /// <summary>The API's own error (<c>validation-failure</c>, <c>exception</c> …) in words; null when the document states none.</summary>
    public static string? Stated(JsonElement root)
    {
        var status = root.Text("status");
        var type = root.Text("message-type");
        if (root.Text("error") is { } error)
        {
            return $"Crossref answered with an error: {error}";
        }

        if (status is null or "ok")
        {
            return null;
        }

        var details = root.Many("message").Select(item => string.Join(' ', new[] { item.Text("type") ?? item.Text("name"), item.Text("value"), item.Text("message") ?? JsonText.Text(item) }.OfType<string>()));
        return $"Crossref answered '{status}' ({type}): {string.Join("; ", details)}";
    }

    /// <exception cref="SourceException">Malformed or cut off, with line.</exception>
    public static IReadOnlyList<JsonDocument> Documents(ReadOnlyMemory<byte> utf8, ParseReport report) =>
        Documents(utf8, report, out var broken) is var documents && broken is null ? documents : throw broken!;

    /// <param name="broken">What is wrong after the last of the documents; null when they are everything.</param>
    private static List<JsonDocument> Documents(ReadOnlyMemory<byte> utf8, ParseReport report, out SourceException? broken)
    {
        var text = utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? utf8[3..] : utf8;
        if (!Utf8.IsValid(text.Span))
        {
            report.Warn("The answer holds bytes that are no UTF-8; they were replaced.");
            text = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text.Span));
        }

        var documents = new List<JsonDocument>();
        try
        {
            // Nearly always there is one, which is read in one go; to find the end of each of several takes another.
            documents.Add(JsonDocument.Parse(text));
            broken = null;
            return documents;
        }
        catch (JsonException)
        {
            // Several, or none, or a broken one.
        }

        try
        {
            var reader = new Utf8JsonReader(new ReadOnlySequence<byte>(text), new JsonReaderOptions { AllowMultipleValues = true });
            while (reader.Read())
            {
                documents.Add(JsonDocument.ParseValue(ref reader));
            }

            broken = documents.Count > 0 ? null : new SourceException(SourceNames.Crossref, "The answer is empty.");
        }
        catch (JsonException e)
        {
            broken = new SourceException(SourceNames.Crossref, $"The JSON breaks off or is malformed at line {e.LineNumber + 1}: {e.Message}", innerException: e);
        }

        return documents;
    }
}
