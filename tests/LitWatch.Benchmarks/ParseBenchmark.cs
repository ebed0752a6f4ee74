using System.Text;
using System.Xml;
using BenchmarkDotNet.Attributes;
using LitWatch.Sources;
using LitWatch.Sources.PubMed;

namespace LitWatch.Benchmarks;

/// <summary>The PubMed parser against its floor: an XmlReader that only walks over the same bytes. The ratio is what understanding costs.</summary>
[MemoryDiagnoser]
public class ParseBenchmark
{
    private byte[] xml = [];

    [Params(100, 1_000, 10_000)]
    public int Records { get; set; }

    [GlobalSetup]
    public void SetUp() => xml = Encoding.UTF8.GetBytes(SyntheticRecords.PubMedSet(Records, new DateOnly(2026, 11, 20)));

    [Benchmark(Baseline = true)]
    public int Walk()
    {
        using var reader = XmlReader.Create(new MemoryStream(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        var nodes = 0;
        while (reader.Read())
        {
            nodes++;
        }

        return nodes;
    }

    [Benchmark]
    public int Parse() => PubMedXml.Read(new MemoryStream(xml), new ParseReport(), retrieved: null).Count();
}
