using LitWatch.Local.Hosting;
using LitWatch.Replay;
using LitWatch.Tests.Local;
using Xunit.Abstractions;

namespace LitWatch.Tests.Pipelines;

/// <summary>The key and the mail address that go to PubMed go nowhere else, in a whole run of the real binary, with errors that quote them.</summary>
[Collection(nameof(LongProcesses))]
public sealed class SecretsTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const string Key = "k3y0123456789abcdef0123456789abcdef";
    private const string Email = "registered-with-ncbi@example.net";

    [Fact]
    public async Task Neither_is_logged_or_stored()
    {
        using var folder = new TemporaryFolder();
        var prefix = TestStorage.NewPrefix();
        await using var sources = await Bench.ReplayAsync(rateLimits: false);
        sources.Faults.Add($$"""route=esearch,kind=status,status=429,nth=1,body={"error":"API rate limit exceeded","api-key":"{{Key}}","count":"11"}""", $"route=efetch,kind=status,status=200,nth=1,body=<eFetchResult><ERROR>Bad api_key {Key} of {Email}</ERROR></eFetchResult>");
        var configuration = Bench.Configuration(azurite.ConnectionString, prefix, sources, folder["outbox"]);
        (configuration["PubMed:ApiKey"], configuration["PubMed:Email"], configuration["Crossref:Mailto"]) = (Key, Email, Email);
        await using (var before = await LocalRunner.StartAsync(configuration, folder.Path, new ShiftedTimeProvider(Bench.Beforehand), HostParts.None))
        {
            await Bench.SubscribeAsync(before.Services, Bench.Team, [await Bench.AlertAsync(before.Services, Bench.Team, Bench.Natalizumab)], paused: false, "reader@example.org");
        }

        await using var run = LitWatchProcess.Start(configuration, folder.Path, "run", "--until-idle");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await run.EndedAsync(limit.Token);

        Assert.True(run.ExitCode == 0, run.Said);
        Assert.Contains(sources.Requests, request => request["api_key"] == Key && request["email"] == Email && request["tool"] is { Length: > 0 });
        Assert.Equal([429, 200], sources.Requests.Where(request => request.Route == "esearch").Take(2).Select(request => request.Status));
        AssertClean("log", run.Said);
        var stored = await StoredContent.ReadAsync(azurite.ConnectionString, prefix);
        Assert.All(stored.Rows, row => AssertClean(row.Place, row.Place + row.Text));
        // Bodies of raw answers are as received, whatever a source quotes in them.
        Assert.All(stored.Blobs, blob => AssertClean(blob.Place, blob.Place + blob.Headers + (blob.Container == "raw" ? "" : blob.Text)));

        foreach (var mail in Mail.In(folder["outbox"]))
        {
            Assert.All(mail.Bodies, body => AssertClean("mail", body));
        }

        output.WriteLine($"{run.Said.Length} characters of log, {stored.Rows.Count} rows, {stored.Blobs.Count} blobs");
        Assert.True(run.Said.Length > 0 && stored.Rows.Count + stored.Blobs.Count > 50);
    }

    private static void AssertClean(string where, string text) =>
        Assert.False(text.Contains(Key, StringComparison.OrdinalIgnoreCase) || text.Contains(Email, StringComparison.OrdinalIgnoreCase), $"in {where}: {text[..Math.Min(500, text.Length)]}");
}
