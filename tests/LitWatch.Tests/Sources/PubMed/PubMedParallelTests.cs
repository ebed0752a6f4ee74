using System.Text;
using System.Text.Json;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.PubMed;
using LitWatch.Tests.Sources.Fuzz;

namespace LitWatch.Tests.Sources.PubMed;

/// <summary>Parsing on several threads is the same parsing: articles, report and fault.</summary>
public sealed class PubMedParallelTests
{
    [SkippableFact]
    public void Recorded_files_joined_into_one_are_read_alike()
    {
        var folder = Path.Combine(ShippedData.RequireRecorded(), "pubmed");
        using var joined = new MemoryStream();
        foreach (var file in Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            joined.Write(File.ReadAllBytes(file));
        }

        var (alone, together) = (Reading(joined.ToArray(), threads: 1), Reading(joined.ToArray(), threads: 3));

        Assert.True(alone.Count > 900, $"{alone.Count} lines, the last: {alone[^1]}");
        Assert.Equal(alone, together);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Damaged_files_are_read_alike(int seed)
    {
        var whole = Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><PubmedArticleSet>{string.Concat(Enumerable.Range(1, 400).Select(Record))}</PubmedArticleSet>");
        for (var i = 0; i < 60; i++)
        {
            var damaged = Mutation.Of(whole, (seed * 1_000) + i);

            Assert.Equal(Reading(damaged, threads: 1), Reading(damaged, threads: 3));
        }
    }

    [Fact]
    public async Task Who_stops_reading_leaves_no_thread_behind()
    {
        var stream = new EndlessSet();

        Assert.Equal(1_000, PubMedXml.ReadParallel(stream, new ParseReport(), threads: 3).Take(1_000).Count());

        var given = stream.Given;
        await Task.Yield();
        Assert.Equal(given, stream.Given);
        Assert.InRange(given, 1_000 * EndlessSet.Record.Length, 4_000 * EndlessSet.Record.Length);
    }

    private static string Record(int pmid) =>
        $"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><ArticleTitle>On <i>β</i> {pmid}</ArticleTitle><Abstract><AbstractText>{new string('x', 400)}<!-- </PubmedArticle> --></AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>\n";

    private static List<string> Reading(byte[] bytes, int threads)
    {
        var report = new ParseReport();
        var lines = new List<string>();
        try
        {
            var articles = threads == 1 ? PubMedXml.Read(new MemoryStream(bytes), report) : PubMedXml.ReadParallel(new MemoryStream(bytes), report, threads);
            foreach (var article in articles)
            {
                lines.Add(JsonSerializer.Serialize(article, ArticleJson.Default.Article));
            }
        }
        catch (SourceException fault)
        {
            lines.Add(fault.Message);
        }

        return [.. lines, .. report.Errors, .. report.Warnings, .. report.Deleted.Select(pmid => pmid.ToString())];
    }
}
