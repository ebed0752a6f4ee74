using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using LitWatch.Replay;
using LitWatch.Replay.PubMed;
using LitWatch.Replay.PubMed.Query;
using Microsoft.Extensions.Time.Testing;

namespace LitWatch.Tests.Replay;

/// <summary>Servers and records for the tests of the replay server; the records are of our own writing.</summary>
internal static class Replayed
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static FakeTimeProvider Clock() => new(Now);

    public static async Task<ReplayServer> ServerAsync(ReplayOptions? options = null, TimeProvider? time = null, params string[] documents)
    {
        var server = await ReplayServer.StartAsync(options ?? new ReplayOptions { RateLimits = false }, time ?? Clock(), CancellationToken.None);
        foreach (var document in documents)
        {
            server.Add(document);
        }

        return server;
    }

    public static string Article(int pmid, string title, string text = "", string more = "", string history = "", string keywords = "", int version = 1, string pubDate = "<Year>2026</Year>", string article = "") => $"""
        <PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="{version}">{pmid.ToString(CultureInfo.InvariantCulture)}</PMID>
        <Article PubModel="Print"><Journal><ISSN IssnType="Print">1234-5679</ISSN><JournalIssue CitedMedium="Print"><Volume>1</Volume><Issue>2</Issue><PubDate>{pubDate}</PubDate></JournalIssue><Title>Journal of invented cases</Title><ISOAbbreviation>J Inv Cases</ISOAbbreviation></Journal>
        <ArticleTitle>{title}</ArticleTitle><Pagination><MedlinePgn>1-2</MedlinePgn></Pagination>{(text.Length > 0 ? $"<Abstract><AbstractText>{text}</AbstractText></Abstract>" : "")}
        <AuthorList><Author><LastName>Świątek</LastName><ForeName>Jan B</ForeName><Initials>JB</Initials></Author></AuthorList><Language>eng</Language><PublicationTypeList><PublicationType UI="D002363">Case Reports</PublicationType></PublicationTypeList>{article}</Article>
        <MedlineJournalInfo><MedlineTA>J Inv Cases</MedlineTA><NlmUniqueID>0000001</NlmUniqueID></MedlineJournalInfo>{more}<KeywordList Owner="NOTNLM">{keywords}</KeywordList></MedlineCitation>
        <PubmedData><History>{history}</History><PublicationStatus>ppublish</PublicationStatus><ArticleIdList><ArticleId IdType="pubmed">{pmid.ToString(CultureInfo.InvariantCulture)}</ArticleId><ArticleId IdType="doi">10.5555/case.{pmid.ToString(CultureInfo.InvariantCulture)}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>
        """;

    public static string Heading(string descriptor, bool major = false, params string[] qualifiers) =>
        $"<MeshHeading><DescriptorName UI=\"D0\" MajorTopicYN=\"{(major ? "Y" : "N")}\">{descriptor}</DescriptorName>{string.Concat(qualifiers.Select(q => $"<QualifierName UI=\"Q0\" MajorTopicYN=\"N\">{q}</QualifierName>"))}</MeshHeading>";

    public static string Moment(string status, int year, int month, int day) => string.Create(
        CultureInfo.InvariantCulture,
        $"<PubMedPubDate PubStatus=\"{status}\"><Year>{year}</Year><Month>{month}</Month><Day>{day}</Day><Hour>6</Hour><Minute>0</Minute></PubMedPubDate>");

    public static string Work(string doi, string title, string created = "2026-11-02", string more = "") => $$"""
        {"DOI":"{{doi}}","type":"journal-article","title":["{{title}}"],"container-title":["Journal of invented cases"],"ISSN":["1234-5679"],
         "author":[{"given":"Jan","family":"Kowalska","sequence":"first","affiliation":[]}],"issued":{"date-parts":[[2026,10]]},
         "created":{"date-parts":[[{{created.Replace("-0", ",", StringComparison.Ordinal).Replace('-', ',')}}]],"date-time":"{{created}}T08:00:00Z","timestamp":0},
         "deposited":{"date-parts":[[2026,11,3]],"date-time":"2026-11-03T08:00:00Z","timestamp":0},
         "indexed":{"date-parts":[[2026,11,4]],"date-time":"2026-11-04T08:00:00Z","timestamp":0}{{more}}}
        """;

    public static PubMedIndex Index(params IEnumerable<string> articles) => new(articles.Select(a => PubMedRecord.From(XElement.Parse(a, LoadOptions.PreserveWhitespace))!));

    public static QueryResult Search(this PubMedIndex index, string query, IReadOnlyDictionary<string, IReadOnlyList<string>>? narrower = null) =>
        new QueryEvaluator(index, DateOnly.FromDateTime(Now.UtcDateTime), narrower ?? new ReplayOptions().NarrowerHeadings, _ => null).Run(QueryParser.Parse(query));

    public static string Pmids(this PubMedIndex index, string query) => string.Join(' ', index.Search(query).Docs.Docs().Select(d => index.Records[d].Number).Order());

    public static async Task<JsonNode> JsonAsync(this HttpClient client, Uri root, string path) => JsonNode.Parse(await client.GetStringAsync(new Uri(root, path)))!;

    public static async Task<XElement> XmlAsync(this HttpClient client, Uri root, string path) => XElement.Parse(await client.GetStringAsync(new Uri(root, path)));
}
