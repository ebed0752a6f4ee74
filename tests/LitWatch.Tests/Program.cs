using LitWatch.Tests.Deduplication;
using LitWatch.Tests.Pipelines;

// Tests are run by the test host; this is what a test runs in processes of its own, to kill them.
return args switch
{
    ["keep", .. var arguments] => await KeepWorker.RunAsync(arguments),
    ["year", var folder] => await YearWorker.RunAsync(folder),
    _ => 2,
};
