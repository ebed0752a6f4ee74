using System.Globalization;
using CsvHelper;
using LitWatch.Articles;

namespace LitWatch.Sources.Files;

/// <summary>Citations as a table (CSV with a header), as reference managers and review tools export them: columns by the names they commonly have, whatever their order and case.</summary>
internal static class CitationTable
{
    private static readonly CsvReaderOptions Options = new() { SkipEmptyLines = true, MalformedData = CsvMalformedDataHandling.Throw };

    /// <summary>Names of columns, and the tag of RIS that means the same.</summary>
    private static readonly Dictionary<string, string> Columns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["title"] = "TI", ["article title"] = "TI", ["author"] = "AU", ["authors"] = "AU", ["year"] = "PY", ["publication year"] = "PY", ["date"] = "DA", ["journal"] = "JF", ["source title"] = "JF", ["publication title"] = "JF",
        ["secondary_title"] = "JF", ["booktitle"] = "BT", ["volume"] = "VL", ["number"] = "IS", ["issue"] = "IS", ["pages"] = "SP", ["doi"] = "DO", ["pmid"] = "C5", ["pubmed id"] = "C5", ["pmcid"] = "C2", ["abstract"] = "AB", ["issn"] = "SN",
        ["isbn"] = "SN", ["keywords"] = "KW", ["language"] = "LA", ["url"] = "UR", ["type"] = "M3",
    };

    /// <summary>The articles of <paramref name="stream"/>; <see cref="ArticleRecord.Id"/> is the column <c>ID</c>, else the row, counted from 1 below the header.</summary>
    /// <exception cref="InvalidDataException">It is no table, or has no title.</exception>
    public static IEnumerable<Article> Read(Stream stream, ParseReport report)
    {
        using var csv = CsvReader.Create(stream, Options);
        string[] headers = Try(() =>
        {
            csv.ReadHeader();
            return csv.Headers.Select(header => header.Trim().TrimStart('\uFEFF')).ToArray();
        });
        string?[] tags = [.. headers.Select(header => Columns.GetValueOrDefault(header))];
        var label = Array.FindIndex(headers, header => header.Equals("id", StringComparison.OrdinalIgnoreCase));
        if (!tags.Contains("TI", StringComparer.Ordinal))
        {
            throw new InvalidDataException($"The table has no column 'title'; columns that are read are {string.Join(", ", Columns.Keys)} and ID.");
        }

        for (var row = 1; Try(csv.Read); row++)
        {
            var cells = Try(() => Enumerable.Range(0, csv.FieldCount).Select(csv.GetString).ToArray());
            var record = new TaggedRecord(row);
            foreach (var (cell, tag) in cells.Zip(tags).Where(pair => pair.Second is not null && pair.First.Trim() is not ("" or "NA" or "nan")))
            {
                foreach (var value in tag is "AU" ? Names(cell) : tag is "C5" ? [$"PMID: {cell.Trim()}"] : [cell.Trim()])
                {
                    record.Add(tag!, value);
                }
            }

            var id = label >= 0 && label < cells.Length && cells[label].Trim().Length > 0 ? cells[label].Trim() : row.ToString(CultureInfo.InvariantCulture);
            var article = new RisRecord(record).ToArticle(report);
            yield return article with { Records = [article.Records[0] with { Id = id }] };
        }
    }

    /// <summary><c>Doe, Jane and Roe, R.</c>, <c>Doe, J.; Roe, R.</c>, <c>Doe J, Roe R</c>.</summary>
    private static string[] Names(string authors) =>
        authors.Contains(" and ", StringComparison.OrdinalIgnoreCase) ? authors.Split(" and ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : authors.Contains(';', StringComparison.Ordinal) ? authors.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : authors.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is var parts && parts.Length > 1 && parts.All(part => part.Contains(' ', StringComparison.Ordinal)) ? parts
        : [authors.Trim()];

    private static T Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException malformed)
        {
            throw new InvalidDataException($"The table is not CSV: {malformed.Message}", malformed);
        }
    }
}
