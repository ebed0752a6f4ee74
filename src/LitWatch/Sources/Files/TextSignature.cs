using LitWatch.Articles;

namespace LitWatch.Sources.Files;

/// <summary>What a file is by its first line, in words for whoever chose the wrong one.</summary>
/// <param name="What">Completes "This is …".</param>
/// <param name="Advice">What to do about it, as a sentence.</param>
internal sealed record TextSignature(string What, string Advice)
{
    private const string ExportAsRis = "Export the records as RIS and give that.";

    public static readonly TextSignature Ris = new("RIS", "Give it as RIS: its name should end in .ris.");

    public static readonly TextSignature Medline = new("MEDLINE text (PubMed's own format)", "Give it as MEDLINE text: its name should end in .nbib.");

    /// <summary>Beginnings in the order they are tried, without regard to case and to white space before them.</summary>
    private static readonly (string Beginning, TextSignature Signature)[] Known =
    [
        ("TY  -", Ris), ("TY -", Ris),
        ("PMID-", Medline), ("PMID -", Medline),
        ("<!doctype html", WebPage), ("<html", WebPage), ("<head", WebPage),
        ("<?xml", Xml), ("<PubmedArticleSet", Xml), ("<records", Xml), ("<xml>", Xml),
        ("{", Json), ("[", Json),
        ("%PDF-", new("a PDF document", ExportAsRis)),
        ("PK\u0003\u0004", new("a ZIP archive or an Office document", "Unpack it, or export the records as RIS.")),
        ("\u001F", new("a compressed file", "If it is gzip, let its name end in .gz.")),
        ("FN Clarivate", WebOfScience), ("FN Thomson", WebOfScience), ("FN ISI", WebOfScience),
        ("VN  - Ovid", Ovid), ("<1. >", Ovid), ("<1.>", Ovid),
        ("%0 ", new("EndNote's own format", ExportAsRis)),
        ("@article{", new("BibTeX", ExportAsRis)), ("@misc{", new("BibTeX", ExportAsRis)), ("@book{", new("BibTeX", ExportAsRis)),
    ];

    private static TextSignature WebPage => new("a web page (HTML)", "The database may have answered with an error or asked for a login: export the records again.");

    private static TextSignature Xml => new("XML", "If it comes from PubMed, let its name end in .xml.");

    private static TextSignature Json => new("JSON", "If it comes from Crossref, let its name end in .json.");

    private static TextSignature WebOfScience => new("Web of Science's own format", "Export the records as RIS (EndNote, RefMan) and give that.");

    private static TextSignature Ovid => new("Ovid's own format", "Export the records as RIS (Reference Manager, Zotero) and give that.");

    /// <summary>Null when the line says nothing.</summary>
    /// <param name="firstLine">The first that is not blank; null of an empty file.</param>
    public static TextSignature? Of(string? firstLine)
    {
        if (firstLine is null)
        {
            return new("an empty file", "Export the records again.");
        }

        var text = firstLine.AsSpan().TrimStart();
        foreach (var (beginning, signature) in Known)
        {
            if (text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                return signature;
            }
        }

        return text.ContainsAnyInRange('\0', '\u0008') ? new("no text", ExportAsRis) : null;
    }

    /// <summary>That a file holds no records of the kind it should hold, and what to do.</summary>
    public static SourceException NotRecords(string source, string expected, TextSignature? found) =>
        new(source, found is null ? $"The file holds no {expected}: none of its lines begins a record. {ExportAsRis}" : $"This is not {expected} but {found.What}. {found.Advice}", retryable: false);
}
