using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using LitWatch.Articles;

namespace LitWatch.Sources.Files;

/// <summary>EndNote's XML export, read record by record. Text stands in <c>style</c> elements, whose form says nothing.</summary>
internal static class EndNoteXml
{
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, CheckCharacters = false };

    /// <summary>Where a value stands, and the tag of RIS that means the same.</summary>
    private static readonly (string Path, string Tag)[] Fields =
    [
        ("titles/title", "TI"), ("titles/translated-title", "TT"), ("titles/secondary-title", "JF"), ("periodical/full-title", "JF"), ("alt-periodical/full-title", "JO"), ("periodical/abbr-1", "JA"), ("contributors/authors/author", "AU"),
        ("contributors/secondary-authors/author", "ED"), ("pages", "SP"), ("volume", "VL"), ("number", "IS"), ("dates/year", "PY"), ("isbn", "SN"), ("electronic-resource-num", "DO"), ("accession-num", "AN"), ("remote-database-name", "DB"),
        ("remote-database-provider", "DP"), ("abstract", "AB"), ("keywords/keyword", "KW"), ("language", "LA"), ("work-type", "M3"), ("urls/related-urls/url", "UR"), ("urls/web-urls/url", "UR"), ("custom2", "C2"), ("custom5", "C5"),
    ];

    /// <summary>Whether a document begins like one.</summary>
    public static bool Is(string beginning) => beginning.Contains("<records", StringComparison.Ordinal) || beginning.Contains("<source-app", StringComparison.Ordinal);

    /// <summary>The articles of <paramref name="stream"/>; <see cref="ArticleRecord.Id"/> is the record number.</summary>
    /// <exception cref="InvalidDataException">It is no XML, or holds no record.</exception>
    public static IEnumerable<Article> Read(Stream stream, ParseReport report)
    {
        using var reader = XmlReader.Create(stream, Safe);
        var count = 0;
        while (Next(reader))
        {
            count++;
            yield return ToArticle(Try(() => (XElement)XNode.ReadFrom(reader)), count, report);
        }

        if (count == 0)
        {
            throw new InvalidDataException("The file holds no record of EndNote.");
        }
    }

    private static bool Next(XmlReader reader)
    {
        // ReadFrom leaves the reader behind the element, which may be the next one.
        while (reader is not { NodeType: XmlNodeType.Element, Name: "record" } && Try(reader.Read))
        {
        }

        return !reader.EOF;
    }

    private static Article ToArticle(XElement element, int number, ParseReport report)
    {
        var record = new TaggedRecord(number);
        foreach (var (path, tag) in Fields)
        {
            foreach (var value in path.Split('/').Aggregate<string, IEnumerable<XElement>>([element], (found, name) => found.Elements(name)).SelectMany(found => Values(found.Value, tag)))
            {
                record.Add(tag, value);
            }
        }

        var article = new RisRecord(record).ToArticle(report);
        return article with { Records = [article.Records[0] with { Id = element.Element("rec-number")?.Value.Trim() is { Length: > 0 } id ? id : number.ToString(CultureInfo.InvariantCulture) }] };
    }

    // Lines within a value are several values, but in running text.
    private static IEnumerable<string> Values(string value, string tag) =>
        tag is "AB" or "TI" ? [value.Replace('\r', ' ').Replace('\n', ' ').Trim()] : value.Split(['\r', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static T Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (XmlException malformed)
        {
            throw new InvalidDataException($"The XML is cut off or malformed: {malformed.Message}", malformed);
        }
    }
}
