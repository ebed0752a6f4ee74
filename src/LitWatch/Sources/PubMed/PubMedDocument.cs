using System.Xml;
using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>One document of PubMed XML, record by record.</summary>
/// <exception cref="SourceException">While enumerating: see <see cref="PubMedXml.Read"/>.</exception>
internal sealed class PubMedDocument(PubMedPiece piece, PubMedWalk walk, ParseReport report, DateTimeOffset? retrieved) : IDisposable
{
    private static readonly HashSet<string> Roots =
    [
        "PubmedArticleSet", "PubmedBookArticleSet", "MedlineCitationSet", "PubmedArticle", "PubmedBookArticle", "MedlineCitation", "BookDocument", "DeleteCitation", "DeleteDocument",
    ];

    private readonly int errorsBefore = report.Errors.Count;
    private XmlReader? reader;
    private string? root;
    private int articles;

    /// <summary>The next article; null at the end.</summary>
    public Article? Next()
    {
        Article? article;
        try
        {
            article = NextRecord();
        }
        catch (Exception fault) when (XmlFault.Is(fault))
        {
            var line = piece.Line(fault is XmlException { LineNumber: > 0 } placed ? placed.LineNumber : (reader as IXmlLineInfo)?.LineNumber ?? 0);
            throw new SourceException(SourceNames.PubMed, $"The XML breaks off or is malformed at line {line}: {WithoutPlace(fault.Message)}", innerException: fault);
        }

        articles += article is null ? 0 : 1;
        if (articles == 0 && !Roots.Contains(root ?? ""))
        {
            var said = report.Errors.Count > errorsBefore ? $" It says: {string.Join("; ", report.Errors.Skip(errorsBefore))}" : "";
            throw new SourceException(SourceNames.PubMed, $"Not PubMed records: the answer is a <{root}>.{said}");
        }

        return article;
    }

    public void Dispose()
    {
        reader?.Dispose();
        piece.Dispose();
    }

    /// <summary>The next article anywhere below the root; what is met on the way goes into the report.</summary>
    private Article? NextRecord()
    {
        reader ??= walk.Open(piece.Open());
        while (reader.Read())
        {
            if (reader.NodeType is not XmlNodeType.Element)
            {
                continue;
            }

            root ??= reader.LocalName;
            switch (reader.LocalName)
            {
                case "PubmedArticle" or "MedlineCitation":
                    return PubMedRecord.Read(walk, report, retrieved);
                case "PubmedBookArticle" or "BookDocument":
                    return PubMedBook.Read(walk, report, retrieved);
                case "DeleteCitation" or "DeleteDocument":
                    ReadDeletions();
                    break;
                case "ErrorList" or "ERROR":
                    ReadErrors();
                    break;
            }
        }

        return null;
    }

    private void ReadDeletions()
    {
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            if (walk.Name is not "PMID")
            {
                continue;
            }

            var text = walk.Content().ToString();
            if (Pmid.TryParse(text, out var pmid))
            {
                report.Delete(pmid);
            }
            else
            {
                report.Warn($"DeleteCitation names '{text}', which is not a PMID.");
            }
        }
    }

    /// <summary>An ERROR that is text, or a list of errors that each are an element.</summary>
    private void ReadErrors()
    {
        if (walk.Name is "ERROR")
        {
            ReadError();
            return;
        }

        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            ReadError();
        }
    }

    private void ReadError()
    {
        var name = walk.Name;
        if (walk.Text() is { } text)
        {
            report.Error($"{name}: {text}");
        }
    }

    /// <summary>The reader's message without its own count of lines, which is that of the piece.</summary>
    private static string WithoutPlace(string message) =>
        message.LastIndexOf(" Line ", StringComparison.Ordinal) is > 0 and var place ? message[..place] : message;
}
