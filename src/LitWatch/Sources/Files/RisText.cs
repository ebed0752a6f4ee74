using LitWatch.Articles;

namespace LitWatch.Sources.Files;

/// <summary>
/// RIS, in the dialects of Embase, Ovid, Scopus, Web of Science, PubMed and reference managers: a tag of two characters, spaces and a hyphen, the value; <c>TY</c> begins a record and
/// <c>ER</c> ends it. Also read: one space for two, small letters, values over several lines, records without ER. Holds one record in memory.
/// Tags: https://en.wikipedia.org/wiki/RIS_(file_format)#Tags
/// </summary>
internal static class RisText
{
    /// <summary>The articles of <paramref name="stream"/>, each as soon as it is read.</summary>
    /// <exception cref="SourceException">While enumerating: the file is something else, or a line or record is too long to be one.</exception>
    public static IEnumerable<Article> Read(Stream stream, ParseReport report)
    {
        using var lines = new TextLines(stream, report);
        var beginning = lines.PeekText();
        var articles = 0;
        foreach (var record in Records(lines, report))
        {
            articles++;
            yield return new RisRecord(record).ToArticle(report);
        }

        if (articles == 0)
        {
            throw TextSignature.NotRecords(SourceNames.Import, "RIS", TextSignature.Of(beginning));
        }
    }

    private static IEnumerable<TaggedRecord> Records(TextLines lines, ParseReport report)
    {
        TaggedRecord? record = null;
        while (lines.Next() is { } line)
        {
            var (tag, value) = Field(line);
            if (tag is "TY" or "ER" && record is not null)
            {
                if (tag is "TY")
                {
                    report.Warn($"The record of line {record.Line} has no ER; the next begins at line {lines.Number}.");
                }

                yield return record;
                record = null;
            }

            if (tag is "TY")
            {
                record = new TaggedRecord(lines.Number);
                lines.BeginRecord();
            }

            if (tag is not null && tag is not "ER" && record is not null)
            {
                record.Add(tag, value);
            }
            else if (tag is null && !string.IsNullOrWhiteSpace(line) && record?.Continue(line) is not true)
            {
                report.Warn($"Line {lines.Number} belongs to no record; left out: '{line[..Math.Min(60, line.Length)].Trim()}'.");
            }
        }

        if (record is not null)
        {
            report.Warn($"The record of line {record.Line} has no ER: the file ends in it.");
            yield return record;
        }
    }

    /// <summary><c>TY  - JOUR</c>; the tag in capitals, or null.</summary>
    private static (string? Tag, string Value) Field(string line)
    {
        var text = line.AsSpan().TrimStart(' ');
        if (text.Length < 4 || !char.IsAsciiLetter(text[0]) || !char.IsAsciiLetterOrDigit(text[1]) || text[2] != ' ')
        {
            return (null, line);
        }

        var rest = text[2..].TrimStart(' ');
        return rest.StartsWith("-") && (rest.Length == 1 || rest[1] == ' ') ? (text[..2].ToString().ToUpperInvariant(), rest[1..].ToString()) : (null, line);
    }
}
