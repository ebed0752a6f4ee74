using System.IO.Compression;
using System.Text;
using System.Text.Json;
using LitWatch.Local.Commands;
using LitWatch.Tests.Strategies.Vocabularies;

namespace LitWatch.Tests.Local.Commands;

public sealed class FileCommandsTests : IDisposable
{
    private const string Record = """
        <PubmedArticle><MedlineCitation><PMID>{0}</PMID><Article><ArticleTitle>Psoriasis under natalizumab, β form</ArticleTitle></Article></MedlineCitation></PubmedArticle>
        """;

    private const string Works = """{"message":{"items":[{"DOI":"10.5555/a","title":["Natalizumab and psoriasis"],"type":"journal-article"},{"DOI":"10.5555/b","title":["Roses"],"type":"journal-article"}]}}""";
    private const string Strategy = """{"drug":["natalizumab"],"reaction":["psoria*"],"not":["severe roses"]}""";

    private readonly TemporaryFolder folder = new();
    private readonly CommandRunner litwatch = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Parse_prints_one_article_a_line_in_the_order_of_the_files()
    {
        var (code, data, words) = await litwatch.RunAsync("parse", Write("a.xml", Set(1, 2)), Write("b.json", Works));

        Assert.Equal(ExitCode.Done, code);
        Assert.Empty(words);
        var articles = Lines(data).Select(Parse).ToArray();
        Assert.Equal(["1", "2", null, null], articles.Select(article => article.TryGetProperty("pmid", out var pmid) ? pmid.GetString() : null));
        Assert.Equal("10.5555/b", articles[3].GetProperty("doi").GetString());
        Assert.Contains("β form", data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parse_reads_gzip_and_standard_input()
    {
        using (var file = new GZipStream(File.Create(folder["a.xml.gz"]), CompressionLevel.Fastest))
        {
            file.Write(Encoding.UTF8.GetBytes(Set(7)));
        }

        Assert.Single(Lines(await litwatch.DoneAsync("parse", folder["a.xml.gz"])));
        Assert.Equal(2, Lines(await new CommandRunner { Input = Works }.DoneAsync("parse", "-", "--as", "crossref")).Length);
    }

    [Theory]
    [InlineData("a.nbib", "PMID- 7\nTI  - Psoriasis under natalizumab.\n")]
    [InlineData("a.ris", "TY  - JOUR\nTI  - Psoriasis under natalizumab.\nAN  - 7\nER  - \n")]
    public async Task Parse_and_match_read_what_databases_and_reference_managers_export(string name, string text)
    {
        var article = Parse(Assert.Single(Lines(await litwatch.DoneAsync("parse", Write(name, text)))));
        Assert.Equal(("7", "Psoriasis under natalizumab."), (article.GetProperty("pmid").GetString(), article.GetProperty("title").GetString()));
        Assert.Single(Lines(await litwatch.DoneAsync("match", "--strategy", Write("s.json", Strategy), folder[name])));
    }

    [Fact]
    public async Task A_file_that_is_not_what_its_name_says_is_named_for_what_it_is()
    {
        var (code, data, words) = await litwatch.RunAsync("parse", Write("a.ris", "PMID- 7\nTI  - Roses.\n"), Write("b.nbib", Set(1)));

        Assert.Equal((ExitCode.NotDone, ""), (code, data));
        Assert.Contains("a.ris: This is not RIS but MEDLINE text", words, StringComparison.Ordinal);
        Assert.Contains("b.nbib: This is not MEDLINE text but XML", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_breaks_off_gives_what_it_has_and_the_next_file_is_read()
    {
        var (code, data, words) = await litwatch.RunAsync("parse", Write("cut.xml", Set(1, 2)[..^60]), folder["absent.xml"], Write("b.json", Works));

        Assert.Equal(ExitCode.NotDone, code);
        Assert.Equal(3, Lines(data).Length);
        Assert.Equal(2, Lines(words).Length);
        Assert.Contains("cut.xml: The XML breaks off", words, StringComparison.Ordinal);
        Assert.Contains("absent.xml: there is no such file", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_lines_that_break_off_give_the_works_before_the_break()
    {
        var (code, data, words) = await litwatch.RunAsync("parse", Write("cut.json", Works + "\n" + Works[..80]));

        Assert.Equal(ExitCode.NotDone, code);
        Assert.Equal(2, Lines(data).Length);
        Assert.Contains("at line 2", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_left_out_is_told_with_its_file_and_is_no_failure()
    {
        var bad = """{"message":{"DOI":"not a doi","title":["T"],"type":"journal-article"}}""";
        var (code, data, words) = await litwatch.RunAsync("parse", Write("bad.json", bad));

        Assert.Equal(ExitCode.Done, code);
        Assert.Single(Lines(data));
        Assert.StartsWith(folder["bad.json"] + ": ", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--as pubmed, nbib, ris, csv, crossref, page or text", "-")]
    [InlineData("--as pubmed, nbib, ris, csv, crossref, page or text", "x.dat")]
    [InlineData("no such kind", "x.xml", "--as", "nonsense")]
    public async Task A_file_of_no_kind_that_can_be_read_is_wrong_usage(string why, params string[] arguments)
    {
        var (code, data, words) = await litwatch.RunAsync(["parse", .. arguments]);

        Assert.Equal(ExitCode.WrongUsage, code);
        Assert.Empty(data);
        Assert.Contains(why, words, StringComparison.Ordinal);
        Assert.Single(Lines(words));
    }

    [Fact]
    public async Task Match_keeps_what_the_strategy_matches_and_says_where()
    {
        var data = await litwatch.DoneAsync("match", "--strategy", Write("s.json", Strategy), Write("b.json", Works), Write("a.xml", Set(5)));

        var lines = Lines(data).Select(Parse).ToArray();
        Assert.Equal(2, lines.Length);
        Assert.Equal("10.5555/a", lines[0].GetProperty("article").GetProperty("doi").GetString());
        var span = lines[0].GetProperty("spans")[0];
        Assert.Equal(("title", 0, 11, "natalizumab"), (span.GetProperty("field").GetString(), span.GetProperty("start").GetInt32(), span.GetProperty("length").GetInt32(), span.GetProperty("term").GetString()));
    }

    [Fact]
    public async Task Match_takes_several_strategies_and_says_which_one_matched()
    {
        var roses = Write("roses.json", """{"drug":["roses"],"reaction":["roses"]}""");
        var data = await litwatch.DoneAsync("match", "--strategy", Write("s.json", Strategy), "--strategy", roses, Write("b.json", Works));

        Assert.Equal([("10.5555/a", folder["s.json"]), ("10.5555/b", roses)], Lines(data).Select(Parse).Select(line => (line.GetProperty("article").GetProperty("doi").GetString(), line.GetProperty("strategy").GetString())));
    }

    [Fact]
    public async Task With_the_tree_of_MeSH_a_heading_matches_narrower_ones()
    {
        var strategy = Write("s.json", """{"drug":["natalizumab"],"reaction":[{"mesh":"Skin Diseases"}]}""");
        var record = Write("a.xml", """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>Natalizumab</ArticleTitle></Article><MeshHeadingList><MeshHeading><DescriptorName UI="D011565" MajorTopicYN="N">Psoriasis</DescriptorName></MeshHeading></MeshHeadingList></MedlineCitation></PubmedArticle></PubmedArticleSet>""");

        Assert.Empty(await litwatch.DoneAsync("match", "--strategy", strategy, record));
        Assert.Single(Lines(await litwatch.DoneAsync("match", "--strategy", strategy, "--vocabulary", Write("mtrees2026.bin", Samples.Tree), record)));
    }

    [Fact]
    public async Task Suggest_prints_synonyms_of_the_files_named()
    {
        var files = (string[])["--vocabulary", Write("desc2026.xml", Samples.Descriptors), "--vocabulary", Write("db.csv", Samples.DrugBank)];

        Assert.Equal(["Natalizumab (MeSH 2026 D000069442): MeSH \"Natalizumab\" and narrower; substance \"Natalizumab\"; Natalizumab; Tysabri"], Lines(await litwatch.DoneAsync(["suggest", "tysabri", .. files])));
        Assert.Equal(["Fluorouracil (DrugBank Open Data DB1): Fluorouracil; 5-FU; Fluorouracilo", "  left out: 5-Fluoropyrimidine-2,4-dione"], Lines(await litwatch.DoneAsync(["suggest", "5fu", .. files])));
        Assert.Equal("5-FU", Parse(Assert.Single(Lines(await litwatch.DoneAsync(["suggest", "5fu", "--json", .. files])))).GetProperty("terms")[1].GetString());
        Assert.Equal((ExitCode.NotDone, "", "The vocabularies have no such name.\n"), await litwatch.RunAsync(["suggest", "roses", .. files]));
        Assert.Contains("drug: warning brand-without-substance: 'Tysabri' is another name of Natalizumab (MeSH 2026)", await litwatch.DoneAsync(["lint", "--strategy", Write("s.json", """{"drug":["Tysabri"],"reaction":["psoria*"]}"""), .. files]), StringComparison.Ordinal);
        var (code, _, words) = await litwatch.RunAsync("suggest", "roses", "--vocabulary", Write("a.txt", "roses"));
        Assert.Equal(ExitCode.NotDone, code);
        Assert.StartsWith("litwatch: a.txt is no vocabulary file", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dedup_prints_a_line_a_work_of_several_records()
    {
        var table = Write("refs.csv", "ID,title,author,year,journal,volume,pages\na,Pustular psoriasis under natalizumab,\"Rossi, M.\",2022,Dermatol Pract Concept,12,88-91\nb,Roses,\"Rossi, M.\",2022,Gardens,1,2-3\nc,Pustular Psoriasis under Natalizumab.,\"Rossi, Mario\",2022,Dermatology Practical & Conceptual,12,88-9\n");

        var (code, data, words) = await litwatch.RunAsync("dedup", table);

        Assert.Equal((ExitCode.Done, "a;c\n"), (code, data));
        Assert.Contains("3 records are 2 works; 1 of them have several records.", words, StringComparison.Ordinal);
        Assert.Contains("  a and c: same: same title, authors, year, volume and pages; journal alike", await litwatch.DoneAsync("dedup", table, "--explain"), StringComparison.Ordinal);
        Assert.Equal(2, (await litwatch.DoneAsync("dedup", table, "--format", "ris")).Split("TY  - ").Length - 1);
        Assert.Equal(3, Lines(await litwatch.DoneAsync("dedup", table, "--format", "csv")).Length);
        Assert.Equal(ExitCode.WrongUsage, (await litwatch.RunAsync("dedup", table, "--format", "csv", "--explain")).Code);
    }

    [Fact]
    public async Task Dedup_groups_records_of_files_of_all_kinds()
    {
        var data = await litwatch.DoneAsync(
            "dedup",
            Write("a.xml", Set(7).Replace("</Article>", "<Abstract/></Article>", StringComparison.Ordinal)),
            Write("b.nbib", "PMID- 7\nTI  - Psoriasis under natalizumab, beta form\n"),
            Write("c.csv", "title,pmid\n\"Psoriasis under natalizumab, β form\",7\nRoses,\n"),
            Write("library.xml", "<xml><records><record><rec-number>31</rec-number><titles><title>Psoriasis under natalizumab, β form</title></titles><accession-num>7</accession-num><remote-database-provider>NLM</remote-database-provider></record></records></xml>"));

        Assert.Equal("a.xml:7;b.nbib:7;c.csv:1;library.xml:31\n", data);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"drug":[],"reaction":["a"]}""")]
    [InlineData("""{"drug":["a"],"reaction":["b"],"sauce":1}""")]
    public async Task A_file_that_is_no_strategy_is_wrong_usage_of_match_and_a_finding_of_lint(string text)
    {
        var file = Write("s.json", text);
        var matched = await litwatch.RunAsync("match", "--strategy", file, Write("a.xml", Set(1)));
        var linted = await litwatch.RunAsync("lint", "--strategy", file);

        Assert.Equal((ExitCode.WrongUsage, ""), (matched.Code, matched.Data));
        Assert.Contains("s.json: $", matched.Words, StringComparison.Ordinal);
        Assert.Equal((ExitCode.NotDone, ""), (linted.Code, linted.Words));
        Assert.StartsWith("$", Assert.Single(Lines(linted.Data)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_says_nothing_of_a_good_strategy_and_a_line_a_fault()
    {
        var good = await litwatch.RunAsync("lint", "--strategy", Write("good.json", """{"drug":["natalizumab","Tysabri"],"reaction":["psoriasis","psoriatic"],"specialSituations":["pregnancy"]}"""));
        var weak = await litwatch.RunAsync("lint", "--strategy", Write("weak.json", Strategy));
        var bad = await litwatch.RunAsync("lint", "--strategy", Write("bad.json", """{"drug":["na*"],"reaction":["!"]}"""));

        Assert.Equal((ExitCode.Done, "", ""), good);
        Assert.Equal(ExitCode.NotDone, bad.Code);
        Assert.Equal(2, Lines(bad.Data).Count(line => line.Contains(": error ", StringComparison.Ordinal)));
        Assert.Contains(Lines(bad.Data), line => line.StartsWith("drug[0]: error short-stem: 'na*': PubMed ignores", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Done, weak.Code);
        Assert.Contains(Lines(weak.Data), line => line.StartsWith("drug: warning no-synonyms: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lint_shows_what_each_source_would_be_asked()
    {
        var lines = Lines(await litwatch.DoneAsync("lint", "--query", "--strategy", Write("s.json", Strategy)));

        Assert.Contains("pubmed: (\"natalizumab\"[tiab]) AND (psoria*[tiab])", lines);
        Assert.Contains(lines, line => line.Contains("severe roses", StringComparison.Ordinal));
        Assert.Contains("crossref: https://api.crossref.org/works?query.bibliographic=natalizumab", lines);
    }

    [Theory]
    [InlineData("parse", "litwatch parse")]
    [InlineData("alerts add", "litwatch alerts add --drug")]
    [InlineData("search", "--format")]
    public async Task Help_has_an_example(string command, string expected) =>
        Assert.Contains(expected, await litwatch.DoneAsync([.. command.Split(' '), "--help"]), StringComparison.Ordinal);

    [Theory]
    [InlineData("lint")]
    [InlineData("match --strategy s.json")]
    [InlineData("search --format pdf --drug a --any-reaction")]
    [InlineData("search --drug a")]
    [InlineData("search --any-reaction")]
    [InlineData("alerts add --drug a --strategy s.json")]
    [InlineData("alerts add --any-reaction")]
    [InlineData("alerts import")]
    [InlineData("alerts add --drug a --reaction b --start tomorrow")]
    [InlineData("alerts pause al1")]
    [InlineData("alerts pause al1 --reason  ")]
    [InlineData("subscriptions add --to a@example.org")]
    [InlineData("subscriptions add --to a@example.org --alert al1 --all-alerts")]
    [InlineData("subscriptions add --to a@example.org --alert al1 --day 7")]
    [InlineData("subscriptions add --to a@example.org --alert al1 --every monthly --day monday")]
    [InlineData("subscriptions add --to a@example.org --alert al1 --at 25:00")]
    [InlineData("keys add --name n --role open")]
    [InlineData("mail test nobody")]
    [InlineData("digests preview")]
    public async Task Wrong_usage_is_told_before_any_host_starts(string line)
    {
        var (code, data, words) = await new CommandRunner { Adjust = _ => throw new InvalidOperationException("a host was started") }.RunAsync(line.Split(' '));

        Assert.True(code == ExitCode.WrongUsage, words);
        Assert.Empty(data);
        Assert.Single(Lines(words));
    }

    private static string Set(params IEnumerable<int> pmids) =>
        "<PubmedArticleSet>" + string.Concat(pmids.Select(pmid => Record.Replace("{0}", $"{pmid}", StringComparison.Ordinal))) + "</PubmedArticleSet>";

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static JsonElement Parse(string line) => JsonElement.Parse(line);

    private string Write(string name, string text)
    {
        File.WriteAllText(folder[name], text);
        return folder[name];
    }
}
