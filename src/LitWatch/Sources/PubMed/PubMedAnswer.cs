using System.Xml;
using System.Xml.Linq;
using LitWatch.Articles;
using LitWatch.Sources.Http;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// Tells answers of E-utilities from what only looks like one. All of these have been seen with HTTP 200: the rate limit as JSON, a web page,
/// nothing but the XML prolog, an <c>ERROR</c> element, another root, half an answer.
/// </summary>
internal static class PubMedAnswer
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };

    public static SourceException? CheckSearch(SourceAnswer answer)
    {
        if (Check(answer, "eSearchResult") is { } fault)
        {
            return fault;
        }

        try
        {
            ReadSearch(answer);
            return null;
        }
        catch (SourceException noCount)
        {
            return noCount;
        }
    }

    public static SourceException? CheckFetch(SourceAnswer answer) => Check(answer, "PubmedArticleSet", "PubmedBookArticleSet");

    /// <summary>The error of a body with another status than 200, in quotation marks.</summary>
    public static string? Describe(SourceAnswer answer)
    {
        var beginning = AnswerText.Beginning(answer);
        return AnswerText.JsonError(beginning) ?? AnswerText.Quote(beginning);
    }

    /// <exception cref="SourceException">No number of records, or a malformed one.</exception>
    public static ESearchResult ReadSearch(SourceAnswer answer)
    {
        using var reader = XmlReader.Create(new MemoryStream(answer.Body.ToArray()), Settings);
        var root = XElement.Load(reader);
        if (!int.TryParse(root.Element("Count")?.Value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count))
        {
            throw Fault(answer, "PubMed's answer to the search has no count of records.");
        }

        var warnings = root.Elements("ErrorList").Concat(root.Elements("WarningList")).Elements()
            // That nothing was found is a result, not a warning: the count says it.
            .Where(leaf => PlainText.Normalize(leaf.Value) is { } said && !(count == 0 && said == "No items found."))
            .Select(leaf => $"PubMed {leaf.Name.LocalName}: {PlainText.Normalize(leaf.Value)}");
        var ids = root.Elements("IdList").Elements("Id").Select(id => id.Value.Trim()).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal);
        var unknown = root.Elements("ErrorList").Elements("FieldNotFound").Select(leaf => PlainText.Normalize(leaf.Value)).OfType<string>();
        return new ESearchResult(count, [.. ids], PlainText.Normalize(root.Element("QueryTranslation")?.Value), [.. warnings], [.. unknown]);
    }

    private static SourceException? Check(SourceAnswer answer, params string[] roots)
    {
        var beginning = AnswerText.Beginning(answer);
        if (beginning.StartsWith('{'))
        {
            return Fault(answer, AnswerText.JsonError(beginning) is { } error ? $"PubMed answered with an error: {error}." : "PubMed answered JSON instead of XML.");
        }

        if (AnswerText.IsPage(beginning))
        {
            return Fault(answer, $"PubMed answered with a web page instead of XML: {AnswerText.Quote(beginning)}.");
        }

        string? root = null;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(answer.Body.ToArray()), Settings);
            while (reader.Read())
            {
                if (reader.NodeType is not XmlNodeType.Element)
                {
                    continue;
                }

                root ??= reader.LocalName;
                if (reader is { Depth: <= 1, LocalName: "ERROR" or "Error" })
                {
                    return Fault(answer, $"PubMed answered with an error: {AnswerText.Quote(reader.ReadElementContentAsString())}.");
                }
            }
        }
        catch (Exception e) when (XmlFault.Is(e))
        {
            return Fault(answer, root is null ? "PubMed's answer holds nothing but a beginning." : $"PubMed's answer is cut off or malformed{(e is XmlException { LineNumber: > 0 } placed ? $" at line {placed.LineNumber}" : "")}.", e);
        }

        return roots.Contains(root, StringComparer.Ordinal) ? null : Fault(answer, $"PubMed answered with <{root}> where <{roots[0]}> was expected.");
    }

    private static SourceException Fault(SourceAnswer answer, string message, Exception? inner = null) =>
        new(SourceNames.PubMed, message, retryable: true, answer.Request.ToString(), inner);
}

/// <param name="Count">Records that match, however many are named.</param>
/// <param name="Ids">PMIDs, each once.</param>
/// <param name="Translation">The query as PubMed understood it.</param>
/// <param name="Warnings">PhraseNotFound, QuotedPhraseNotFound, FieldNotFound, OutputMessage and the like. Phrases that are not found are normal for rare terms.</param>
/// <param name="UnknownFields">FieldNotFound alone: never normal.</param>
internal sealed record ESearchResult(int Count, IReadOnlyList<string> Ids, string? Translation, IReadOnlyList<string> Warnings, IReadOnlyList<string> UnknownFields)
{
    /// <summary>As many are named as are counted.</summary>
    public bool IsWhole => Ids.Count == Count;
}
