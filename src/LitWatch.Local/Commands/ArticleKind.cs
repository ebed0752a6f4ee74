using System.Text;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.Crossref;
using LitWatch.Sources.Files;
using LitWatch.Sources.Pages;
using LitWatch.Sources.PubMed;

namespace LitWatch.Local.Commands;

/// <summary>What a file of articles holds, and how it is read.</summary>
/// <param name="Name">As <c>--as</c> takes it.</param>
/// <param name="Extension">Of such files, without dot; <c>--as</c> takes it, too.</param>
/// <param name="Title">In words.</param>
/// <param name="Read">Its articles one by one, each as soon as it is read.</param>
internal sealed record ArticleKind(string Name, string Extension, string Title, Func<Stream, ParseReport, IEnumerable<Article>> Read)
{
    /// <summary>Enough of an XML file to tell whose it is.</summary>
    private const int Beginning = 4_096;

    public static readonly IReadOnlyList<ArticleKind> All =
    [
        new("pubmed", "xml", "PubMed or EndNote XML", Xml) { HasIds = true },
        new("nbib", "nbib", "MEDLINE text", (stream, report) => MedlineText.Read(stream, report)) { HasIds = true },
        new("ris", "ris", "RIS", RisText.Read),
        new("csv", "csv", "a table of citations", CitationTable.Read) { HasIds = true },
        new("crossref", "json", "Crossref JSON", (stream, report) => CrossrefJson.Read(Whole(stream), report)) { HasIds = true },
        new("page", "html", "an article's web page", (stream, report) => [ArticlePage.Read(Whole(stream).Span, report)]),
        new("text", "txt", "an article's text", (stream, report) => [ArticleText.Read(Whole(stream).Span, report)]),
    ];

    /// <summary>Whether its records have short identifiers of their own, by which people know them.</summary>
    public bool HasIds { get; init; }

    public static string Names { get; } = Listed("or", All.Select(kind => kind.Name));

    public static string Titles { get; } = Listed("and", All.Select(kind => $"{kind.Title} (.{kind.Extension}, .{kind.Extension}.gz)"));

    /// <summary>Null when there is none of this name or extension.</summary>
    public static ArticleKind? Of(string name) =>
        All.FirstOrDefault(kind => kind.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || kind.Extension.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string Listed(string conjunction, IEnumerable<string> names) =>
        names.ToArray() is [.. var first, var last] ? $"{string.Join(", ", first)} {conjunction} {last}" : "";

    private static IEnumerable<Article> Xml(Stream stream, ParseReport report)
    {
        var (beginning, whole) = ReplayedStream.Of(stream, Beginning);
        return EndNoteXml.Is(Encoding.UTF8.GetString(beginning.Span)) ? EndNoteXml.Read(whole, report) : PubMedXml.ReadParallel(whole, report, Environment.ProcessorCount);
    }

    private static ReadOnlyMemory<byte> Whole(Stream stream)
    {
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }
}
