using BenchmarkDotNet.Running;
using LitWatch.Benchmarks;

// "pipeline" counts what an article costs in storage and upstream requests; everything else goes to BenchmarkDotNet.
if (args is ["pipeline", .. var sizes])
{
    await PipelineCost.RunAsync([.. (sizes.Length > 0 ? sizes : ["100", "1000", "10000"]).Select(int.Parse)]);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(ParseBenchmark).Assembly).Run(args);
