using System.Text.Json;
using LitWatch.Articles;

namespace LitWatch.Sources.Pages;

/// <summary>The article in a page's JSON-LD, in the words of https://schema.org/ScholarlyArticle.</summary>
internal sealed class LinkedData
{
    private static readonly HashSet<string> Articles = new(StringComparer.Ordinal)
    {
        "ScholarlyArticle", "MedicalScholarlyArticle", "Article", "Report", "Thesis", "BlogPosting", "NewsArticle", "CreativeWork", "Chapter", "PublicationIssue",
    };

    private readonly JsonElement article;

    private LinkedData(JsonElement article) => this.article = article;

    /// <summary>The first article of these scripts; null when none holds one. What is no JSON is passed over and told.</summary>
    public static LinkedData? Of(IEnumerable<string> scripts, ParseReport report)
    {
        foreach (var script in scripts)
        {
            try
            {
                using var document = JsonDocument.Parse(script, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
                if (Nodes(document.RootElement).FirstOrDefault(IsArticle) is { ValueKind: JsonValueKind.Object } found)
                {
                    return new LinkedData(found.Clone());
                }
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException)
            {
                report.Warn($"The page's JSON-LD cannot be read: {fault.Message}");
            }
        }

        return null;
    }

    public string? Title => MarkupText.Plain(article.Text("headline") ?? article.Text("name"));

    public string? Abstract => MarkupText.Plain(article.Text("abstract") ?? article.Text("description"));

    public string? Published => article.Text("datePublished") ?? article.Text("dateCreated");

    public string? Language => article.Text("inLanguage") ?? article.Member("inLanguage")?.Text("alternateName");

    public IReadOnlyList<string> Keywords => article.Many("keywords").Select(JsonText.Text).OfType<string>().ToList() is var all && all.Count == 1 ? KeywordLine.Split(MarkupText.Plain(all[0]) ?? "") : [.. all.Select(MarkupText.Plain).OfType<string>()];

    public IReadOnlyList<Author> Authors => [.. (article.Many("author").Any() ? article.Many("author") : article.Many("creator")).Select(AuthorOf).OfType<Author>()];

    /// <summary>Whatever may hold a DOI, as text.</summary>
    public IEnumerable<string> Identifiers => new[] { "@id", "identifier", "sameAs", "doi", "url" }
        .SelectMany(name => article.Many(name))
        .Select(value => value.ValueKind == JsonValueKind.Object ? value.Text("value") ?? value.Text("@id") : JsonText.Text(value))
        .OfType<string>();

    public Journal? Journal
    {
        get
        {
            // Issue in volume in periodical, or the periodical at once.
            var levels = Levels().ToList();
            string? Of(string name) => levels.Select(level => MarkupText.Plain(level.Text(name))).FirstOrDefault(value => value is not null);
            var (first, last) = (article.Text("pageStart"), article.Text("pageEnd"));
            var journal = new Journal
            {
                Title = levels.Where(level => Types(level).Contains("Periodical")).Select(level => level.Text("name")).FirstOrDefault(name => name is not null)
                    ?? levels.Skip(1).LastOrDefault().Text("name"),
                Issn = [.. levels.SelectMany(level => level.Many("issn")).Select(JsonText.Text).OfType<string>().Distinct(StringComparer.Ordinal)],
                Volume = Of("volumeNumber"),
                Issue = Of("issueNumber"),
                Pages = article.Text("pagination") ?? (first is null || last is null || first == last ? first : $"{first}-{last}"),
            };
            return journal is { Title: null, Issn.Count: 0, Volume: null, Pages: null } ? null : journal;
        }
    }

    private IEnumerable<JsonElement> Levels()
    {
        const int Deepest = 5;
        JsonElement? level = article;
        for (var depth = 0; level is { ValueKind: JsonValueKind.Object } && depth < Deepest; depth++)
        {
            yield return level.Value;
            level = level.Value.Many("isPartOf").FirstOrDefault();
        }
    }

    private static Author? AuthorOf(JsonElement author)
    {
        if (author.ValueKind != JsonValueKind.Object)
        {
            return PersonName.Of(JsonText.Text(author));
        }

        var orcid = author.Many("@id").Concat(author.Many("sameAs")).Concat(author.Many("identifier")).Select(JsonText.Text).OfType<string>()
            .Where(id => id.Contains("orcid.org", StringComparison.OrdinalIgnoreCase)).Select(id => Orcid.Normalize(id)).FirstOrDefault(id => id is not null);
        var named = MarkupText.Plain(author.Text("familyName")) is { } family ? new Author { Family = family, Given = MarkupText.Plain(author.Text("givenName")) }
            : Types(author).Contains("Organization") ? MarkupText.Plain(author.Text("name")) is { } group ? new Author { Collective = group } : null
            : PersonName.Of(MarkupText.Plain(author.Text("name")));
        return named is null ? null : named with
        {
            Orcid = orcid,
            Affiliations = [.. author.Many("affiliation").Select(place => MarkupText.Plain(place.Text("name") ?? JsonText.Text(place))).OfType<string>().Distinct(StringComparer.Ordinal)],
        };
    }

    private static IEnumerable<JsonElement> Nodes(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root.EnumerateArray().SelectMany(Nodes),
        JsonValueKind.Object => new[] { root }.Concat(root.Many("@graph").SelectMany(Nodes)).Concat(root.Many("mainEntity").SelectMany(Nodes)),
        _ => [],
    };

    private static bool IsArticle(JsonElement node) => Types(node).Any(Articles.Contains);

    private static IEnumerable<string> Types(JsonElement node) => node.Many("@type").Select(JsonText.Text).OfType<string>().Select(type => type[(type.LastIndexOf('/') + 1)..]);
}
