using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using LitWatch.Replay;

namespace LitWatch.Tests.Pipelines;

/// <summary>An article that the sources take in later: the record of a corpus article under another name, in both.</summary>
internal static class NewArticle
{
    public const string Pmid = "99000001";
    public const string Doi = "10.5555/litwatch.later.1";
    public const string Title = "Guttate psoriasis in a made-up patient under natalizumab: a later report";

    /// <param name="entered">The day on which the databases take it in.</param>
    public static void AddTo(ReplayServer sources, DateOnly entered)
    {
        Assert.Equal(1, sources.Add(Pubmed(entered)));
        Assert.Equal(1, sources.Add(Crossref(entered)));
    }

    /// <summary>PubMed marks the article as retracted, on this day.</summary>
    public static void Retract(ReplayServer sources, DateOnly entered, DateOnly revised) =>
        Assert.Equal(1, sources.Add(Pubmed(entered).Replace("</Article>", "</Article><CommentsCorrectionsList><CommentsCorrections RefType=\"RetractionIn\"><RefSource>J Inv Cases. 2026;1:2</RefSource><PMID>99000002</PMID></CommentsCorrections></CommentsCorrectionsList>", StringComparison.Ordinal)
            .Replace("<Article ", string.Create(CultureInfo.InvariantCulture, $"<DateRevised><Year>{revised:yyyy}</Year><Month>{revised:MM}</Month><Day>{revised:dd}</Day></DateRevised><Article "), StringComparison.Ordinal)));

    private static string Pubmed(DateOnly entered)
    {
        var file = XDocument.Load(Path.Combine(BundledCorpus.Folder, "pubmed", "natalizumab-psoriasis.xml"));
        var record = file.Descendants("PubmedArticle").First();
        record.Descendants("PMID").First().Value = Pmid;
        record.Descendants("ArticleTitle").First().Value = Title + ".";
        record.Descendants("ELocationID").First().Value = Doi;
        record.Descendants("ReferenceList").Remove();
        record.Descendants("DateRevised").Remove();
        var ids = record.Element("PubmedData")!.Element("ArticleIdList")!;
        ids.ReplaceNodes(new XElement("ArticleId", new XAttribute("IdType", "pubmed"), Pmid), new XElement("ArticleId", new XAttribute("IdType", "doi"), Doi));
        foreach (var date in record.Descendants("PubMedPubDate"))
        {
            date.Element("Year")!.Value = entered.Year.ToString(CultureInfo.InvariantCulture);
            date.Element("Month")!.Value = entered.Month.ToString(CultureInfo.InvariantCulture);
            date.Element("Day")!.Value = entered.Day.ToString(CultureInfo.InvariantCulture);
        }

        return new XElement("PubmedArticleSet", record).ToString();
    }

    private static string Crossref(DateOnly entered)
    {
        var day = entered.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var stamp = new JsonObject
        {
            ["date-parts"] = new JsonArray(new JsonArray(entered.Year, entered.Month, entered.Day)),
            ["date-time"] = day + "T06:00:00Z",
            ["timestamp"] = new DateTimeOffset(entered, new TimeOnly(6, 0), TimeSpan.Zero).ToUnixTimeMilliseconds(),
        };
        var items = JsonNode.Parse(File.ReadAllBytes(Path.Combine(BundledCorpus.Folder, "crossref", "natalizumab-psoriasis.json")))!["items"]!.AsArray();
        var work = items.Single(item => "10.5826/DPC.1202A88".Equals((string?)item!["DOI"], StringComparison.OrdinalIgnoreCase))!.DeepClone().AsObject();
        (work["DOI"], work["title"]) = (Doi.ToUpperInvariant(), new JsonArray(Title));
        foreach (var date in (string[])["created", "deposited", "indexed"])
        {
            work[date] = stamp.DeepClone();
        }

        return work.ToJsonString(new JsonSerializerOptions());
    }
}
