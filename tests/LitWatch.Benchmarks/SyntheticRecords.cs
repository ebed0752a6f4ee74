using System.Globalization;
using System.Text;

namespace LitWatch.Benchmarks;

/// <summary>PubMed XML of any size: numbered records of our own making, all of which match one strategy.</summary>
internal static class SyntheticRecords
{
    private const int FirstPmid = 90_000_001;

    /// <param name="entered">The day of the newest records; the others were entered evenly on the <paramref name="days"/> up to it.</param>
    public static string PubMedSet(int count, DateOnly entered, int days = 1)
    {
        var text = new StringBuilder("<?xml version=\"1.0\"?>\n<PubmedArticleSet>\n");
        for (var i = 0; i < count; i++)
        {
            text.Append(Record(FirstPmid + i, entered.AddDays(-(i % days))));
        }

        return text.Append("</PubmedArticleSet>\n").ToString();
    }

    private static string Record(int pmid, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"""
        <PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{pmid}</PMID>
        <Article PubModel="Print"><Journal><ISSN>0000-0000</ISSN><JournalIssue><Volume>{pmid % 90}</Volume><Issue>1</Issue><PubDate><Year>{day.Year}</Year></PubDate></JournalIssue><Title>Journal of measured costs</Title></Journal>
        <ArticleTitle>Observation {pmid} of examplimab and exampleitis in patient {pmid % 977}.</ArticleTitle><Pagination><MedlinePgn>{pmid % 5000}-9</MedlinePgn></Pagination>
        <Abstract><AbstractText Label="BACKGROUND">Examplimab is studied for the {pmid}th time in this made-up record.</AbstractText><AbstractText Label="RESULTS">Exampleitis was seen after {pmid % 60} days and went when the drug was stopped.</AbstractText></Abstract>
        <AuthorList><Author><LastName>Measure{pmid % 211}</LastName><ForeName>Anna</ForeName><Initials>A</Initials></Author></AuthorList><Language>eng</Language>
        <PublicationTypeList><PublicationType UI="D002363">Case Reports</PublicationType></PublicationTypeList></Article>
        <MeshHeadingList><MeshHeading><DescriptorName UI="D000001">Exampleitis</DescriptorName><QualifierName UI="Q000139">chemically induced</QualifierName></MeshHeading></MeshHeadingList></MedlineCitation>
        <PubmedData><History><PubMedPubDate PubStatus="entrez"><Year>{day.Year}</Year><Month>{day.Month}</Month><Day>{day.Day}</Day></PubMedPubDate></History>
        <ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId><ArticleId IdType="doi">10.99999/cost.{pmid}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>

        """);
}
