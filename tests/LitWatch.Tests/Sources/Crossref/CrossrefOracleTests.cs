using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.Crossref;
using Xunit.Abstractions;

namespace LitWatch.Tests.Sources.Crossref;

/// <summary>
/// Every recorded Crossref file against a plain reading of its JSON that shares no code with ours: paths into the tree, tags cut out by pattern.
/// What holds no works must be reported as what it is.
/// </summary>
public sealed partial class CrossrefOracleTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void Every_recorded_work_is_read_as_a_plain_reading_reads_it()
    {
        var differences = new List<string>();
        var compared = 0;
        foreach (var (file, works) in Recorded().Where(file => file.Works.Count > 0))
        {
            var articles = CrossrefJson.Read(File.ReadAllBytes(file), new ParseReport()).ToList();
            if (articles.Count != works.Count)
            {
                differences.Add($"{file}: {articles.Count} articles, {works.Count} works");
                continue;
            }

            compared += works.Count;
            differences.AddRange(works.Zip(articles).SelectMany(pair => Differences(pair.First, pair.Second)).Select(difference => $"{Path.GetFileName(file)} {difference}"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{compared} works compared, {differences.Count} differences"));
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(compared >= 945);
    }

    [SkippableFact]
    public void What_holds_no_works_is_reported_as_what_it_is()
    {
        var wrong = new List<string>();
        var said = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (file, works) in Recorded().Where(file => file.Works.Count == 0))
        {
            var body = File.ReadAllBytes(file);
            var expected = Expected(Encoding.UTF8.GetString(body));
            string words;
            try
            {
                words = CrossrefJson.Read(body, new ParseReport()).Any() ? "works" : "";
            }
            catch (SourceException told)
            {
                words = told.Message;
            }

            said[expected] = said.GetValueOrDefault(expected) + 1;
            if (expected.Length == 0 ? words.Length > 0 : !words.Contains(expected, StringComparison.Ordinal))
            {
                wrong.Add($"{file}: '{words}', expected '{expected}'");
            }
        }

        output.WriteLine(string.Join(", ", said.Select(pair => $"'{pair.Key}' {pair.Value}")));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(said.Keys.Count >= 4);
    }

    /// <summary>What a reader of the body would say: an empty list of works is no error, an error states itself, another list or a text is none of ours.</summary>
    private static string Expected(string body)
    {
        try
        {
            var json = JsonNode.Parse(body)!;
            return json["message-type"]?.ToString() switch
            {
                "work-list" => "",
                _ when json["status"]?.ToString() is "failed" or "error" => json["message-type"]!.ToString(),
                { } kind => $"no Crossref works but a '{kind}'",
                null => "no Crossref works",
            };
        }
        catch (JsonException)
        {
            return "malformed";
        }
    }

    private static IEnumerable<string> Differences(JsonObject work, Article article)
    {
        foreach (var (what, expected, found) in new[]
        {
            ("DOI", Text(work["DOI"])!.ToLowerInvariant(), article.Records[0].Id),
            ("title", Title(work), article.Title),
            ("date", Date(work), article.Published?.ToString()),
            ("authors", string.Join(" · ", Authors(work)), string.Join(" · ", article.Authors.Select(author => string.Join(", ", new[] { author.Family, author.Given, author.Collective }.OfType<string>())))),
            ("journal", Plain(First(work["container-title"])), article.Journal?.Title),
        })
        {
            if ((expected ?? "") != (found ?? ""))
            {
                yield return $"{work["DOI"]} {what}: plain '{expected}', ours '{found}'";
            }
        }
    }

    private static string? Title(JsonObject work)
    {
        var (title, subtitle) = (Plain(First(work["title"])), Plain(First(work["subtitle"])));
        return title is null || subtitle is null || title.Contains(subtitle, StringComparison.OrdinalIgnoreCase) ? title
            : title + (".:?!".Contains(title[^1], StringComparison.Ordinal) ? " " : ": ") + subtitle;
    }

    private static IEnumerable<string> Authors(JsonObject work) => (work["author"] as JsonArray ?? [])
        .Select(author => string.Join(", ", new[] { Plain(Text(author!["family"])), Plain(Text(author["given"])), Plain(Text(author["name"]) ?? Text(author["literal"])) }.OfType<string>()))
        .Where(author => author.Length > 0);

    /// <summary>The longest of the dates of publication, and of those the earliest.</summary>
    private static string? Date(JsonObject work) =>
        new[] { "published-print", "published-online", "published", "issued", "posted", "published-other" }
            .Select(name => (work[name]?["date-parts"] as JsonArray)?.FirstOrDefault() as JsonArray)
            .OfType<JsonArray>()
            .Select(parts => parts.Select(part => part?.ToString()).TakeWhile(part => !string.IsNullOrEmpty(part)).Select(part => part!.PadLeft(2, '0')).ToList())
            .Where(parts => parts.Count > 0)
            .OrderByDescending(parts => parts.Count)
            .Select(parts => string.Join('-', parts))
            .GroupBy(date => date.Length)
            .FirstOrDefault()?.Min(StringComparer.Ordinal);

    private static string? First(JsonNode? node) => node is JsonArray list ? list.Select(Text).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)) : Text(node);

    private static string? Text(JsonNode? node) => node is JsonValue value ? value.ToString() : null;

    /// <summary>Without tags, with characters for their names (some are named twice over), white space single.</summary>
    private static string? Plain(string? text)
    {
        var plain = WebUtility.HtmlDecode(WebUtility.HtmlDecode(Tags().Replace(text ?? "", ""))).Normalize();
        plain = Space().Replace(Tags().Replace(plain, ""), " ").Trim();
        return plain.Length == 0 ? null : plain;
    }

    private static IEnumerable<(string File, List<JsonObject> Works)> Recorded() =>
        Directory.EnumerateFiles(Path.Combine(ShippedData.RequireRecorded(), "crossref"), "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".md", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => (file, Documents(file).SelectMany(Works).ToList()));

    private static List<JsonNode?> Documents(string file)
    {
        var text = File.ReadAllBytes(file).AsSpan();
        var documents = new List<JsonNode?>();
        try
        {
            var reader = new Utf8JsonReader(text.StartsWith("\uFEFF"u8) ? text[3..] : text, new JsonReaderOptions { AllowMultipleValues = true });
            while (reader.Read())
            {
                documents.Add(JsonNode.Parse(ref reader));
            }
        }
        catch (JsonException)
        {
            // No JSON, or no more of it.
        }

        return documents;
    }

    private static IEnumerable<JsonObject> Works(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(Works),
        JsonObject { } o when o["message"] is JsonObject message => Works(message),
        JsonObject { } o when o["items"] is JsonArray items => items.OfType<JsonObject>().Where(IsWork),
        JsonObject { } o when IsWork(o) => [o],
        _ => [],
    };

    private static bool IsWork(JsonObject node) => Text(node["DOI"]) is not null && node["agency"] is null;

    [GeneratedRegex(@"</?[A-Za-z][^<>]*>", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Space();
}
