using System.Globalization;
using BenchmarkDotNet.Running;
using LitWatch.Benchmarks;

// "pipeline" counts what an article costs in storage and upstream requests; "parse" times the PubMed parser on a large file; "match" times many strategies on many records; everything else goes to BenchmarkDotNet
// (-- --filter "*Crossref*").
switch (args)
{
    case ["pipeline", .. var sizes]:
        await PipelineCost.RunAsync([.. (sizes.Length > 0 ? sizes : ["100", "1000", "10000"]).Select(int.Parse)]);
        break;
    case ["parse", .. var repeat]:
        ParseBenchmark.Run(repeat is [var times] ? int.Parse(times, CultureInfo.InvariantCulture) : 1);
        break;
    case ["parse-one", var way, var path]:
        ParseBenchmark.RunOne(way, path);
        break;
    case ["match", .. var sizes]:
        MatchBenchmark.Run([.. (sizes.Length > 0 ? sizes : ["100", "1000", "10000"]).Select(int.Parse)]);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(PageBenchmark).Assembly).Run(args);
        break;
}
