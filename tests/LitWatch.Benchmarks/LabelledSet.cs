using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.Files;

namespace LitWatch.Benchmarks;

/// <summary>Records of which people said which are duplicates.</summary>
/// <param name="Works">For each record the number of its work.</param>
internal sealed record LabelledSet(IReadOnlyList<Article> Records, IReadOnlyList<int> Works)
{
    /// <summary>The set of a folder with <c>records_pre_merged.csv</c> and <c>merged_record_ids.csv</c>; null where the data is not beside this checkout.</summary>
    public static LabelledSet? Read(string name)
    {
        var files = RecordedData.Files(Path.Combine("dedup", name), "*.csv");
        if (files.FirstOrDefault(file => file.EndsWith("records_pre_merged.csv", StringComparison.Ordinal)) is not { } table)
        {
            return null;
        }

        using var stream = File.OpenRead(table);
        var records = CitationTable.Read(stream, new ParseReport()).ToList();
        var groups = File.ReadLines(files.Single(file => file.EndsWith("merged_record_ids.csv", StringComparison.Ordinal))).Skip(1).Select(line => line.Trim('"').Split(';')).ToList();
        var works = groups.SelectMany((group, number) => group, (_, id) => id).Zip(groups.SelectMany((group, number) => group.Select(_ => number))).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return new(records, [.. records.Select((record, i) => works.GetValueOrDefault(record.Records[0].Id, groups.Count + i))]);
    }

    /// <summary>
    /// Many sets of this size, each of other works: in copy <paramref name="copies"/> every word of a title in two, every family name, volume and page is exchanged for another, the same one in all records of a work and
    /// whatever its spelling begins with, so that duplicates stay as real as they were and works do not look alike more than real ones do.
    /// </summary>
    public LabelledSet Times(int copies)
    {
        var words = Records.SelectMany(record => (record.Title ?? "").Split(' ')).Where(word => word.Length > 4).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var names = Records.SelectMany(record => record.Authors).Select(author => author.Family).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var shift = Works.Max() + 1;
        return new(
            [.. Enumerable.Range(0, copies).SelectMany(copy => Records.Select(record => copy == 0 ? record : Exchanged(record, copy, words, names)))],
            [.. Enumerable.Range(0, copies).SelectMany(copy => Works.Select(work => (copy * shift) + work))]);
    }

    private static Article Exchanged(Article record, int copy, string[] words, string[] names) => record with
    {
        Id = $"{record.Id}-{copy}",
        Title = record.Title is null ? null : string.Join(' ', record.Title.Split(' ').Select(word => word.Length > 4 && Pick(word, copy, 2) == 0 ? words[Pick(word, copy, words.Length)] : word)),
        Authors = [.. record.Authors.Select(author => author with { Family = author.Family is { } family ? names[Pick(family, copy, names.Length)] : null })],
        Journal = record.Journal is { } journal ? journal with { Volume = Moved(journal.Volume, copy), Pages = Moved(journal.Pages, copy) } : null,
    };

    // By the first letters only, in any case: what spells a word otherwise further on gets the same other word.
    private static int Pick(string word, int copy, int of)
    {
        var hash = 17u + (uint)copy;
        foreach (var c in word.Take(4))
        {
            hash = (hash * 31) + char.ToLowerInvariant(c);
        }

        hash ^= hash >> 15;
        hash *= 0x2c1b3c6d;
        hash ^= hash >> 12;
        return (int)(hash % (uint)of);
    }

    private static string? Moved(string? number, int copy) =>
        number is null ? null : System.Text.RegularExpressions.Regex.Replace(number, "^[0-9]+", found => (int.TryParse(found.Value, out var value) ? value + (copy * 7 % 997) : 0).ToString(System.Globalization.CultureInfo.InvariantCulture), System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
