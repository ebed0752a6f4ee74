using System.Text.Json;
using LitWatch.Local.Commands;

namespace LitWatch.Tests.Local.Commands;

/// <summary>Hits and what people decide on them, over real storage and the bundled records.</summary>
public sealed class ReviewCommandsTests(AzuriteFixture azurite) : CommandsOverStorage(azurite)
{
    [Fact]
    public async Task A_hit_is_decided_on_shown_with_it_and_found_by_it()
    {
        var alert = await FoundAsync();
        string[] all = [.. Items(await Litwatch.DoneAsync("hits", "--alert", alert, "--format", "json")).Select(Id)];
        Assert.NotInRange(all.Length, 0, 1);

        Assert.Equal(all[0], (await Litwatch.DoneAsync("hits", "decide", alert, all[0], "--as", "needsFullText", "--reason", "no abstract")).Trim());
        var again = await Litwatch.RunAsync("hits", "decide", alert, all[0], "--as", "potentialIcsr", "--reason", "one patient named", "--json");
        Assert.Contains("Before, it was needsFullText", again.Words, StringComparison.Ordinal);
        var decided = JsonElement.Parse(again.Data);
        Assert.Equal(["needsFullText", "potentialIcsr"], decided.GetProperty("history").EnumerateArray().Select(version => version.GetProperty("decision").GetString()));
        Assert.NotEqual("", decided.GetProperty("current").GetProperty("by").GetString());

        var table = await Litwatch.DoneAsync("hits", "--alert", alert, "--decision", "potentialIcsr");
        foreach (var word in new[] { "potentialIcsr", "one patient", all[0] })
        {
            Assert.Contains(word, table, StringComparison.Ordinal);
        }

        Assert.Equal(all[1..], Items(await Litwatch.DoneAsync("hits", "--alert", alert, "--decision", "none", "--json")).Select(Id));
        Assert.Equal(all, Items(await Litwatch.DoneAsync("hits", "--alert", alert, "--decision", "none", "potentialIcsr", "--json")).Select(Id));
        Assert.Empty(Items(await Litwatch.DoneAsync("hits", "--alert", alert, "--decision", "relevant", "--json")));
    }

    [Theory]
    [InlineData("csv", "id,pmid,doi,", ",decision,decisionReason,decidedBy,decidedAt")]
    [InlineData("ris", "TY  - JOUR", "ER  - ")]
    [InlineData("nbib", "PMID- ", "TI  - ")]
    public async Task Hits_are_printed_as_what_other_programs_read(string format, string start, string holds)
    {
        var text = await Litwatch.DoneAsync("hits", "--alert", await FoundAsync(), "--format", format);

        Assert.StartsWith(start, text, StringComparison.Ordinal);
        Assert.Contains(holds, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_decided_is_said_and_changes_nothing()
    {
        var alert = await FoundAsync();
        var hit = Items(await Litwatch.DoneAsync("hits", "--alert", alert, "--json")).Select(Id).First();

        Assert.Equal(ExitCode.WrongUsage, (await Litwatch.RunAsync("hits", "decide", alert, hit, "--as", "maybe", "--reason", "r")).Code);
        Assert.Equal(ExitCode.WrongUsage, (await Litwatch.RunAsync("hits", "decide", alert, hit, "--as", "relevant")).Code);
        Assert.Equal(ExitCode.WrongUsage, (await Litwatch.RunAsync("hits", "decide", alert, hit, "--as", "relevant", "--reason", " ")).Code);
        Assert.Equal(ExitCode.WrongUsage, (await Litwatch.RunAsync("hits", "--decision", "none")).Code);
        Assert.Equal(ExitCode.WrongUsage, (await Litwatch.RunAsync("hits", "--alert", alert, "--format", "xml")).Code);
        var (code, data, words) = await Litwatch.RunAsync("hits", "decide", alert, "a00", "--as", "relevant", "--reason", "r");
        Assert.Equal((ExitCode.NotDone, ""), (code, data));
        Assert.Contains($"litwatch hits --alert {alert}", words, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotDone, (await Litwatch.RunAsync("hits", "decide", alert, hit, "--as", "relevant", "--reason", "r", "--team", "other")).Code);
        Assert.All(Items(await Litwatch.DoneAsync("hits", "--alert", alert, "--json")), found => Assert.False(found.TryGetProperty("decision", out _)));
    }

    private static string Id(JsonElement found) => found.GetProperty("article").GetProperty("id").GetString()!;

    private async Task<string> FoundAsync()
    {
        var alert = (await Litwatch.DoneAsync("alerts", "add", "--drug", "natalizumab", "--reaction", "psoria*", "--start", "2000-01-01", "--source", "pubmed")).Trim();
        await SweepAsync();
        return alert;
    }
}
