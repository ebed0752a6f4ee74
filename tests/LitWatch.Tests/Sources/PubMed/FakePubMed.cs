using System.Collections.Specialized;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LitWatch.Tests.Sources.PubMed;

/// <summary>PubMed of records that have nothing but a number and a day.</summary>
internal sealed partial class FakePubMed
{
    private readonly SortedDictionary<int, DateOnly> records = [];

    /// <summary>Found, but not to be had.</summary>
    public HashSet<int> Withheld { get; } = [];

    /// <summary>Delivered with every fetch, asked for or not.</summary>
    public List<int> Strangers { get; } = [];

    /// <summary>Added to the count of records.</summary>
    public int CountTooMany { get; set; }

    /// <summary>Inserted before the end of the search's answer.</summary>
    public string Said { get; set; } = "";

    public FakePubMed Add(string day, int first, int count)
    {
        for (var i = 0; i < count; i++)
        {
            records[first + i] = DateOnly.ParseExact(day, "yyyy-MM-dd");
        }

        return this;
    }

    public HttpResponseMessage Answer(NameValueCollection request, string utility) =>
        FakeUpstream.Text(utility == "esearch.fcgi" ? Search(request["term"]!) : Fetch(request["id"]!.Split(',').Select(id => int.Parse(id, CultureInfo.InvariantCulture))));

    private string Search(string term)
    {
        var range = Range().Match(term);
        DateOnly Day(string name) => DateOnly.ParseExact(range.Groups[name].Value, "yyyy/MM/dd");
        var found = records.Where(record => record.Value >= Day("from") && record.Value <= Day("to")).Select(record => record.Key).ToList();
        var ids = string.Concat(found.Take(9_999).Select(id => $"<Id>{id}</Id>"));
        return $"""
            <?xml version="1.0" encoding="UTF-8" ?>
            <!DOCTYPE eSearchResult PUBLIC "-//NLM//DTD esearch 20060628//EN" "https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20060628/esearch.dtd">
            <eSearchResult><Count>{found.Count + CountTooMany}</Count><IdList>{ids}</IdList><QueryTranslation>translated</QueryTranslation>{Said}</eSearchResult>
            """;
    }

    private string Fetch(IEnumerable<int> ids)
    {
        var articles = ids.Where(id => !Withheld.Contains(id)).Concat(Strangers).Select(id => $"<PubmedArticle><MedlineCitation><PMID>{id}</PMID><Article><ArticleTitle>T</ArticleTitle></Article></MedlineCitation></PubmedArticle>");
        return $"<PubmedArticleSet>{string.Concat(articles)}</PubmedArticleSet>";
    }

    [GeneratedRegex(@"\((?<from>[\d/]+):(?<to>[\d/]+)\[crdt\] OR \k<from>:\k<to>\[edat\] OR \k<from>:\k<to>\[mhda\] OR \k<from>:\k<to>\[lr\]\)$")]
    private static partial Regex Range();
}
