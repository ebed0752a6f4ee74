using System.Globalization;
using System.Xml.Linq;
using LitWatch.Deduplication;
using LitWatch.Sources;
using LitWatch.Sources.Files;
using Xunit.Abstractions;

namespace LitWatch.Tests.Deduplication;

/// <summary>Sets whose duplicates people labelled, beside this checkout. Published figures: see the benchmark and decision 10.</summary>
public sealed class LabelledSetTests(ITestOutputHelper output)
{
    [SkippableTheory]
    [InlineData("respiratory", 0.985)]
    [InlineData("special_cases", 1)]
    public void No_pair_is_wrong_and_nearly_all_are_found(string name, double leastF1)
    {
        var folder = Path.Combine(ShippedData.RequireRecorded(), "dedup", name);
        using var stream = File.OpenRead(Path.Combine(folder, "records_pre_merged.csv"));
        var records = CitationTable.Read(stream, new ParseReport()).ToList();
        var works = File.ReadLines(Path.Combine(folder, "merged_record_ids.csv")).Skip(1).SelectMany((line, number) => line.Trim('"').Split(';').Select(id => (id, number))).ToDictionary(pair => pair.id, pair => pair.number, StringComparer.Ordinal);

        var groups = Clusters.Of(records).Select(group => group.Select(record => record.Records[0].Id).ToList()).ToList();

        var wrong = groups.Where(group => group.Select(id => works.GetValueOrDefault(id, -1)).Distinct().Count() > 1 || (group.Count > 1 && !works.ContainsKey(group[0]))).Select(group => string.Join(';', group));
        Assert.Equal([], wrong);
        var removable = works.GroupBy(pair => pair.Value).Sum(work => work.Count() - 1);
        var removed = groups.Sum(group => group.Count - 1);
        var f1 = 2.0 * removed / (removed + removable);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {removed} of {removable} copies found, set-based F1 {f1:0.0000}"));
        Assert.True(f1 >= leastF1, f1.ToString(CultureInfo.InvariantCulture));
    }

    [SkippableFact]
    public void Of_an_EndNote_library_the_records_marked_as_duplicates_are_in_groups_and_no_others()
    {
        var file = Path.Combine(ShippedData.RequireRecorded(), "dedup", "tafenoquine", "tafenoquine.xml");
        var marked = XDocument.Load(file).Descendants("record").Where(record => record.Element("caption")?.Value == "Duplicate").Select(record => record.Element("rec-number")!.Value).Order(StringComparer.Ordinal);
        using var stream = File.OpenRead(file);

        var groups = Clusters.Of(EndNoteXml.Read(stream, new ParseReport()));

        Assert.Equal(marked, groups.Where(group => group.Count > 1).SelectMany(group => group).Select(record => record.Records[0].Id).Order(StringComparer.Ordinal));
    }
}
