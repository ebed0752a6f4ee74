using System.Xml;
using System.Xml.Linq;
using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// Reads PubMed XML as EFetch, the bulk files and the website's export deliver it: a <c>PubmedArticleSet</c>, <c>PubmedBookArticleSet</c> or
/// <c>MedlineCitationSet</c>, or one bare record. Holds one record in memory. DTDs are ignored: nothing is fetched or expanded.
/// </summary>
internal static class PubMedXml
{
    private static readonly HashSet<string> Sets =
        ["PubmedArticleSet", "PubmedBookArticleSet", "MedlineCitationSet", "PubmedArticle", "PubmedBookArticle", "MedlineCitation", "BookDocument", "DeleteCitation"];

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>The articles of <paramref name="stream"/>, each as soon as it is read.</summary>
    /// <param name="retrieved">When the answer was received; goes into each article's record.</param>
    /// <exception cref="SourceException">
    /// While enumerating, after the articles before the break: the XML is malformed or cut off (with line), or it is no PubMed XML at all.
    /// An empty set is no error here: who asked for records compares what came with what was asked.
    /// </exception>
    public static IEnumerable<Article> Read(Stream stream, ParseReport report, DateTimeOffset? retrieved = null)
    {
        using var reader = Guard(() => XmlReader.Create(stream, Settings), null);
        string? root = null;
        var articles = 0;
        while (Next(reader, ref root) is { } element)
        {
            foreach (var article in Convert(element, report, retrieved))
            {
                articles++;
                yield return article;
            }
        }

        if (articles == 0 && !Sets.Contains(root ?? ""))
        {
            var said = report.Errors.Count > 0 ? $" It says: {string.Join("; ", report.Errors)}" : "";
            throw new SourceException(SourceNames.PubMed, $"Not PubMed records: the answer is a <{root}>.{said}");
        }
    }

    private static IEnumerable<Article> Convert(XElement element, ParseReport report, DateTimeOffset? retrieved)
    {
        switch (element.Name.LocalName)
        {
            case "DeleteCitation":
                foreach (var id in element.Elements("PMID"))
                {
                    Delete(id.Value, report);
                }

                break;
            case "ErrorList" or "ERROR":
                foreach (var leaf in element.DescendantsAndSelf().Where(e => !e.HasElements && !string.IsNullOrWhiteSpace(e.Value)))
                {
                    report.Error($"{leaf.Name.LocalName}: {PlainText.Normalize(leaf.Value)}");
                }

                break;
            case "PubmedBookArticle" or "BookDocument":
                yield return PubMedBook.ToArticle(element, report, retrieved);
                break;
            default:
                yield return PubMedRecord.ToArticle(element, report, retrieved);
                break;
        }
    }

    private static void Delete(string text, ParseReport report)
    {
        if (Pmid.TryParse(text, out var pmid))
        {
            report.Delete(pmid);
        }
        else
        {
            report.Warn($"DeleteCitation names '{text}', which is not a PMID.");
        }
    }

    /// <summary>The next record, deletion or error anywhere below the root; null at the end.</summary>
    private static XElement? Next(XmlReader reader, ref string? root)
    {
        var name = root;
        var element = Guard(
            () =>
            {
                while (reader.ReadState == ReadState.Initial ? reader.Read() : !reader.EOF)
                {
                    if (reader.NodeType is not XmlNodeType.Element)
                    {
                        reader.Read();
                        continue;
                    }

                    name ??= reader.LocalName;
                    switch (reader.LocalName)
                    {
                        case "PubmedArticle" or "MedlineCitation" or "PubmedBookArticle" or "BookDocument" or "DeleteCitation" or "ErrorList" or "ERROR":
                            return (XElement)XNode.ReadFrom(reader);
                        default:
                            reader.Read();
                            break;
                    }
                }

                return null;
            },
            reader);
        root = name;
        return element;
    }

    private static T Guard<T>(Func<T> read, XmlReader? reader)
    {
        try
        {
            return read();
        }
        catch (XmlException e)
        {
            var line = e.LineNumber > 0 ? e.LineNumber : (reader as IXmlLineInfo)?.LineNumber ?? 0;
            throw new SourceException(SourceNames.PubMed, $"The XML breaks off or is malformed at line {line}: {e.Message}", innerException: e);
        }
    }
}
