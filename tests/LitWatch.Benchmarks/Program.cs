using System.Globalization;
using BenchmarkDotNet.Running;
using LitWatch.Benchmarks;

// "cost" prices a month of 10 to 10,000 alerts; "pipeline" counts what an article costs in storage and upstream requests; "digests" counts and times those of one slot over Azurite, "digests-growth" over storage in memory; "http" times the API under load; "parse" times the PubMed parser on a large file; "scroll" times the scrolling of long lists in Chromium; "match" times many strategies on many records; "dedup" scores and times deduplication, "dedup-fit" prints
// what its weights would be; everything else goes to BenchmarkDotNet
// (-- --filter "*Crossref*").
switch (args)
{
    case ["pipeline", .. var sizes]:
        await PipelineCost.RunAsync([.. (sizes.Length > 0 ? sizes : ["100", "1000", "10000"]).Select(int.Parse)]);
        break;
    case ["cost", .. var alerts]:
        await MonthlyCost.RunAsync(alerts is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 100);
        break;
    case ["digests", .. var sizes]:
        await DigestLoad.RunAsync([.. (sizes.Length > 0 ? sizes : ["100", "1000"]).Select(int.Parse)]);
        break;
    case ["digests-growth", .. var sizes]:
        await DigestGrowth.RunAsync([.. (sizes.Length > 0 ? sizes : ["1000", "10000"]).Select(int.Parse)]);
        break;
    case ["http", .. var seconds]:
        await HttpLoad.RunAsync(TimeSpan.FromSeconds(seconds is [var each] ? int.Parse(each, CultureInfo.InvariantCulture) : 15));
        break;
    case ["http-calls", var address, var clients, var time, .. var paths]:
        await HttpLoad.CallAsync(address, int.Parse(clients, CultureInfo.InvariantCulture), TimeSpan.FromSeconds(double.Parse(time, CultureInfo.InvariantCulture)), paths);
        break;
    case ["digests-work", var folder]:
        await DigestLoad.WorkAsync(folder);
        break;
    case ["parse", .. var repeat]:
        ParseBenchmark.Run(repeat is [var times] ? int.Parse(times, CultureInfo.InvariantCulture) : 1);
        break;
    case ["parse-one", var way, var path]:
        ParseBenchmark.RunOne(way, path);
        break;
    case ["scroll", .. var sizes]:
        await ScrollBenchmark.RunAsync([.. (sizes.Length > 0 ? sizes : ["500", "5000"]).Select(int.Parse)]);
        break;
    case ["match", .. var sizes]:
        MatchBenchmark.Run([.. (sizes.Length > 0 ? sizes : ["100", "1000", "10000"]).Select(int.Parse)]);
        break;
    case ["dedup", .. var copies]:
        DedupBenchmark.Run([.. (copies.Length > 0 ? copies : ["1", "10", "100"]).Select(int.Parse)]);
        break;
    case ["dedup-fit"]:
        DedupBenchmark.Fit();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(PageBenchmark).Assembly).Run(args);
        break;
}
