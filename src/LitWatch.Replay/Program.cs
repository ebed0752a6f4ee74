using System.CommandLine;
using System.Globalization;
using LitWatch.Replay;
using LitWatch.Replay.Faults;

var corpus = new Option<string[]>("--corpus") { Description = "A folder of PubMed XML or Crossref JSON; may be repeated. Without it the bundled records are served." };
var port = new Option<int>("--port") { Description = "The port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => 8077 };
var noRateLimits = new Option<bool>("--no-rate-limits") { Description = "Never answer 429." };
var faults = new Option<string[]>("--fault") { Description = "A fault to make, such as route=efetch,kind=status,status=503,nth=2; may be repeated." };
var seed = new Option<int>("--seed") { Description = "Seeds samples, cursors and faults by chance.", DefaultValueFactory = _ => 1 };
faults.Validators.Add(result =>
{
    foreach (var token in result.Tokens)
    {
        try
        {
            FaultRule.Parse(token.Value);
        }
        catch (FormatException e)
        {
            result.AddError(e.Message);
        }
    }
});

var root = new RootCommand("Answers as PubMed's E-utilities and Crossref's REST API do, over records from folders.") { corpus, port, noRateLimits, faults, seed };
root.SetAction(async (parsed, cancellationToken) =>
{
    var folders = parsed.GetValue(corpus) is { Length: > 0 } given ? given : [BundledCorpus.Folder];
    if (Array.Find(folders, folder => !Directory.Exists(folder)) is { } missing)
    {
        await Console.Error.WriteLineAsync($"There is no folder {missing}. Name one with --corpus.");
        return 1;
    }

    var chance = parsed.GetValue(seed);
    var options = new ReplayOptions
    {
        Corpora = folders,
        Port = parsed.GetValue(port),
        RateLimits = !parsed.GetValue(noRateLimits),
        Seed = chance,
        Faults = new FaultPlan(chance).Add(parsed.GetValue(faults) ?? []),
    };
    await WarmUp.RunAsync(cancellationToken);
    await using var server = await ReplayServer.StartAsync(options, TimeProvider.System, cancellationToken);
    Console.WriteLine($"PubMed__BaseUrl={server.PubMedBaseUrl}");
    Console.WriteLine($"Crossref__BaseUrl={server.CrossrefBaseUrl}");
    Console.WriteLine($"Pages__ResolverUrl={server.ResolverUrl}");
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{server.ArticleCount} PubMed records, {server.WorkCount} Crossref works; {server.SkippedFiles} files skipped, {server.UnreadableFiles} unreadable. Ctrl+C stops."));
    try
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }
    catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
    {
        // Stopped by the user.
    }

    return 0;
});
return await root.Parse(args).InvokeAsync();
