using System.Text.Json;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.PubMed;

namespace LitWatch.Tests.Sources.PubMed;

/// <summary>The oracle keeps PubMed's own shapes; here they are brought to the Article contract by other code than the parser's.</summary>
internal static partial class PubMedFact
{
    /// <summary>Where both readings are right and ours is meant: record and field → why.</summary>
    private static readonly Dictionary<string, string> Explained = new(StringComparer.Ordinal)
    {
        ["973217 pmid"] = "MedlineCitation lacks its PMID; ours takes it from ArticleIdList",
        ["20729678 iso"] = "no ISOAbbreviation; ours takes MedlineTA",
        ["20301577 keywords"] = "a keyword stands twice; ours keeps one",
        ["28211659 title"] = "a whole book has no ArticleTitle; ours takes BookTitle",
        ["29165978 authors"] = "the oracle counts editors too; ours takes the authors",
        ["20301577 authors"] = "the oracle counts editors too; ours takes the authors",
        ["16786252 authors"] = "one name is marked ValidYN=N beside its correction; ours leaves it out",
        ["14677552 abstract"] = "the only abstract is in OtherAbstract; ours takes it",
    };

    private static readonly HashSet<string> Needed = new(StringComparer.Ordinal);

    public static IEnumerable<string> Differences(Article article, JsonElement fact)
    {
        var book = Text(fact, "kind") == "book";
        return new[]
        {
            Compare("pmid", Text(fact, "pmid"), article.Pmid?.ToString()),
            Compare("title", Text(fact, "title"), article.Title),
            Compare("doi", Dois(fact).FirstOrDefault(), article.Doi?.ToString()),
            Compare("pmcid", fact.GetProperty("ids").TryGetProperty("pmc", out var pmc) ? pmc.GetString() : null, article.Pmcid?.ToString()),
            Compare("abstract", Sections(fact), article.Abstract.Select(section => $"[{section.Label}] {section.Text}")),
            Compare("keywords", Keywords(fact), article.Keywords),
        }.Concat(book ? Book(article, fact) : Journal(article, fact)).OfType<string>().Where(difference => !IsExplained($"{article.Pmid} {difference.Split(' ')[0]}"));
    }

    /// <summary>Explanations that no record has needed.</summary>
    public static IEnumerable<string> Unneeded => Explained.Keys.Except(Needed, StringComparer.Ordinal);

    private static bool IsExplained(string difference) => Explained.ContainsKey(difference) && (Needed.Add(difference) || true);

    private static IEnumerable<string?> Book(Article article, JsonElement fact) =>
    [
        Compare("bookTitle", Text(fact, "bookTitle"), article.Journal?.Title ?? article.Title),
        Compare("authors", fact.GetProperty("authors").GetInt32().ToString(System.Globalization.CultureInfo.InvariantCulture), article.Authors.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];

    private static IEnumerable<string?> Journal(Article article, JsonElement fact) =>
    [
        Compare("vernacularTitle", Text(fact, "vernacularTitle"), article.VernacularTitle),
        Compare("journal", Text(fact, "journal"), article.Journal?.Title),
        Compare("iso", Text(fact, "iso"), article.Journal?.IsoAbbreviation),
        Compare("issn", Text(fact, "issn"), article.Journal?.Issn is [var issn, ..] ? issn : null),
        Compare("volume", Text(fact, "volume"), article.Journal?.Volume),
        Compare("issue", Text(fact, "issue"), article.Journal?.Issue),
        Compare("pages", Text(fact, "pages"), article.Journal?.Pages),
        Compare("languages", Strings(fact, "languages").Select(language => language.ToLowerInvariant()), article.Languages),
        Compare("pubTypes", Strings(fact, "pubTypes"), article.PublicationTypes),
        // Suffixes (Jr, 3rd) have no place in the Article contract.
        Authors(Strings(fact, "authors").ToList(), [.. article.Authors.Select(author => author.Collective ?? $"{author.Family} {author.Given}".Trim())]),
        Compare(
            "mesh",
            fact.GetProperty("mesh").EnumerateArray().Select(heading => $"{Text(heading, "d")} {Text(heading, "major")} {string.Join('/', Strings(heading, "q"))}"),
            article.Mesh.Select(heading => $"{heading.Descriptor} {(heading.Major ? "Y" : "N")} {string.Join('/', heading.Qualifiers.Select(qualifier => qualifier.Name))}")),
        Compare("published", Published(fact), article.Published?.ToString()),
        // The oracle has ChemicalList only; ours appends the supplementary concepts (SupplMeshList), which have no registry number.
        Compare("chemicals", Strings(fact, "chemicals"), article.Substances.Take(fact.GetProperty("chemicals").GetArrayLength()).Select(substance => substance.Name)),
        Compare(
            "corrections",
            fact.GetProperty("corrections").EnumerateArray().Select(link => $"{Camel(Text(link, "type"))} {Text(link, "pmid")} {Text(link, "source")}"),
            article.Links.Where(link => link.Type != LinkTypes.Cites).Select(link => $"{link.Type} {link.Pmid} {link.Citation}")),
    ];

    private static IEnumerable<string> Dois(JsonElement fact)
    {
        var own = fact.GetProperty("ids").TryGetProperty("doi", out var id) ? [id.GetString()!] : Array.Empty<string>();
        var located = fact.TryGetProperty("eLocation", out var locations)
            ? locations.EnumerateArray().Where(location => Text(location, "type") == "doi" && Text(location, "valid") != "N").Select(location => Text(location, "value")!)
            : [];
        return own.Concat(located).Where(text => text.StartsWith("10.", StringComparison.Ordinal)).Select(text => text.ToLowerInvariant());
    }

    private static string? Published(JsonElement fact)
    {
        var dates = fact.GetProperty("articleDate").EnumerateArray().Prepend(fact.GetProperty("pubDate")).Select(Iso).OfType<string>().ToList();
        return dates.Where(date => date.Length == 10).Order(StringComparer.Ordinal).FirstOrDefault()
            ?? dates.OrderByDescending(date => date.Length).FirstOrDefault();
    }

    private static string? Iso(JsonElement date)
    {
        var text = Text(date, "MedlineDate") ?? string.Join(' ', new[] { "Year", "Month", "Season", "Day" }.Select(name => Text(date, name)).OfType<string>());
        var parts = text.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
        {
            return null;
        }

        var month = parts.Length > 1 ? System.Globalization.CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames.ToList().IndexOf(parts[1]) + 1 : 0;
        month = month == 0 && parts.Length > 1 && int.TryParse(parts[1], out var number) ? number : month;
        var day = parts.Length > 2 && int.TryParse(parts[2], out var d) ? d : 0;
        return (month, day) switch
        {
            (0, _) => parts[0],
            (_, 0) => $"{parts[0]}-{month:00}",
            _ => $"{parts[0]}-{month:00}-{day:00}",
        };
    }

    private static string? Camel(string? type) => type is null ? null : type[..1].ToLowerInvariant() + type[1..];

    private static string? Authors(List<string> expected, List<string> actual) =>
        Compare("authors", expected.Select((name, i) => i < actual.Count && name != actual[i] ? Suffix().Replace(name, "") : name), actual);

    // Empty AbstractText elements occur; ours leaves them out.
    private static IEnumerable<string> Sections(JsonElement fact) =>
        fact.GetProperty("abstract").EnumerateArray().Where(section => Text(section, "text") is not null).Select(section => $"[{Text(section, "label")}] {Text(section, "text")}");

    private static IEnumerable<string> Keywords(JsonElement fact) =>
        fact.GetProperty("keywords").EnumerateArray().SelectMany(list => list.ValueKind == JsonValueKind.String ? [list.GetString()!] : Strings(list, "terms"));

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? PlainText.Normalize(value.GetString()) : null;

    private static IEnumerable<string> Strings(JsonElement element, string name) =>
        element.GetProperty(name).EnumerateArray().Select(value => PlainText.Normalize(value.GetString())).OfType<string>();

    private static string? Compare(string field, string? expected, string? actual) =>
        expected == actual ? null : $"{field} is '{actual}', the oracle has '{expected}'";

    private static string? Compare(string field, IEnumerable<string> expected, IEnumerable<string> actual) =>
        Compare(field, string.Join(" | ", expected), string.Join(" | ", actual));

    [System.Text.RegularExpressions.GeneratedRegex(@" (Jr|Sr|2nd|3rd|4th|II|III|IV|V|I)$")]
    private static partial System.Text.RegularExpressions.Regex Suffix();
}
