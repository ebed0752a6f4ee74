using System.Text;
using BenchmarkDotNet.Attributes;
using HtmlAgilityPack;
using LitWatch.Sources;
using LitWatch.Sources.Pages;

namespace LitWatch.Benchmarks;

/// <summary>Reading the recorded article pages, against HtmlAgilityPack loading them and no more.</summary>
[MemoryDiagnoser]
public class PageBenchmark
{
    private byte[][] pages = [];

    /// <summary>How often the body of each page stands in it.</summary>
    [Params(1, 10)]
    public int Bodies { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        pages = [.. RecordedData.Files("html", "*.html").Select(File.ReadAllBytes).Where(IsArticle).Select(page => Encoding.UTF8.GetBytes(Grown(Encoding.UTF8.GetString(page))))];
        if (pages.Length == 0)
        {
            throw new InvalidOperationException("This benchmark needs the recorded pages (shared/data/html beside the checkout).");
        }

        Console.WriteLine(FormattableString.Invariant($"// {pages.Length} pages, {pages.Sum(page => page.Length) / 1e6:0.0} MB"));
    }

    [Benchmark(Baseline = true)]
    public int Load()
    {
        var nodes = 0;
        foreach (var page in pages)
        {
            var document = new HtmlDocument();
            document.LoadHtml(Encoding.UTF8.GetString(page));
            nodes += document.DocumentNode.ChildNodes.Count;
        }

        return nodes;
    }

    [Benchmark]
    public int Read() => pages.Sum(page => ArticlePage.Read(page, new ParseReport()).Keywords.Count);

    private static bool IsArticle(byte[] page)
    {
        try
        {
            return ArticlePage.Read(page, new ParseReport()) is not null;
        }
        catch (SourceException)
        {
            return false;
        }
    }

    private string Grown(string page)
    {
        var begin = page.IndexOf("<body", StringComparison.OrdinalIgnoreCase);
        var end = page.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        if (begin < 0 || end < begin)
        {
            return page;
        }

        begin = page.IndexOf('>', begin) + 1;
        return page[..begin] + string.Concat(Enumerable.Repeat(page[begin..end], Bodies)) + page[end..];
    }
}
