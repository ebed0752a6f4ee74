using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using LitWatch.Replay;
using LitWatch.Replay.Corpora;
using LitWatch.Replay.PubMed;

namespace LitWatch.Tests.Replay;

/// <summary>What a folder may hold and what becomes of it.</summary>
public sealed class CorpusTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("litwatch-corpus-").FullName;
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Files_of_every_form_and_depth_are_read_and_others_skipped()
    {
        Write("set.xml", $"""
            <!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">
            <PubmedArticleSet>{Replayed.Article(1, "One")}{Replayed.Article(2, "Two")}</PubmedArticleSet>
            """);
        Write("deep/er/bare.xml", Replayed.Article(3, "Three"));
        Write("old.xml", "<MedlineCitationSet><MedlineCitation><PMID>4</PMID><Article><ArticleTitle>Four</ArticleTitle></Article></MedlineCitation></MedlineCitationSet>");
        Write("book.xml", "<PubmedBookArticleSet><PubmedBookArticle><BookDocument><PMID Version=\"1\">5</PMID><ArticleTitle>Five</ArticleTitle></BookDocument></PubmedBookArticle></PubmedBookArticleSet>");
        Write("search.xml", "<eSearchResult><Count>1</Count></eSearchResult>");
        Write("broken.xml", $"<PubmedArticleSet>{Replayed.Article(6, "Six")}<PubmedArticle>");
        Write("readme.md", "Text");
        Write("work.json", Replayed.Work("10.5555/a", "A"));
        Write("list.json", $$$"""{"status":"ok","message":{"items":[{{{Replayed.Work("10.5555/b", "B")}}}]}}""");
        Write("items.json", $$"""{"items":[{{Replayed.Work("10.5555/c", "C")}}]}""");
        Write("array.json", $"[{Replayed.Work("10.5555/d", "D")}]");
        Write("csl.json", """{"DOI":"10.5555/e","title":"A string, so no work of the REST API"}""");
        using (var gzip = new GZipStream(File.Create(Path.Combine(_folder, "packed.xml.gz")), CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes($"<PubmedArticleSet>{Replayed.Article(7, "Seven")}</PubmedArticleSet>"));
        }

        await using var server = await ServeAsync();

        Assert.Equal((7, 4), (server.ArticleCount, server.WorkCount));
        Assert.Equal((3, 1), (server.SkippedFiles, server.UnreadableFiles));
        var books = await _client.XmlAsync(server.PubMedBaseUrl, "efetch.fcgi?db=pubmed&id=4,5");
        Assert.Equal(["PubmedArticle", "PubmedBookArticle"], books.Elements().Select(e => e.Name.LocalName));
    }

    [Fact]
    public async Task The_highest_version_and_then_the_latest_revision_is_kept()
    {
        Write("a.xml", $"<PubmedArticleSet>{Replayed.Article(1, "Version two", version: 2)}{Replayed.Article(1, "Version one")}</PubmedArticleSet>");
        Write("b.json", "[" + Replayed.Work("10.5555/A", "Later") + "," + Replayed.Work("10.5555/a", "Earlier").Replace("2026-11-03T", "2026-11-01T", StringComparison.Ordinal) + "]");

        await using var server = await ServeAsync();

        Assert.Equal("Version two", (await _client.XmlAsync(server.PubMedBaseUrl, "efetch.fcgi?id=1")).Descendants("ArticleTitle").Single().Value);
        Assert.Equal("Later", (string?)(await _client.JsonAsync(server.CrossrefBaseUrl, "works/10.5555/a"))["message"]!["title"]![0]);
    }

    [Fact]
    public async Task Database_dates_move_with_today_and_dates_of_publication_stay()
    {
        Write("corpus.json", """{ "asOf": "2026-11-13" }""");
        Write("a.xml", Replayed.Article(1, "One", more: "<DateRevised><Year>2026</Year><Month>11</Month><Day>01</Day></DateRevised>", history: Replayed.Moment("entrez", 2026, 12, 28) + Replayed.Moment("received", 2026, 1, 2)));
        Write("sub/b.json", Replayed.Work("10.5555/a", "A"));

        await using var server = await ServeAsync();
        var article = await _client.XmlAsync(server.PubMedBaseUrl, "efetch.fcgi?id=1");
        var work = (await _client.JsonAsync(server.CrossrefBaseUrl, "works/10.5555/a"))["message"]!;

        Assert.Equal("20261111", article.Descendants("DateRevised").Single().Value);
        Assert.Equal(["2027 1 7", "2026 1 2"], article.Descendants("PubMedPubDate").Select(d => string.Join(' ', d.Elements().Take(3).Select(e => e.Value))));
        Assert.Equal("2026", article.Descendants("PubDate").Single().Element("Year")!.Value);
        Assert.Equal("2026-11-12T08:00:00Z", (string?)work["created"]!["date-time"]);
        Assert.Equal("[[2026,11,12]]", work["created"]!["date-parts"]!.ToJsonString());
        Assert.Equal(864_000_000, (long)work["created"]!["timestamp"]!);
        Assert.Equal("[[2026,10]]", work["issued"]!["date-parts"]!.ToJsonString());
        Assert.Equal("1", (string?)(await _client.JsonAsync(server.PubMedBaseUrl, "esearch.fcgi?term=2027/01/07[crdt]&retmode=json"))["esearchresult"]!["count"]);
    }

    [Fact]
    public async Task Reload_takes_over_what_has_come_into_the_folder()
    {
        await using var server = await ServeAsync();
        Write("a.xml", Replayed.Article(1, "One"));
        server.Reload();

        Assert.Equal(1, server.ArticleCount);
        server.Remove("1");
        Assert.Equal(0, server.ArticleCount);
    }

    [SkippableFact]
    public async Task The_recorded_data_loads_whole_and_every_article_comes_back_as_an_independent_reader_saw_it()
    {
        var recorded = ShippedData.RequireRecorded();
        await using var server = await ReplayServer.StartAsync(new ReplayOptions { Corpora = [recorded], RateLimits = false }, Replayed.Clock(), CancellationToken.None);
        var facts = File.ReadLines(Path.Combine(recorded, "derived", "shared-pubmed-facts.jsonl")).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).Where(f => f.GetProperty("pmid").ValueKind == JsonValueKind.String).ToList();
        var pmids = facts.Select(f => f.GetProperty("pmid").GetString()!).Distinct(StringComparer.Ordinal).ToList();
        using var form = new FormUrlEncodedContent([new("db", "pubmed"), new("id", string.Join(',', pmids))]);
        using var answer = await _client.PostAsync(new Uri(server.PubMedBaseUrl, "efetch.fcgi"), form);
        var set = XElement.Parse(await answer.Content.ReadAsStringAsync(), LoadOptions.PreserveWhitespace);
        var titles = set.Elements().ToDictionary(a => a.Descendants("PMID").First().Value, a => PubMedText.Key(Title(a)), StringComparer.Ordinal);

        Assert.Equal(pmids.Order(StringComparer.Ordinal), titles.Keys.Order(StringComparer.Ordinal));
        foreach (var fact in facts.Where(f => f.GetProperty("title").GetString() is { Length: > 0 }).GroupBy(f => f.GetProperty("pmid").GetString()!, StringComparer.Ordinal))
        {
            Assert.Contains(titles[fact.Key], fact.Select(f => PubMedText.Key(f.GetProperty("title").GetString() ?? "")));
        }

        Assert.True(server.WorkCount > 800, server.WorkCount.ToString(CultureInfo.InvariantCulture));
    }

    [SkippableFact]
    public void Every_recorded_article_is_found_by_its_title_and_its_headings()
    {
        var recorded = ShippedData.RequireRecorded();
        var corpus = new Corpus();
        new CorpusReader(corpus, DateOnly.FromDateTime(Replayed.Now.UtcDateTime), _ => { }).ReadFolder(recorded);
        var facts = File.ReadLines(Path.Combine(recorded, "derived", "shared-pubmed-facts.jsonl")).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).Where(f => f.GetProperty("pmid").ValueKind == JsonValueKind.String);
        var lost = new List<string>();
        foreach (var group in facts.GroupBy(f => f.GetProperty("pmid").GetString()!, StringComparer.Ordinal))
        {
            // Several files may hold one article in different states; one of them is served.
            var misses = group.Select(fact => Clauses(fact).Where(clause => corpus.PubMed.Pmids($"{clause} AND {group.Key}[uid]") != group.Key).ToList()).MinBy(m => m.Count)!;
            lost.AddRange(misses.Select(clause => $"{group.Key}: {clause}"));
        }

        Assert.Empty(lost);
    }

    private static IEnumerable<string> Clauses(JsonElement fact)
    {
        if (PubMedText.Key(fact.GetProperty("title").GetString() ?? "") is { Length: > 0 } title)
        {
            yield return $"\"{title}\"[ti]";
            yield return $"\"{title}\"";
        }

        foreach (var heading in fact.TryGetProperty("mesh", out var mesh) ? mesh.EnumerateArray() : default)
        {
            yield return $"\"{heading.GetProperty("d").GetString()}\"[{(heading.GetProperty("major").GetString() == "Y" ? "majr" : "Mesh")}]";
        }
    }

    private static string Title(XElement article) => (article.Descendants("ArticleTitle").FirstOrDefault() ?? article.Descendants("BookTitle").FirstOrDefault())?.Value ?? "";

    private Task<ReplayServer> ServeAsync() => Replayed.ServerAsync(new ReplayOptions { Corpora = [_folder], RateLimits = false });

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
