using System.Buffers;
using LitWatch.Articles;
using LitWatch.Sources.Files;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// MEDLINE text (<c>.nbib</c>), PubMed's display format: a tag of up to four characters, <c>- </c>, the value; its further lines are indented; a blank line or the next
/// <c>PMID-</c> ends a record. Holds one record in memory. Tags: https://pubmed.ncbi.nlm.nih.gov/help/#pubmed-format
/// </summary>
internal static class MedlineText
{
    private const int TagLength = 4;

    private static readonly SearchValues<char> TagLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>The articles of <paramref name="stream"/>, each as soon as it is read. An article has the id that the same record has in XML.</summary>
    /// <exception cref="SourceException">While enumerating: the file is something else, or a line or record is too long to be one.</exception>
    public static IEnumerable<Article> Read(Stream stream, ParseReport report, DateTimeOffset? retrieved = null)
    {
        using var lines = new TextLines(stream, report);
        var signature = TextSignature.Of(lines.PeekText());
        if (signature == TextSignature.Ris)
        {
            // Its lines have the form of ours.
            throw NotMedline(signature);
        }

        var articles = 0;
        foreach (var record in Records(lines, report))
        {
            articles++;
            yield return new MedlineRecord(record).ToArticle(report, retrieved);
        }

        if (articles == 0)
        {
            throw NotMedline(signature);
        }
    }

    private static SourceException NotMedline(TextSignature? found) => TextSignature.NotRecords(SourceNames.PubMed, "MEDLINE text", found);

    private static IEnumerable<TaggedRecord> Records(TextLines lines, ParseReport report)
    {
        var record = new TaggedRecord(1);
        while (lines.Next() is { } line)
        {
            var tag = Tag(line);
            if (!record.IsEmpty && (string.IsNullOrWhiteSpace(line) || (tag == "PMID" && record.Has("PMID"))))
            {
                yield return record;
                record = new TaggedRecord(lines.Number);
            }

            if (tag is not null)
            {
                if (record.IsEmpty)
                {
                    record = new TaggedRecord(lines.Number);
                    lines.BeginRecord();
                }

                record.Add(tag, line[(TagLength + 1)..]);
            }
            else if (!string.IsNullOrWhiteSpace(line) && !(line[0] is ' ' or '\t' && record.Continue(line)))
            {
                report.Warn($"Line {lines.Number} is neither a field nor part of one; left out: '{line[..Math.Min(60, line.Length)].Trim()}'.");
            }
        }

        if (!record.IsEmpty)
        {
            yield return record;
        }
    }

    private static string? Tag(string line)
    {
        if (line.Length <= TagLength || line[TagLength] != '-' || (line.Length > TagLength + 1 && line[TagLength + 1] != ' '))
        {
            return null;
        }

        var tag = line.AsSpan(0, TagLength).TrimEnd(' ');
        return tag.Length > 1 && !tag.ContainsAnyExcept(TagLetters) ? tag.ToString() : null;
    }
}
