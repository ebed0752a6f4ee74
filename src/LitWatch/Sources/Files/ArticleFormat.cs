using System.Globalization;
using System.Text;
using CsvHelper;
using LitWatch.Articles;

namespace LitWatch.Sources.Files;

/// <summary>Articles as files that other programs read: CSV for spreadsheets, RIS and MEDLINE (nbib) for reference managers.</summary>
internal static class ArticleFormat
{
    private static readonly string[] Columns =
        ["id", "pmid", "doi", "pmcid", "title", "authors", "journal", "published", "volume", "issue", "pages", "languages", "publicationTypes", "keywords", "abstract", "sources", "isRetracted"];

    /// <summary>RFC 4180 with a header. Cells that a spreadsheet would run as a formula are disarmed.</summary>
    public static string Csv(IEnumerable<Article> articles) => Csv(articles, article => article, [], _ => []);

    /// <summary>As the other, with columns of the caller's behind those of the article.</summary>
    public static string Csv<T>(IEnumerable<T> items, Func<T, Article> article, IReadOnlyList<string> moreColumns, Func<T, IReadOnlyList<string?>> more)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions { Injection = CsvInjection.Escape }))
        {
            csv.WriteHeader([.. Columns, .. moreColumns]);
            foreach (var item in items)
            {
                csv.WriteRecord([.. Cells(article(item)), .. more(item)]);
            }
        }

        return text.ToString();
    }

    /// <summary>RIS as reference managers import it, UTF-8.</summary>
    public static string Ris(IEnumerable<Article> articles)
    {
        var file = new TaggedLines("{0}  - {1}\r\n");
        foreach (var article in articles)
        {
            var journal = article.Journal ?? new Journal();
            var pages = journal.Pages?.Split('-', 2);
            file.Add("TY", "JOUR");
            file.Add("TI", article.Title ?? article.VernacularTitle);
            file.Add("AU", article.Authors.Select(author => author.Collective ?? Joined(", ", author.Family, author.Given ?? author.Initials)));
            file.Add("T2", journal.Title);
            file.Add("J2", journal.IsoAbbreviation);
            file.Add("PY", article.Published?.Year.ToString(CultureInfo.InvariantCulture));
            file.Add("DA", article.Published?.ToString().Replace('-', '/'));
            file.Add("VL", journal.Volume);
            file.Add("IS", journal.Issue);
            file.Add("SP", pages?[0]);
            file.Add("EP", pages is [_, var end] ? end : null);
            file.Add("SN", journal.Issn is [var issn, ..] ? issn : null);
            file.Add("DO", article.Doi?.ToString());
            file.Add("AN", article.Pmid?.ToString());
            file.Add("C2", article.Pmcid?.ToString());
            file.Add("KW", article.Keywords);
            file.Add("LA", article.Languages);
            file.Add("AB", AbstractOf(article));
            // A DOI once more as an address: there are readers that know no DO, and some that drop registrants of five digits.
            file.Add("UR", article.Records.Select(record => record.Url).Append(article.Doi?.ToUri()).OfType<Uri>().Select(url => url.AbsoluteUri).Distinct(StringComparer.Ordinal));
            file.Add("ER", "");
            file.EndRecord();
        }

        return file.ToString();
    }

    /// <summary>MEDLINE format as PubMed exports it (.nbib).</summary>
    public static string Nbib(IEnumerable<Article> articles)
    {
        var file = new TaggedLines("{0,-4}- {1}\r\n");
        foreach (var article in articles)
        {
            var journal = article.Journal ?? new Journal();
            file.Add("PMID", article.Pmid?.ToString());
            file.Add("TI", article.Title);
            file.Add("TT", article.VernacularTitle);
            file.Add("AB", AbstractOf(article));
            foreach (var author in article.Authors)
            {
                file.Add("CN", author.Collective);
                file.Add("FAU", author.Collective is null ? Joined(", ", author.Family, author.Given) : null);
                file.Add("AU", author.Collective is null ? Name(author) : null);
            }

            file.Add("LA", article.Languages);
            file.Add("PT", article.PublicationTypes);
            file.Add("DP", article.Published is { } published ? Medline(published) : null);
            file.Add("TA", journal.IsoAbbreviation);
            file.Add("JT", journal.Title);
            file.Add("VI", journal.Volume);
            file.Add("IP", journal.Issue);
            file.Add("PG", journal.Pages);
            file.Add("RN", article.Substances.Select(substance => $"{substance.RegistryNumber ?? "0"} ({substance.Name})"));
            file.Add("MH", article.Mesh.Select(Heading));
            file.Add("OT", article.Keywords);
            file.Add("PMC", article.Pmcid?.ToString());
            file.Add("LID", article.Doi is { } doi ? $"{doi} [doi]" : null);
            file.EndRecord();
        }

        return file.ToString();
    }

    private static string?[] Cells(Article article) =>
    [
        article.Id, article.Pmid?.ToString(), article.Doi?.ToString(), article.Pmcid?.ToString(), article.Title,
        string.Join("; ", article.Authors.Select(Name)), article.Journal?.Title, article.Published?.ToString(),
        article.Journal?.Volume, article.Journal?.Issue, article.Journal?.Pages, string.Join("; ", article.Languages),
        string.Join("; ", article.PublicationTypes), string.Join("; ", article.Keywords), AbstractOf(article),
        string.Join("; ", article.Records.Select(record => record.Source).Distinct(StringComparer.Ordinal)), article.IsRetracted ? "true" : "false",
    ];

    /// <summary><c>2022 Apr 30</c>.</summary>
    private static string Medline(PartialDate date) =>
        date.Earliest.ToString(date.Precision switch { 1 => "yyyy", 2 => "yyyy MMM", _ => "yyyy MMM d" }, CultureInfo.InvariantCulture);

    private static string Heading(MeshHeading heading) =>
        string.Join('/', heading.Qualifiers.Select(qualifier => (qualifier.Major ? "*" : "") + qualifier.Name).Prepend((heading.Major ? "*" : "") + heading.Descriptor));

    private static string Name(Author author) => author.Collective ?? Joined(" ", author.Family, author.Initials ?? author.Given) ?? "";

    private static string? Joined(string separator, params string?[] parts) =>
        parts.OfType<string>().ToArray() is { Length: > 0 } present ? string.Join(separator, present) : null;

    private static string? AbstractOf(Article article) => article.Abstract.Count == 0 ? null
        : string.Join(' ', article.Abstract.Select(section => section.Label is null ? section.Text : $"{section.Label}: {section.Text}"));

    /// <summary>Lines of tag and value. A line end in a value would start a line that looks like ours, so it becomes a space.</summary>
    private sealed class TaggedLines(string form)
    {
        private readonly StringBuilder text = new();
        private readonly CompositeFormat line = CompositeFormat.Parse(form);

        public void Add(string tag, string? value)
        {
            if (value is not null)
            {
                text.AppendFormat(CultureInfo.InvariantCulture, line, tag, OneLine(value));
            }
        }

        public void Add(string tag, IEnumerable<string?> values)
        {
            foreach (var value in values)
            {
                Add(tag, value);
            }
        }

        private static string OneLine(string value) => value.Any(EndsLine) ? string.Concat(value.Select(character => EndsLine(character) ? ' ' : character)) : value;

        private static bool EndsLine(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';

        public void EndRecord() => text.Append("\r\n");

        public override string ToString() => text.ToString();
    }
}
