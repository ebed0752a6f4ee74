using LitWatch.Tests.Deduplication;

// Tests are run by the test host; this is what a test runs in processes of its own, to kill them.
return args is ["keep", .. var arguments] ? await KeepWorker.RunAsync(arguments) : 2;
