using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using LitWatch.Articles;
using LitWatch.Replay;
using LitWatch.Sources.Files;
using LitWatch.Tests.Deduplication;

namespace LitWatch.Tests.Sources.Files;

/// <summary>
/// What LitWatch exports is what readers that it has no part in see: Debian's <c>bibutils</c> for RIS, <c>python3-biopython</c> for MEDLINE, Python's own for CSV.
/// </summary>
public sealed class OtherReadersTests
{
    private const string Python = "/usr/bin/python3";

    private static readonly XNamespace Mods = "http://www.loc.gov/mods/v3";

    /// <summary>All that we have of both sources, and texts that break files.</summary>
    private static IReadOnlyList<Article> Written { get; } =
    [
        .. Directory.GetFiles(Path.Combine(BundledCorpus.Folder, "pubmed"), "*.xml").SelectMany(file => Records.FromPubMed(Path.GetFileName(file))),
        .. Directory.GetFiles(Path.Combine(BundledCorpus.Folder, "crossref"), "*.json").SelectMany(file => Records.FromCrossref(Path.GetFileName(file))),
        Records.PubMed("90000001", "Quotes \"inside\", commas, and a = sign"),
        Records.PubMed("90000002", "ER  - TY  - JOUR in a title", "10.5555/er"),
        Records.PubMed("90000003", "Überempfindlichkeit gegen β-Laktame 薬疹 😀"),
    ];

    [SkippableFact]
    public async Task RIS_has_the_same_records_for_bibutils()
    {
        var read = XDocument.Parse(await ReadAsync("ris2xml", [], ArticleFormat.Ris(Written))).Descendants(Mods + "mods").ToList();

        Assert.Equal(Written.Select(article => article.Doi?.ToString() ?? ""), read.Select(record => Identifier(record, "doi")));
        Assert.Equal(Written.Select(article => Letters(TitleOf(article))), read.Select(record => Letters(record.Element(Mods + "titleInfo")?.Value ?? "")));
        // bibutils takes the commas and "and" of a group's name for several people.
        Assert.All(Written.Zip(read).Where(pair => pair.First.Authors.All(author => author.Collective is null)), pair => Assert.Equal(pair.First.Authors.Count, pair.Second.Elements(Mods + "name").Count()));
        Assert.Equal(Written.Select(article => string.Join('|', article.Keywords)), read.Select(record => string.Join('|', record.Elements(Mods + "subject").Elements(Mods + "topic").Select(topic => topic.Value))));
    }

    [SkippableTheory]
    [InlineData("csv")]
    [InlineData("nbib")]
    public async Task CSV_and_MEDLINE_have_the_same_records_for_Python(string format)
    {
        var script = Path.Combine(ShippedData.Root, "tests", "LitWatch.Tests", "Sources", "Files", "readers.py");
        var read = JsonNode.Parse(await ReadAsync(Python, [script, format], format == "csv" ? ArticleFormat.Csv(Written) : ArticleFormat.Nbib(Written)))!.AsArray();

        Assert.Equal(Written.Select(article => article.Doi?.ToString() ?? ""), read.Select(record => (string)record!["doi"]!));
        Assert.Equal(Written.Select(article => article.Pmid?.ToString() ?? ""), read.Select(record => (string)record!["pmid"]!));
        Assert.Equal(Written.Select(TitleOf), read.Select(record => (string)record!["title"]!));
        Assert.Equal(Written.Select(article => article.Authors.Count), read.Select(record => record!["authors"]!.AsArray().Count));
        Assert.Equal(Written.Select(article => string.Join('|', article.Keywords)), read.Select(record => string.Join('|', record!["keywords"]!.AsArray())));
        Assert.All(Written.Zip(read), pair => Assert.Equal(pair.First.Abstract.Count > 0, ((string)pair.Second!["abstract"]!).Length > 0));
    }

    private static string TitleOf(Article article) => article.Title ?? article.VernacularTitle ?? "";

    private static string Identifier(XElement record, string type) => record.Elements(Mods + "identifier").FirstOrDefault(id => (string?)id.Attribute("type") == type)?.Value ?? "";

    // MODS keeps what follows a colon or question mark apart.
    private static string Letters(string title) => string.Concat(title.EnumerateRunes().Where(rune => !Rune.IsPunctuation(rune) && !Rune.IsWhiteSpace(rune)));

    private static async Task<string> ReadAsync(string program, string[] arguments, string file)
    {
        Process started;
        try
        {
            started = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardInputEncoding = new UTF8Encoding(false), StandardOutputEncoding = Encoding.UTF8 })!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new SkipException($"No {program}: apt-get install bibutils python3-biopython", missing);
        }

        using var process = started;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(file);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Skip.If((await error).Contains("No module named", StringComparison.Ordinal), "No Biopython: apt-get install python3-biopython");
        Assert.True(process.ExitCode == 0, await error);
        return (await output).TrimStart('\uFEFF');
    }
}
