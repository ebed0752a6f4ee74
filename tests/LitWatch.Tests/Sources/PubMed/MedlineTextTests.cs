using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LitWatch.Articles;
using LitWatch.Sources.Files;
using LitWatch.Sources;
using LitWatch.Sources.PubMed;
using LitWatch.Tests.Articles;
using LitWatch.Tests.Pipelines;
using LitWatch.Tests.Sources.Fuzz;

namespace LitWatch.Tests.Sources.PubMed;

/// <summary>MEDLINE text says of a record what its XML says, however the file was made.</summary>
public sealed partial class MedlineTextTests
{
    private const string Natalizumab = """
        PMID- 35646434
        OWN - NLM
        LR  - 20220716
        IS  - 2160-9381 (Print)
        IS  - 2160-9381 (Linking)
        VI  - 12
        IP  - 2
        DP  - 2022 Apr
        TI  - Natalizumab-Induced Pustular Psoriasis of Palms and 
              Soles.
        PG  - e2022088
        LID - 10.5826/dpc.1202a88 [doi]
        LID - e2022088 [pii]
        AB  - INTRODUCTION: Natalizumab is an antibody. CASE PRESENTATION: A woman of 41
              years, (P < 0.05): pustules.
        AD  - Somewhere, Italy.
        FAU - Rossi, Anna M
        AU  - Rossi AM
        AUID- ORCID: http://orcid.org/0000000218250097
        AD  - Clinic of Dermatology.
        FAU - Study Group Jr
        AU  - Study Group J
        CN  - The Palms Group
        LA  - ENG
        PT  - Case Reports
        PT  - Retracted Publication
        DEP - 20220430
        RN  - 0 (Natalizumab)
        RN  - EC 3.4.21.5 (Thrombin)
        MH  - *Psoriasis/chemically induced/*drug therapy
        MH  - Humans
        OTO - NOTNLM
        OT  - natalizumab; psoriasis
        OT  - palmo-plantar
        RIN - J Retract. 2023;1:1. doi: 10.1000/r. PMID: 37000001
        EDAT- 2022/06/01 06:00
        MHDA- 2022/06/02 06:01
        CRDT- 2022/05/31 09:13
        PMC - PMC9116523
        AID - dp1202a88 [pii]
        AID - 10.5826/dpc.1202a88 [doi]

        """;

    private const string NatalizumabXml = """
        <PubmedArticle><MedlineCitation><PMID Version="1">35646434</PMID><DateRevised><Year>2022</Year><Month>07</Month><Day>16</Day></DateRevised>
        <Article><Journal><ISSN IssnType="Print">2160-9381</ISSN><JournalIssue><Volume>12</Volume><Issue>2</Issue><PubDate><Year>2022</Year><Month>Apr</Month></PubDate></JournalIssue></Journal>
        <ArticleTitle>Natalizumab-Induced Pustular Psoriasis of Palms and Soles.</ArticleTitle><Pagination><MedlinePgn>e2022088</MedlinePgn></Pagination><ELocationID EIdType="doi" ValidYN="Y">10.5826/dpc.1202a88</ELocationID>
        <Abstract><AbstractText Label="INTRODUCTION">Natalizumab is an antibody.</AbstractText><AbstractText Label="CASE PRESENTATION">A woman of 41 years, (P &lt; 0.05): pustules.</AbstractText></Abstract>
        <Language>eng</Language><PublicationTypeList><PublicationType>Case Reports</PublicationType><PublicationType>Retracted Publication</PublicationType></PublicationTypeList>
        <ArticleDate><Year>2022</Year><Month>04</Month><Day>30</Day></ArticleDate></Article>
        <KeywordList><Keyword>natalizumab; psoriasis</Keyword><Keyword>palmo-plantar</Keyword></KeywordList></MedlineCitation>
        <PubmedData><History><PubMedPubDate PubStatus="pubmed"><Year>2022</Year><Month>6</Month><Day>1</Day></PubMedPubDate><PubMedPubDate PubStatus="medline"><Year>2022</Year><Month>6</Month><Day>2</Day></PubMedPubDate>
        <PubMedPubDate PubStatus="entrez"><Year>2022</Year><Month>5</Month><Day>31</Day></PubMedPubDate></History>
        <ArticleIdList><ArticleId IdType="pmc">PMC9116523</ArticleId><ArticleId IdType="doi">10.5826/dpc.1202a88</ArticleId></ArticleIdList></PubmedData></PubmedArticle>
        """;

    private readonly ParseReport report = new();

    [Fact]
    public void Text_and_XML_of_a_record_are_the_same_article()
    {
        var text = Assert.Single(Read(Natalizumab));
        var xml = PubMedXml.Read(new MemoryStream(Encoding.UTF8.GetBytes(NatalizumabXml)), new ParseReport()).Single();

        Assert.Equal((xml.Id, xml.Pmid, xml.Doi, xml.Pmcid), (text.Id, text.Pmid, text.Doi, text.Pmcid));
        Assert.Equal((xml.Title, xml.Published, xml.Dates, xml.IsRetracted), (text.Title, text.Published, text.Dates, text.IsRetracted));
        Assert.Equal(xml.Abstract, text.Abstract);
        Assert.Equal(xml.Keywords, text.Keywords);
        Assert.Equal(xml.Languages, text.Languages);
        Assert.Equal(xml.PublicationTypes, text.PublicationTypes);
        Assert.Equal((xml.Journal!.Volume, xml.Journal.Issue, xml.Journal.Pages, xml.Journal.Issn[0]), (text.Journal!.Volume, text.Journal.Issue, text.Journal.Pages, text.Journal.Issn[0]));
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public void Authors_headings_substances_and_links_are_read()
    {
        var article = Assert.Single(Read(Natalizumab));

        Assert.Equal(["Rossi, Anna M", "Study Group Jr, ", ", "], article.Authors.Select(author => $"{author.Family}, {author.Given}"));
        Assert.Equal("The Palms Group", article.Authors[2].Collective);
        Assert.Equal(("AM", "0000-0002-1825-0097"), (article.Authors[0].Initials, article.Authors[0].Orcid));
        Assert.Equal(["Somewhere, Italy.", "Clinic of Dermatology."], article.Authors[0].Affiliations);
        Assert.Equal([("Psoriasis", true), ("Humans", false)], article.Mesh.Select(heading => (heading.Descriptor, heading.Major)));
        Assert.Equal([("chemically induced", false), ("drug therapy", true)], article.Mesh[0].Qualifiers.Select(qualifier => (qualifier.Name, qualifier.Major)));
        Assert.Equal([(null, "Natalizumab"), ("EC 3.4.21.5", "Thrombin")], article.Substances.Select(substance => (substance.RegistryNumber, substance.Name)));
        var link = Assert.Single(article.Links);
        Assert.Equal((LinkTypes.RetractionIn, "37000001", "10.1000/r"), (link.Type, link.Pmid?.ToString(), link.Doi?.ToString()));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n")]
    public void Line_ends_and_missing_blank_lines_make_no_difference(string lineEnd)
    {
        var articles = Read((Natalizumab.TrimEnd() + "\n" + Natalizumab.Replace("35646434", "7", StringComparison.Ordinal)).ReplaceLineEndings(lineEnd));

        Assert.Equal(["35646434", "7"], articles.Select(article => article.Pmid?.ToString()));
        Assert.Equal(articles[0].Abstract, articles[1].Abstract);
    }

    [Theory]
    [InlineData("", "an empty file")]
    [InlineData("TY  - JOUR\nER  - \n", "RIS")]
    [InlineData("<html>login</html>", "web page")]
    [InlineData("some words\n", "none of its lines begins a record")]
    public void Another_file_is_refused_by_name(string text, string name) =>
        Assert.Contains(name, Assert.Throws<SourceException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Bytes_of_older_programs_are_read_and_told()
    {
        var article = MedlineText.Read(new MemoryStream(Encoding.Latin1.GetBytes("PMID- 1\nTI  - Sj\u00F6gren\n")), report).Single();

        Assert.Equal("Sj\u00F6gren", article.Title);
        Assert.Contains("Windows-1252", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Recorded_files_are_read_completely_as_lines_say()
    {
        var files = Directory.GetFiles(Path.Combine(ShippedData.RequireRecorded(), "medline-txt"), "*.txt", SearchOption.AllDirectories);
        Assert.True(files.Length > 5);
        foreach (var file in files)
        {
            var text = File.ReadAllText(file).ReplaceLineEndings("\n");
            var records = RecordStart().Split(text).Skip(1).ToList();
            var articles = MedlineText.Read(File.OpenRead(file), report).ToList();

            Assert.Equal(records.Count, articles.Count);
            foreach (var (record, article) in records.Zip(articles))
            {
                Assert.Equal(record.Split('\n')[0].Trim(), article.Pmid?.ToString());
                Assert.Equal(Values(record, "TI").SingleOrDefault(), article.Title);
                Assert.Equal(Values(record, "JT").Single(), article.Journal?.Title);
                Assert.Equal(Values(record, "FAU").Count() + Values(record, "CN").Count(), article.Authors.Count);
                Assert.Equal(Values(record, "MH").Count(), article.Mesh.Count);
                Assert.Equal(Values(record, "PT"), article.PublicationTypes);
                Assert.Equal(Values(record, "AID").Concat(Values(record, "LID")).FirstOrDefault(id => id.EndsWith("[doi]", StringComparison.Ordinal))?[..^6].ToLowerInvariant(), article.Doi?.ToString());
                Assert.Equal(Values(record, "EDAT").Single()[..10], article.Dates.Entered?.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture));
                Assert.Equal(Values(record, "DEP").Concat(Values(record, "DP")).First()[..4], article.Published?.Year.ToString(CultureInfo.InvariantCulture));
                Assert.Equal(Values(record, "AB").SingleOrDefault()?.Length ?? 0, string.Join(' ', article.Abstract.Select(section => section.Label is null ? section.Text : $"{section.Label}: {section.Text}")).Length);
                Assert.Equal(Values(record, "AD").Count(), article.Authors.Sum(author => author.Affiliations.Count));
            }
        }

        Assert.DoesNotContain(report.Warnings, warning => warning.Contains("left out", StringComparison.Ordinal));
    }

    [Property(MaxTest = 200)]
    public Property What_is_written_is_read_again() => Prop.ForAll(Arb.From(ArticleChance.Article.NonEmptyListOf()), articles =>
    {
        // A record without any field is no record, and one without PMID goes over into another only where there is no blank line.
        Article[] written = [.. articles.Select(article => article with { Pmid = article.Pmid ?? Pmid.Parse("99") })];
        var read = Read(ArticleFormat.Nbib(written));

        Assert.Equal(
            written.Select(article => (article.Pmid, article.Doi, article.Pmcid, article.Title, article.Published, article.Journal?.Volume, article.Journal?.Pages)),
            read.Select(article => (article.Pmid, article.Doi, article.Pmcid, article.Title, article.Published, article.Journal?.Volume, article.Journal?.Pages)));
        Assert.Equal(written.SelectMany(article => article.Keywords.Distinct()), read.SelectMany(article => article.Keywords));
        Assert.Equal(written.SelectMany(article => article.Languages), read.SelectMany(article => article.Languages));
        Assert.Equal(written.SelectMany(article => article.Authors.Select(author => (author.Family, author.Given))), read.SelectMany(article => article.Authors.Select(author => (author.Family, author.Given))));
    });

    [Fact]
    public void Damaged_text_ends_in_articles_or_the_declared_fault() =>
        Fuzzing.Run<SourceException>([Encoding.UTF8.GetBytes(Natalizumab + Natalizumab)], FullRun.IsAsked ? 1_000_000 : 10_000, bytes => MedlineText.Read(new MemoryStream(bytes), new ParseReport()).Count());

    private static IEnumerable<string> Values(string record, string tag) =>
        Regex.Matches("PMID- " + record, $@"(?m)^{tag.PadRight(4)}- (?<value>.*\n(?:      .*\n)*)").Select(match => Space().Replace(match.Groups["value"].Value, " ").Trim());

    private List<Article> Read(string text) => [.. MedlineText.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), report)];

    [GeneratedRegex(@"(?m)^PMID- ")]
    private static partial Regex RecordStart();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
