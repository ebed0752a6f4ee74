using System.Globalization;
using System.Xml.Linq;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.PubMed;
using Xunit.Abstractions;

namespace LitWatch.Tests.Sources.PubMed;

/// <summary>What the recorded facts do not tell (dates, ORCIDs, affiliations, references, registry numbers), read a second time from the same XML by a few lines over a tree.</summary>
public sealed class PubMedSecondReadingTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void Dates_people_and_references_of_every_recorded_record_are_read_alike()
    {
        var compared = 0;
        var differences = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(ShippedData.RequireRecorded(), "pubmed"), "*.xml", SearchOption.AllDirectories))
        {
            var records = Records(file).ToList();
            using var stream = File.OpenRead(file);
            var articles = records.Count == 0 ? [] : PubMedXml.Read(stream, new ParseReport()).ToList();
            foreach (var (record, article) in articles.Count == records.Count ? records.Zip(articles) : [])
            {
                compared++;
                var (expected, actual) = (Expected(record), Actual(article));
                differences.AddRange(expected.Zip(actual).Where(pair => pair.First != pair.Second).Select(pair => $"{Path.GetFileName(file)} {article.Pmid}: ours {pair.Second}, the tree {pair.First}"));
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{compared} records, {differences.Count} differences"));
        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(40)));
        Assert.True(compared > 700, $"{compared}");
    }

    private static IEnumerable<XElement> Records(string file)
    {
        try
        {
            return XDocument.Load(file).Descendants("PubmedArticle").ToList();
        }
        catch (System.Xml.XmlException)
        {
            // Files that were joined, or cut, are no document: other tests have them.
            return [];
        }
    }

    private static IEnumerable<string> Expected(XElement record)
    {
        var citation = record.Element("MedlineCitation")!;
        var history = record.Element("PubmedData")?.Element("History")?.Elements("PubMedPubDate").ToLookup(date => (string?)date.Attribute("PubStatus"), StringComparer.Ordinal);
        var authors = citation.Element("Article")?.Element("AuthorList")?.Elements("Author").Where(author => (string?)author.Attribute("ValidYN") != "N").ToList() ?? [];
        yield return $"created {Day(history?["entrez"].FirstOrDefault())}";
        yield return $"entered {Day(history?["pubmed"].FirstOrDefault())}";
        yield return $"indexed {Day(history?["medline"].FirstOrDefault())}";
        yield return $"revised {Day(citation.Element("DateRevised"))}";
        yield return $"affiliations {authors.Sum(author => author.Elements("AffiliationInfo").Elements("Affiliation").Concat(author.Elements("Affiliation")).Count(affiliation => affiliation.Value.Trim().Length > 0))}";
        yield return $"orcids {authors.Count(author => author.Elements("Identifier").Any(id => ((string?)id.Attribute("Source"))?.Equals("ORCID", StringComparison.OrdinalIgnoreCase) == true))}";
        yield return $"registry {string.Join(' ', citation.Element("ChemicalList")?.Elements("Chemical").Select(chemical => chemical.Element("RegistryNumber")?.Value.Trim()).Where(number => number is not (null or "" or "0")) ?? [])}";
        var named = citation.Element("CommentsCorrectionsList")?.Elements("CommentsCorrections").Where(link => (string?)link.Attribute("RefType") == "Cites").Elements("PMID") ?? [];
        var listed = record.Element("PubmedData")?.Elements("ReferenceList").Descendants("ArticleId").Where(id => (string?)id.Attribute("IdType") == "pubmed") ?? [];
        yield return $"cites {named.Concat(listed).Select(pmid => pmid.Value.Trim()).Where(pmid => pmid != "0").Distinct().Count()}";
    }

    private static IEnumerable<string> Actual(Article article)
    {
        yield return $"created {article.Dates.Created:yyyy-MM-dd}";
        yield return $"entered {article.Dates.Entered:yyyy-MM-dd}";
        yield return $"indexed {article.Dates.Indexed:yyyy-MM-dd}";
        yield return $"revised {article.Dates.Revised:yyyy-MM-dd}";
        yield return $"affiliations {article.Authors.Sum(author => author.Affiliations.Count)}";
        yield return $"orcids {article.Authors.Count(author => author.Orcid is not null)}";
        yield return $"registry {string.Join(' ', article.Substances.Select(substance => substance.RegistryNumber).OfType<string>())}";
        yield return $"cites {article.Links.Where(link => link.Type == LinkTypes.Cites && link.Pmid is not null).Select(link => link.Pmid).Distinct().Count()}";
    }

    private static string Day(XElement? date) => date is null ? "" : string.Join('-', ((string[])["Year", "Month", "Day"]).Select((part, i) =>
        int.TryParse(date.Element(part)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number.ToString(i == 0 ? "0000" : "00", CultureInfo.InvariantCulture) : "?"));
}
