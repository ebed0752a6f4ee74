using System.Globalization;
using System.Text.Json;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.PubMed;
using Xunit.Abstractions;

namespace LitWatch.Tests.Sources.PubMed;

/// <summary>Every recorded PubMed record against an independent reading of it (by another parser, in another language), field by field.</summary>
public sealed class PubMedOracleTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void Every_recorded_record_is_read_as_an_independent_parser_reads_it()
    {
        var folder = ShippedData.RequireRecorded();
        var differences = new List<string>();
        var compared = 0;
        foreach (var file in File.ReadLines(Path.Combine(folder, "derived", "shared-pubmed-facts.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).GroupBy(fact => fact.GetProperty("file").GetString()!))
        {
            using var stream = File.OpenRead(Path.Combine(folder, file.Key));
            var articles = PubMedXml.Read(stream, new ParseReport()).ToList();
            var facts = file.ToList();
            if (articles.Count != facts.Count)
            {
                differences.Add($"{file.Key}: {articles.Count} articles, {facts.Count} expected");
                continue;
            }

            foreach (var (article, fact) in articles.Zip(facts))
            {
                compared++;
                differences.AddRange(PubMedFact.Differences(article, fact).Select(difference => $"{file.Key} {article.Pmid}: {difference}"));
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{compared} records compared, {differences.Count} differences"));
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(compared > 900);
        Assert.Empty(PubMedFact.Unneeded);
    }
}
