using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using LitWatch.Sources;
using LitWatch.Sources.Crossref;

namespace LitWatch.Benchmarks;

/// <summary>The Crossref parser on one answer of many recorded works, against its floor: a Utf8JsonReader that only walks over the same bytes.</summary>
[MemoryDiagnoser]
public class CrossrefBenchmark
{
    private byte[] answer = [];

    [Params(100, 1_000, 10_000)]
    public int Works { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var works = RecordedData.Files("crossref", "*.json").SelectMany(WorksIn).ToArray();
        if (works.Length == 0)
        {
            throw new InvalidOperationException("This benchmark needs the recorded answers (shared/data/crossref beside the checkout).");
        }

        answer = Encoding.UTF8.GetBytes($$$"""{"status":"ok","message-type":"work-list","message":{"total-results":{{{Works}}},"items":[{{{string.Join(',', Enumerable.Range(0, Works).Select(i => works[i % works.Length]))}}}]}}""");
        Console.WriteLine(FormattableString.Invariant($"// {Works} works, {answer.Length / 1e6:0.0} MB, {works.Length} of them different"));
    }

    [Benchmark(Baseline = true)]
    public int Walk()
    {
        var reader = new Utf8JsonReader(answer);
        var tokens = 0;
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }

    [Benchmark]
    public int Parse() => CrossrefJson.Read(answer, new ParseReport()).Count();

    private static IEnumerable<string> WorksIn(string file)
    {
        try
        {
            return [.. CrossrefJson.Documents(File.ReadAllBytes(file), new ParseReport()).SelectMany(document => CrossrefJson.Works(document.RootElement)).Select(work => work.GetRawText())];
        }
        catch (SourceException)
        {
            // Errors and cut answers are recorded too.
            return [];
        }
    }
}
