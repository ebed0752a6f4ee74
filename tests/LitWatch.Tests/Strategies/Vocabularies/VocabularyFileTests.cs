using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using LitWatch.Strategies.Vocabularies;
using LitWatch.Strategies.Vocabularies.Files;
using LitWatch.Tests.Local;
using Xunit.Abstractions;

namespace LitWatch.Tests.Strategies.Vocabularies;

public sealed class VocabularyFileTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Descriptors_of_MeSH_have_names_of_the_same_or_a_narrower_meaning_and_places_in_the_tree() => Assert.Equal(
        [
            "MeSH 2026 D000069442 Drug Natalizumab: Natalizumab, Tysabri @ D12.776.124",
            "MeSH 2026 D011565 Reaction Psoriasis: Psoriasis, Palmoplantaris Pustulosis @ C17.800.859.675",
            "MeSH 2026 D015535 Reaction Arthritis, Psoriatic: Arthritis, Psoriatic @ C05.550.114.145 C17.800.859.675.175",
        ],
        Read("desc2026.xml", Samples.Descriptors));

    [Fact]
    public void Supplementary_concepts_of_MeSH_are_drugs_or_diseases_by_their_class() =>
        Assert.Equal(["MeSH 2026 C1 Drug examplimab: examplimab, EX-17 @ "], Read("supp2026.xml", Samples.Supplements));

    [Fact]
    public void A_table_of_terms_is_read_concept_by_concept() => Assert.Equal(
        ["MeSH 2022 D1 Reaction Anemia, Hemolytic: Anemia, Hemolytic, Haemolytic Anaemia @ C15.378.071", "MeSH 2022 D2 Drug Heparin: Heparin @ D09.698"],
        Read("mesh2022_terms.tsv", Samples.Terms));

    [Fact]
    public void The_tree_of_MeSH_gives_each_heading_all_its_places() => Assert.Contains(
        "MeSH 2022  Reaction Arthritis, Psoriatic: Arthritis, Psoriatic @ C05.550.114.145 C17.800.859.675.175",
        Read("mtrees2022.bin", Samples.Tree));

    [Fact]
    public void DrugBank_s_open_vocabulary_is_read_with_its_synonyms() => Assert.Equal(
        ["DrugBank Open Data DB1 Drug Fluorouracil: Fluorouracil, 5 FU, 5-FU, 5FU, 5-Fluoropyrimidine-2,4-dione, Fluorouracilo @ "],
        Read("drugbank vocabulary.csv", Samples.DrugBank));

    [Fact]
    public void An_ontology_gives_exact_synonyms_and_nothing_obsolete() => Assert.Equal(
        ["symp 2026-07-30 SYMP:1 Reaction backache: backache, back pain, so \"called\" lumbago @ ", "symp 2026-07-30 SYMP:3 Reaction itch: itch @ "],
        Read("symp.obo", Samples.Ontology));

    [Fact]
    public void Gzip_is_opened_and_the_source_is_proved_by_the_bytes_supplied()
    {
        using (var file = new GZipStream(File.Create(folder["desc2026.gz"]), CompressionLevel.Fastest))
        {
            file.Write(Encoding.UTF8.GetBytes(Samples.Descriptors));
        }

        var (source, concepts) = VocabularyFile.Read(folder["desc2026.gz"]);

        Assert.Equal(new VocabularySource("desc2026.gz", "MeSH 2026", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder["desc2026.gz"]))), 3), source);
        Assert.Equal(3, concepts.Count);
    }

    [Theory]
    [InlineData("", "is no vocabulary file that LitWatch knows")]
    [InlineData("roses are red", "is no vocabulary file that LitWatch knows")]
    [InlineData("descriptor_ui\tdescriptor_name\tterm\tpreferred\ttree_numbers\n", "holds no concept")]
    [InlineData("descriptor_ui\tdescriptor_name\tterm\tpreferred\ttree_numbers\nD1\tx\n", "line 2: five columns")]
    [InlineData("DrugBank ID,Name\nDB1,x\n", "has no column 'Common name'")]
    [InlineData("<DescriptorRecordSet><DescriptorRecord>", "cannot be read")]
    [InlineData("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><DescriptorRecordSet><DescriptorRecord><DescriptorUI>&e;</DescriptorUI></DescriptorRecord></DescriptorRecordSet>", "cannot be read")]
    public void What_is_no_vocabulary_is_named_and_told(string text, string why)
    {
        File.WriteAllText(folder["a.txt"], text);

        var fault = Assert.Throws<VocabularyException>(() => VocabularyFile.Read(folder["a.txt"]));

        Assert.StartsWith("a.txt", fault.Message, StringComparison.Ordinal);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void The_recorded_vocabularies_are_read_whole()
    {
        var recorded = Path.Combine(ShippedData.RequireRecorded(), "vocab");
        var files = new[] { "mesh/mesh2022_terms.tsv.gz", "mesh/mtrees2022.bin", "drugbank-open/drugbank_vocabulary.csv", "symp/symp.obo" }
            .Select(file => VocabularyFile.Read(Path.Combine(recorded, file))).ToDictionary(read => read.Source.File, read => read.Concepts, StringComparer.Ordinal);
        foreach (var (file, concepts) in files)
        {
            output.WriteLine($"{file}: {concepts.Count} concepts, {concepts.Sum(concept => concept.Names.Count)} names");
        }

        // As the manifests beside the files count them.
        Assert.Equal(128_777, files["mesh2022_terms.tsv.gz"].Sum(concept => concept.Names.Count));
        Assert.Equal(19_842, files["drugbank_vocabulary.csv"].Count);
        var all = new Vocabulary(files.Values.SelectMany(concepts => concepts));
        Assert.Contains("Arthritis, Psoriatic", all.Narrower("psoriasis"));
        Assert.Contains(all.Named("tysabri"), concept => concept.Name == "Natalizumab");
    }

    private IEnumerable<string> Read(string name, string text)
    {
        File.WriteAllText(folder[name], text);
        return VocabularyFile.Read(folder[name]).Concepts.Select(concept => $"{concept.Vocabulary} {concept.Id} {concept.Kind} {concept.Name}: {string.Join(", ", concept.Names)} @ {string.Join(' ', concept.Trees)}");
    }
}
