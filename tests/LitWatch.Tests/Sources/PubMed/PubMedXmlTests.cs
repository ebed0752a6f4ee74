using System.Text;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.PubMed;

namespace LitWatch.Tests.Sources.PubMed;

public sealed class PubMedXmlTests
{
    private readonly ParseReport report = new();

    [Fact]
    public void Inline_markup_and_MathML_leave_their_text()
    {
        var article = One("""
            <ArticleTitle>TGF-<i>β</i>1 in H<sub>2</sub>O<sup>+</sup></ArticleTitle>
            <Abstract><AbstractText Label="AIM">P &lt; 0.001 for <mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:mi>x</mml:mi><mml:mo>=</mml:mo><mml:mn>2</mml:mn></mml:math>.</AbstractText></Abstract>
            """);

        Assert.Equal("TGF-β1 in H2O+", article.Title);
        Assert.Equal([new AbstractSection("AIM", "P < 0.001 for x=2.")], article.Abstract);
    }

    [Theory]
    [InlineData("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998-12")]
    [InlineData("<MedlineDate>2000 Spring</MedlineDate>", "2000")]
    [InlineData("<MedlineDate>1976-1977</MedlineDate>", "1976")]
    [InlineData("<MedlineDate>2019 Jan - Feb</MedlineDate>", "2019-01")]
    [InlineData("<MedlineDate>2012 Oct 1-15</MedlineDate>", "2012-10-01")]
    [InlineData("<MedlineDate>Jan-Feb 2005</MedlineDate>", "2005-01")]
    [InlineData("<MedlineDate>in press</MedlineDate>", null)]
    [InlineData("<Year>2022</Year><Month>Apr</Month><Day>30</Day>", "2022-04-30")]
    [InlineData("<Year>2022</Year><Month>04</Month>", "2022-04")]
    [InlineData("<Year>2022</Year><Month>September</Month>", "2022-09")]
    [InlineData("<Year>1976</Year><Season>Fall</Season>", "1976")]
    [InlineData("<Year>1976</Year><Season>Jul-Aug</Season>", "1976-07")]
    [InlineData("<Year>2022</Year><Month>Feb</Month><Day>30</Day>", "2022-02")]
    [InlineData("", null)]
    public void PubDate_is_as_precise_as_it_is_given(string date, string? expected)
    {
        var article = One($"<Journal><JournalIssue><PubDate>{date}</PubDate></JournalIssue></Journal>");

        Assert.Equal(expected, article.Published?.ToString());
    }

    [Fact]
    public void Published_is_the_earliest_full_date()
    {
        var article = One("""
            <Journal><JournalIssue><PubDate><Year>2013</Year><Month>Feb</Month><Day>1</Day></PubDate></JournalIssue></Journal>
            <ArticleDate DateType="Electronic"><Year>2012</Year><Month>11</Month><Day>21</Day></ArticleDate>
            """);

        Assert.Equal("2012-11-21", article.Published?.ToString());
    }

    [Fact]
    public void The_DOI_is_that_of_the_record_and_never_that_of_a_reference()
    {
        var article = Read("""
            <PubmedArticle><MedlineCitation><PMID>7</PMID><Article><ELocationID EIdType="doi" ValidYN="Y">10.1000/Right</ELocationID></Article></MedlineCitation>
            <PubmedData><ArticleIdList><ArticleId IdType="doi">not a doi</ArticleId></ArticleIdList>
            <ReferenceList><Reference><Citation>Other</Citation><ArticleIdList><ArticleId IdType="doi">10.1000/wrong</ArticleId><ArticleId IdType="pubmed">8</ArticleId></ArticleIdList></Reference></ReferenceList>
            </PubmedData></PubmedArticle>
            """).Single();

        Assert.Equal("10.1000/right", article.Doi?.ToString());
        Assert.Equal("10.1000/wrong", Assert.Single(article.Links).Doi?.ToString());
        Assert.Contains("PMID 7", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_said_of_an_article_is_kept()
    {
        var article = Read("""
            <PubmedArticleSet><PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">123</PMID>
            <DateRevised><Year>2024</Year><Month>02</Month><Day>03</Day></DateRevised>
            <Article><Journal><ISSN>1111-1111</ISSN><JournalIssue><Volume>3</Volume><Issue>2</Issue></JournalIssue><Title>J Of X</Title><ISOAbbreviation>J X</ISOAbbreviation></Journal>
            <ArticleTitle>[A title].</ArticleTitle><Pagination><StartPage>5</StartPage><EndPage>9</EndPage></Pagination>
            <AuthorList><Author ValidYN="Y"><LastName>Doe</LastName><ForeName>Jane</ForeName><Initials>J</Initials><Suffix>Jr</Suffix>
            <Identifier Source="ORCID">http://orcid.org/000000021825009x</Identifier><AffiliationInfo><Affiliation>Here.</Affiliation></AffiliationInfo></Author>
            <Author><CollectiveName>The Group</CollectiveName></Author></AuthorList>
            <Language>ENG</Language><PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList>
            <VernacularTitle>Ein Titel.</VernacularTitle></Article>
            <MedlineJournalInfo><ISSNLinking>2222-2222</ISSNLinking></MedlineJournalInfo>
            <ChemicalList><Chemical><RegistryNumber>0</RegistryNumber><NameOfSubstance UI="D1">Natalizumab</NameOfSubstance></Chemical></ChemicalList>
            <SupplMeshList><SupplMeshName Type="Disease" UI="C1">Rare disease</SupplMeshName></SupplMeshList>
            <CommentsCorrectionsList><CommentsCorrections RefType="ExpressionOfConcernIn"><RefSource>J X. 2023. doi: 10.1000/eoc.</RefSource><PMID>9</PMID></CommentsCorrections>
            <CommentsCorrections RefType="Cites"><RefSource>K</RefSource><PMID>10</PMID></CommentsCorrections></CommentsCorrectionsList>
            <MeshHeadingList><MeshHeading><DescriptorName UI="D2" MajorTopicYN="N">Psoriasis</DescriptorName><QualifierName UI="Q1" MajorTopicYN="Y">chemically induced</QualifierName></MeshHeading></MeshHeadingList>
            <KeywordList><Keyword>alpha; beta</Keyword></KeywordList><KeywordList><Keyword>one, two, three</Keyword></KeywordList><KeywordList><Keyword>Biopsy, needle</Keyword><Keyword>PBS, x, y</Keyword></KeywordList>
            </MedlineCitation><PubmedData><History><PubMedPubDate PubStatus="entrez"><Year>2023</Year><Month>1</Month><Day>2</Day></PubMedPubDate>
            <PubMedPubDate PubStatus="pubmed"><Year>2023</Year><Month>1</Month><Day>3</Day></PubMedPubDate><PubMedPubDate PubStatus="medline"><Year>2023</Year><Month>1</Month><Day>4</Day></PubMedPubDate></History>
            <ArticleIdList><ArticleId IdType="pmc">PMC55</ArticleId></ArticleIdList>
            <ReferenceList><Reference><Citation>K again</Citation><ArticleIdList><ArticleId IdType="pubmed">10</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle></PubmedArticleSet>
            """).Single();

        Assert.Equal(ArticleId.Of("pubmed", "123"), article.Id);
        Assert.Equal(["1111-1111", "2222-2222"], article.Journal!.Issn);
        Assert.Equal("5-9", article.Journal.Pages);
        Assert.Equal("0000-0002-1825-009X", article.Authors[0].Orcid);
        Assert.Equal("Jane", article.Authors[0].Given);
        Assert.Equal("The Group", article.Authors[1].Collective);
        Assert.Equal(["eng"], article.Languages);
        Assert.Equal(["alpha", "beta", "one", "two", "three", "Biopsy, needle", "PBS, x, y"], article.Keywords);
        Assert.Equal([new Substance("D1", "Natalizumab", null), new Substance("C1", "Rare disease", null)], article.Substances);
        Assert.Equal(["expressionOfConcernIn", "cites"], article.Links.Select(link => link.Type));
        Assert.Equal("10.1000/eoc", article.Links[0].Doi?.ToString());
        Assert.Equal(new ArticleDates { Created = new(2023, 1, 2), Entered = new(2023, 1, 3), Indexed = new(2023, 1, 4), Revised = new(2024, 2, 3) }, article.Dates);
        Assert.True(article.IsRetracted);
        Assert.Equal("https://pubmed.ncbi.nlm.nih.gov/123/", Assert.Single(article.Records).Url?.ToString());
        Assert.Equal("chemically induced", Assert.Single(Assert.Single(article.Mesh).Qualifiers).Name);
        Assert.Equal("Ein Titel.", article.VernacularTitle);
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public void Articles_before_a_break_are_delivered_and_the_break_is_told_with_its_line()
    {
        var delivered = new List<Article>();

        var fault = Assert.Throws<SourceException>(() =>
        {
            foreach (var article in Read("<PubmedArticleSet>\n<PubmedArticle><MedlineCitation><PMID>1</PMID></MedlineCitation></PubmedArticle>\n<PubmedArticle><Medl"))
            {
                delivered.Add(article);
            }
        });

        Assert.Equal("1", Assert.Single(delivered).Pmid?.ToString());
        Assert.Contains("line 3", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_of_any_length_is_read_record_by_record()
    {
        var stream = new EndlessSet();

        var articles = PubMedXml.Read(stream, report).Take(5_000).Count();

        Assert.Equal(5_000, articles);
        Assert.InRange(stream.Given, 5_000 * EndlessSet.Record.Length, 5_100 * EndlessSet.Record.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<?xml version=\"1.0\uFEFF\" encoding=\"UTF-8\"?>")]
    [InlineData("<?xml version=\"1.0\"?>")]
    [InlineData("<html><body>Service unavailable</body></html>")]
    [InlineData("<eFetchResult><ERROR>Cannot retrieve history data</ERROR></eFetchResult>")]
    public void What_is_no_PubMed_XML_is_never_zero_articles(string answer) => Assert.Throws<SourceException>(() => Read(answer).ToList());

    [Theory]
    [InlineData(new byte[] { 0xEF })]
    [InlineData(new byte[] { 0xEF, 0xBB })]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBD })]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF })]
    public void What_begins_like_a_byte_order_mark_and_ends_there_is_malformed(byte[] answer) =>
        Assert.Throws<SourceException>(() => PubMedXml.Read(new MemoryStream(answer), new ParseReport()).ToList());

    [Fact]
    public void A_byte_order_mark_is_passed_over_wherever_it_stands_between_documents()
    {
        // Documents joined one after another, each of which had its mark; every place of it in the parser's buffer.
        foreach (var space in Enumerable.Range((256 * 1024) - 80, 100))
        {
            var text = "\uFEFF" + Set("<PMID>1</PMID>") + new string('\n', space) + "\uFEFF" + Set("<PMID>2</PMID>");

            Assert.Equal(["1", "2"], PubMedXml.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), new ParseReport()).Select(article => article.Pmid.ToString()));
        }

        static string Set(string record) => $"<PubmedArticleSet><PubmedArticle><MedlineCitation>{record}<Article/></MedlineCitation></PubmedArticle></PubmedArticleSet>";
    }

    [Fact]
    public void Errors_and_deletions_inside_a_set_are_surfaced()
    {
        var articles = Read("<PubmedArticleSet><ErrorList><CannotRetrievePMID>5</CannotRetrievePMID></ErrorList><DeleteCitation><PMID>6</PMID><PMID>x</PMID></DeleteCitation></PubmedArticleSet>").ToList();

        Assert.Empty(articles);
        Assert.Equal("CannotRetrievePMID: 5", Assert.Single(report.Errors));
        Assert.Equal("6", Assert.Single(report.Deleted).ToString());
        Assert.Single(report.Warnings);
    }

    [Fact]
    public void An_empty_set_is_empty() => Assert.Empty(Read("<!DOCTYPE PubmedArticleSet PUBLIC \"x\" \"http://127.0.0.1:9/never.dtd\"><PubmedArticleSet/>"));

    private IEnumerable<Article> Read(string xml) => PubMedXml.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml)), report);

    private Article One(string inArticle) => Read($"<PubmedArticle><MedlineCitation><PMID>1</PMID><Article>{inArticle}</Article></MedlineCitation></PubmedArticle>").Single();
}
