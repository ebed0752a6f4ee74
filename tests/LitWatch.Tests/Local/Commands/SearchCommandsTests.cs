using System.Text.Json;
using LitWatch.Local.Commands;
using LitWatch.Local.Hosting;
using LitWatch.Replay;
using LitWatch.Replay.Faults;
using LitWatch.Sources;
using LitWatch.Tests.Strategies.Vocabularies;
using LitWatch.Web;
using MimeKit;

namespace LitWatch.Tests.Local.Commands;

/// <summary>Searches, and strategies on what they stored, over real storage and the bundled records.</summary>
public sealed class SearchCommandsTests(AzuriteFixture azurite) : CommandsOverStorage(azurite)
{
    [Fact]
    public async Task A_search_shows_articles_and_says_what_became_of_each_source()
    {
        var (code, data, words) = await Litwatch.RunAsync("search", "--drug", "natalizumab", "Tysabri", "--reaction", "psoriasis", "psoria*");

        Assert.True(code == ExitCode.Done, words);
        Assert.Contains("PMID", data, StringComparison.Ordinal);
        Assert.Contains("natalizumab: title", data, StringComparison.Ordinal);
        Assert.Contains("pubmed: complete", words, StringComparison.Ordinal);
        Assert.Contains("crossref: complete", words, StringComparison.Ordinal);
        Assert.Contains(NcbiNotice.Line, words, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', data);
    }

    [Fact]
    public async Task A_search_in_json_answers_as_the_API()
    {
        var answer = JsonElement.Parse(await Litwatch.DoneAsync("search", "--drug", "natalizumab", "--reaction", "psoria*", "--source", "pubmed", "--format", "json"));

        Assert.Equal("natalizumab", answer.GetProperty("query").GetProperty("drug")[0].GetString());
        var source = Assert.Single(answer.GetProperty("sources").EnumerateArray());
        Assert.Equal("complete", source.GetProperty("outcome").GetString());
        Assert.Equal(source.GetProperty("delivered").GetInt32(), answer.GetProperty("articles").GetArrayLength());
    }

    [Fact]
    public async Task A_strategy_is_matched_with_what_searches_have_stored()
    {
        await Litwatch.DoneAsync("alerts", "add", "--drug", "natalizumab", "--reaction", "psoria*", "--start", TimeProvider.System.GetUtcNow().AddDays(-7).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await Litwatch.DoneAsync("run", "--until-idle");
        var file = Folder["narrower.json"];
        await File.WriteAllTextAsync(file, """{"drug":["natalizumab"],"reaction":["palmo-plantar","pustular psoriasis"]}""");

        var (code, data, words) = await Litwatch.RunAsync("match", "--strategy", file, "--stored");
        var later = await Litwatch.RunAsync("match", "--strategy", file, "--stored", "--since", "2999-01-01");

        Assert.Equal(ExitCode.Done, code);
        var line = Assert.Single(data.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("10.5826/dpc.1202a88", JsonElement.Parse(line).GetProperty("article").GetProperty("doi").GetString());
        Assert.Matches("1 of [2-9][0-9]* articles match", words);
        Assert.Equal((ExitCode.Done, ""), (later.Code, later.Data));
        Assert.Contains("0 of 0 articles match", later.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vocabulary_is_imported_whole_and_then_known_to_suggestions_and_to_new_alerts()
    {
        await File.WriteAllTextAsync(Folder["desc2026.xml"], Samples.Descriptors);
        await File.WriteAllTextAsync(Folder["roses.csv"], "roses");

        Assert.Equal(ExitCode.NotDone, (await Litwatch.RunAsync("vocabulary", "import", Folder["desc2026.xml"], Folder["roses.csv"])).Code);
        Assert.Contains("No vocabulary was supplied", (await Litwatch.RunAsync("suggest", "tysabri")).Words, StringComparison.Ordinal);
        Assert.Contains("MeSH 2026", await Litwatch.DoneAsync("vocabulary", "import", Folder["desc2026.xml"]), StringComparison.Ordinal);
        Assert.Contains("desc2026.xml", await Litwatch.DoneAsync("vocabulary", "show"), StringComparison.Ordinal);
        Assert.StartsWith("Natalizumab (MeSH 2026 D000069442): ", await Litwatch.DoneAsync("suggest", "tysabri"), StringComparison.Ordinal);
        var (_, _, words) = await Litwatch.RunAsync("alerts", "add", "--drug", "Tysabri", "--reaction", "psoria*");
        Assert.Contains("'Tysabri' is another name of Natalizumab (MeSH 2026), which no term asks for", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name the files to read, or give --stored.")]
    [InlineData("Name files or give --stored, not both.", "--stored", "a.xml")]
    [InlineData("--since goes with --stored.", "--since", "2026-01-01", "a.xml")]
    public async Task Files_or_what_is_stored_are_matched(string why, params string[] arguments)
    {
        var (code, _, words) = await Litwatch.RunAsync(["match", "--strategy", "s.json", .. arguments]);

        Assert.Equal(ExitCode.WrongUsage, code);
        Assert.Contains(why, words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_that_cannot_be_read_are_told_and_leave_the_search_complete()
    {
        // The real rule of what may be fetched: this machine is not the public web.
        Configuration["Pages:ResolverUrl"] = Upstream.ResolverUrl.AbsoluteUri;

        var (code, data, words) = await Litwatch.RunAsync("search", "--drug", "natalizumab", "--reaction", "psoriasis", "--source", "crossref", "--enrich");

        Assert.True(code == ExitCode.Done, words);
        Assert.Contains("Natalizumab", data, StringComparison.Ordinal);
        Assert.Contains("page: incomplete, 0 of ", words, StringComparison.Ordinal);
        Assert.Contains("is not asked: it names a port", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_of_no_source_is_not_done_even_if_no_page_is_lacking()
    {
        Upstream.Faults.Add([new FaultRule { Route = "works", Kind = FaultKind.Status, Status = 400 }]);

        var none = await Litwatch.RunAsync("search", "--drug", "natalizumab", "--reaction", "psoria*", "--source", "crossref", "--enrich");

        Assert.Equal((ExitCode.NotDone, ""), (none.Code, none.Data));
    }

    [Theory]
    [InlineData("ndjson", "{\"article\":{")]
    [InlineData("csv", "id,pmid,doi")]
    [InlineData("ris", "TY  - JOUR")]
    [InlineData("nbib", "PMID- ")]
    public async Task A_search_prints_what_other_programs_read(string format, string start) =>
        Assert.StartsWith(start, await Litwatch.DoneAsync("search", "--drug", "natalizumab", "--reaction", "psoria*", "--source", "pubmed", "--format", format), StringComparison.Ordinal);

    [Fact]
    public async Task A_search_that_misses_a_source_is_incomplete_and_one_without_any_is_not_done()
    {
        Upstream.Faults.Add([new FaultRule { Route = "works", Kind = FaultKind.Status, Status = 400 }]);
        var half = await Litwatch.RunAsync("search", "--drug", "natalizumab", "--reaction", "psoria*");
        var none = await Litwatch.RunAsync("search", "--drug", "natalizumab", "--reaction", "psoria*", "--source", "crossref");

        Assert.Equal(ExitCode.Incomplete, half.Code);
        Assert.Contains("PMID", half.Data, StringComparison.Ordinal);
        Assert.Contains("crossref: failed", half.Words, StringComparison.Ordinal);
        Assert.Equal((ExitCode.NotDone, ""), (none.Code, none.Data));
    }

    [Theory]
    [InlineData("reaction: there is no reaction term; name", "--drug", "natalizumab", "--reaction", " ")]
    [InlineData("drug[0]", "--drug", "na*", "--any-reaction")]
    [InlineData("'embase' is not a source", "--drug", "natalizumab", "--any-reaction", "--source", "embase")]
    [InlineData("from must not be after to", "--drug", "natalizumab", "--any-reaction", "--from", "2026-02-01", "--to", "2026-01-01")]
    public async Task A_search_that_cannot_be_asked_for_is_wrong_usage(string why, params string[] arguments)
    {
        var (code, data, words) = await Litwatch.RunAsync(["search", .. arguments]);

        Assert.Equal((ExitCode.WrongUsage, ""), (code, data));
        Assert.Contains(why, words, StringComparison.Ordinal);
    }
}
