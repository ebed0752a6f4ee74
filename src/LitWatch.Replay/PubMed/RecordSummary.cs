using System.Globalization;
using System.Xml.Linq;
using LitWatch.Replay.Corpora;

namespace LitWatch.Replay.PubMed;

/// <summary>What ESummary says of a record, read from its XML on demand.</summary>
internal sealed record RecordSummary
{
    public required string Title { get; init; }

    public required string VernacularTitle { get; init; }

    public required string Abstract { get; init; }

    public required string Source { get; init; }

    public required string FullJournalName { get; init; }

    public required string NlmUniqueId { get; init; }

    public required string Issn { get; init; }

    public required string Essn { get; init; }

    public required string Volume { get; init; }

    public required string Issue { get; init; }

    public required string Pages { get; init; }

    public required string PubDate { get; init; }

    public required string EPubDate { get; init; }

    public required string Status { get; init; }

    public required string PublicationStatus { get; init; }

    public required string? Doi { get; init; }

    public required List<string> Authors { get; init; }

    public required List<string> Languages { get; init; }

    public required List<string> PublicationTypes { get; init; }

    public required List<(string Type, string Value)> Ids { get; init; }

    public required List<(string Status, string Date)> History { get; init; }

    public required List<(string Source, string Type, string Pmid)> References { get; init; }

    public required string SortDate { get; init; }

    public string Citation => $"{PubDate};{Volume}{(Issue.Length > 0 ? $"({Issue})" : "")}{(Pages.Length > 0 ? $":{Pages}" : "")}";

    public static RecordSummary Of(PubMedRecord record)
    {
        var article = XElement.Parse(record.Xml, LoadOptions.PreserveWhitespace);
        var citation = article.Element("MedlineCitation") ?? article.Element("BookDocument")!;
        var body = citation.Element("Article") ?? citation;
        var journal = body.Element("Journal");
        var issue = journal?.Element("JournalIssue");
        var data = article.Element("PubmedData") ?? article.Element("PubmedBookData");
        var ids = (data?.Element("ArticleIdList") ?? citation.Element("ArticleIdList"))?.Elements("ArticleId").Select(id => (id.Attribute("IdType")?.Value ?? "", id.Value)).ToList() ?? [];
        return new RecordSummary
        {
            Title = Text(body.Element("ArticleTitle") ?? body.Element("Book")?.Element("BookTitle")),
            VernacularTitle = Text(body.Element("VernacularTitle")),
            Abstract = string.Join(' ', body.Elements("Abstract").Elements("AbstractText").Select(Section)),
            Source = Text(citation.Element("MedlineJournalInfo")?.Element("MedlineTA") ?? journal?.Element("ISOAbbreviation")),
            FullJournalName = Text(journal?.Element("Title")),
            NlmUniqueId = Text(citation.Element("MedlineJournalInfo")?.Element("NlmUniqueID")),
            Issn = Text(journal?.Elements("ISSN").FirstOrDefault(i => i.Attribute("IssnType")?.Value != "Electronic")),
            Essn = Text(journal?.Elements("ISSN").FirstOrDefault(i => i.Attribute("IssnType")?.Value == "Electronic")),
            Volume = Text(issue?.Element("Volume")),
            Issue = Text(issue?.Element("Issue")),
            Pages = Text(body.Element("Pagination")?.Element("MedlinePgn")),
            PubDate = Date(issue?.Element("PubDate") ?? body.Element("Book")?.Element("PubDate")),
            EPubDate = Date(body.Element("ArticleDate")),
            Status = StatusText(citation.Attribute("Status")?.Value),
            PublicationStatus = Text(data?.Element("PublicationStatus")),
            Doi = ids.Find(id => id.Item1 == "doi").Value,
            Authors = [.. body.Elements("AuthorList").Elements("Author").Select(Author).Where(a => a.Length > 0)],
            Languages = [.. body.Elements("Language").Select(Text)],
            PublicationTypes = [.. body.Descendants("PublicationType").Select(Text)],
            Ids = [.. ids.Where(id => id.Item1 != "pubmed").Prepend(("pubmed", record.Pmid))],
            History = [.. article.Descendants("PubMedPubDate").Select(d => (d.Attribute("PubStatus")?.Value ?? "", Moment(d)))],
            References = [.. citation.Elements("CommentsCorrectionsList").Elements("CommentsCorrections").Where(c => c.Attribute("RefType")?.Value != "Cites").Select(c => (Text(c.Element("RefSource")), Spaced(c.Attribute("RefType")?.Value ?? ""), Text(c.Element("PMID"))))],
            SortDate = record.Published.DefaultIfEmpty(record.Created).Min().ToString("yyyy/MM/dd", CultureInfo.InvariantCulture) + " 00:00",
        };
    }

    private static string Text(XElement? element) => string.Join(' ', (element?.Value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Section(XElement text) => text.Attribute("Label")?.Value is { Length: > 0 } label ? $"{label}: {Text(text)}" : Text(text);

    private static string Author(XElement author) => author.Element("CollectiveName") is { } name
        ? Text(name)
        : $"{Text(author.Element("LastName"))} {Text(author.Element("Initials"))} {Text(author.Element("Suffix"))}".Trim();

    private static string Date(XElement? date)
    {
        if (date is null)
        {
            return "";
        }

        var month = Text(date.Element("Month") ?? date.Element("Season"));
        var name = CorpusDates.MonthOf(month) is { } number ? CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(number) : month;
        return date.Element("MedlineDate") is { } free ? Text(free) : string.Join(' ', ((string[])[Text(date.Element("Year")), name, Text(date.Element("Day")).TrimStart('0')]).Where(p => p.Length > 0));
    }

    private static string Moment(XElement date)
    {
        var hour = Text(date.Element("Hour")).PadLeft(2, '0');
        var minute = Text(date.Element("Minute")).PadLeft(2, '0');
        return $"{CorpusDates.DateOf(date)?.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture)} {hour}:{minute}";
    }

    private static string StatusText(string? status) => status switch
    {
        "MEDLINE" => "PubMed - indexed for MEDLINE",
        "Publisher" => "PubMed - as supplied by publisher",
        "In-Process" or "In-Data-Review" => "PubMed - in process",
        "OLDMEDLINE" => "PubMed - OLDMEDLINE",
        _ => "PubMed",
    };

    private static string Spaced(string refType) =>
        string.Concat(refType.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));
}
