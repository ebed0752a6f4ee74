using System.Collections.Specialized;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LitWatch.Tests.Sources.PubMed;

/// <summary>PubMed of records that have nothing but a number and their four dates.</summary>
internal sealed partial class FakePubMed
{
    private readonly SortedDictionary<int, Dates> records = [];

    /// <summary>The most that a search names; the real one names 9,999.</summary>
    public int Cap { get; set; } = 9_999;

    /// <summary>Found, but not to be had.</summary>
    public HashSet<int> Withheld { get; } = [];

    /// <summary>Delivered with every fetch, asked for or not.</summary>
    public List<int> Strangers { get; } = [];

    /// <summary>Added to the count of records.</summary>
    public int CountTooMany { get; set; }

    /// <summary>What it makes of a query.</summary>
    public Func<string, string> Translate { get; set; } = _ => "translated";

    /// <summary>Inserted before the end of the search's answer.</summary>
    public string Said { get; set; } = "";

    /// <summary>Told the number of each search before it is answered, from 1.</summary>
    public Action<int>? Searching { get; set; }

    public int Searches { get; private set; }

    public int Count => records.Count;

    public FakePubMed Add(string day, int first, int count, string? created = null)
    {
        var (on, since) = (DateOnly.ParseExact(day, "yyyy-MM-dd"), DateOnly.ParseExact(created ?? day, "yyyy-MM-dd"));
        for (var i = 0; i < count; i++)
        {
            Put(first + i, new Dates(since, since, null, on));
        }

        return this;
    }

    public void Put(int pmid, Dates dates) => records[pmid] = dates;

    public HttpResponseMessage Answer(NameValueCollection request, string utility) =>
        FakeUpstream.Text(utility == "esearch.fcgi" ? Search(request["term"]!, int.Parse(request["retmax"]!, CultureInfo.InvariantCulture)) : Fetch(request["id"]!.Split(',').Select(id => int.Parse(id, CultureInfo.InvariantCulture))));

    private string Search(string term, int most)
    {
        Searching?.Invoke(++Searches);
        var found = Found(term).ToList();
        var ids = string.Concat(found.Take(Math.Min(most, Cap)).Select(id => $"<Id>{id}</Id>"));
        return $"""
            <?xml version="1.0" encoding="UTF-8" ?>
            <!DOCTYPE eSearchResult PUBLIC "-//NLM//DTD esearch 20060628//EN" "https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20060628/esearch.dtd">
            <eSearchResult><Count>{found.Count + CountTooMany}</Count><IdList>{ids}</IdList><QueryTranslation>{System.Net.WebUtility.HtmlEncode(Translate(term))}</QueryTranslation>{Said}</eSearchResult>
            """;
    }

    /// <summary>What the term finds, read from left to right as PubMed does: within days, and created by a day, and not what stands behind NOT.</summary>
    private IEnumerable<int> Found(string term)
    {
        var halves = term.Split(" NOT ");
        var within = Clause().Match(halves[0]);
        Assert.True(within.Success || !term.Contains('[', StringComparison.Ordinal) || !term.Contains("crdt", StringComparison.Ordinal), term);
        var had = halves.Length > 1 ? Clause().Matches(halves[1]).ToList() : [];
        return records.Where(record => (!within.Success || Holds(within, record.Value)) && !had.Any(clause => Holds(clause, record.Value))).Select(record => record.Key);
    }

    private static bool Holds(Match clause, Dates dates)
    {
        DateOnly Day(string name) => DateOnly.ParseExact(clause.Groups[name].Value, "yyyy/MM/dd");
        var (from, to) = (Day("from"), Day("to"));
        return dates.All().Any(date => date >= from && date <= to)
            && (!clause.Groups["last"].Success || dates.Created <= Day("last"));
    }

    private string Fetch(IEnumerable<int> ids)
    {
        var articles = ids.Where(id => !Withheld.Contains(id)).Concat(Strangers).Select(id => $"<PubmedArticle><MedlineCitation><PMID>{id}</PMID><Article><ArticleTitle>T</ArticleTitle></Article></MedlineCitation></PubmedArticle>");
        return $"<PubmedArticleSet>{string.Concat(articles)}</PubmedArticleSet>";
    }

    [GeneratedRegex(@"\((?<from>[\d/]+):(?<to>[\d/]+)\[crdt\] OR \k<from>:\k<to>\[edat\] OR \k<from>:\k<to>\[mhda\] OR \k<from>:\k<to>\[lr\]\)(?: AND 1700/01/01:(?<last>[\d/]+)\[crdt\])?")]
    private static partial Regex Clause();

    /// <summary>CRDT, EDAT, MHDA and the day of revision.</summary>
    internal sealed record Dates(DateOnly Created, DateOnly Entered, DateOnly? Indexed, DateOnly? Revised)
    {
        public IEnumerable<DateOnly?> All() => [Created, Entered, Indexed, Revised];
    }
}
