using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.Crossref;
using LitWatch.Sources.Files;
using LitWatch.Sources.Pages;
using LitWatch.Sources.Pages.Fetching;
using LitWatch.Sources.PubMed;
using LitWatch.Tests.Pipelines;
using LitWatch.Tests.Sources.Fuzz;

namespace LitWatch.Tests.Sources;

/// <summary>Answers that were cut or damaged on the way: parsers end, with articles or with the declared fault, and checks never throw.</summary>
public sealed class ParserFuzzTests
{
    private static readonly byte[] Xml = Encoding.UTF8.GetBytes("""
        <?xml version="1.0" encoding="UTF-8"?><!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD" "https://dtd.nlm.nih.gov/x.dtd">
        <PubmedArticleSet><PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">123</PMID><DateRevised><Year>2024</Year><Month>02</Month><Day>03</Day></DateRevised>
        <Article><Journal><ISSN>1111-1111</ISSN><JournalIssue><PubDate><MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate></JournalIssue></Journal><ArticleTitle>TGF-<i>β</i>1</ArticleTitle>
        <ELocationID EIdType="doi" ValidYN="Y">10.1000/x</ELocationID><Abstract><AbstractText Label="AIM">P &lt; 0.001</AbstractText></Abstract>
        <AuthorList><Author><LastName>Doe</LastName><Identifier Source="ORCID">0000-0002-1825-0097</Identifier></Author></AuthorList></Article>
        <CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>doi: 10.1/y</RefSource><PMID>9</PMID></CommentsCorrections></CommentsCorrectionsList>
        <KeywordList><Keyword>a; b</Keyword></KeywordList></MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="doi">10.1000/x</ArticleId></ArticleIdList></PubmedData></PubmedArticle>
        <PubmedBookArticle><BookDocument><PMID>5</PMID><Book><BookTitle>B</BookTitle></Book></BookDocument></PubmedBookArticle><DeleteCitation><PMID>6</PMID></DeleteCitation></PubmedArticleSet>
        """);

    private static readonly byte[] Json = Encoding.UTF8.GetBytes("""
        {"status":"ok","message-type":"work-list","message":{"total-results":1,"next-cursor":"x","items":[{"DOI":"10.1000/a","type":"journal-article","title":["A <i>b</i> \u03b2 &amp;"],
        "abstract":"<jats:title>Aim</jats:title><jats:p>P&lt;0.001 <jats:sub>2</jats:sub></jats:p>","author":[{"family":"Doe","given":"J","ORCID":"http://orcid.org/0000-0002-1825-0097","affiliation":[{"name":"X"}]}],
        "issued":{"date-parts":[[2022,4,30]]},"updated-by":[{"type":"retraction","DOI":"10.1000/n","updated":{"date-parts":[[2023,1,1]]}}],"relation":{"is-preprint-of":[{"id-type":"doi","id":"10.1000/b"}]},"language":"en"}]}}
        """);

    private static readonly byte[] Page = Encoding.UTF8.GetBytes("""
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A case | J Inv</title><meta name="citation_title" content="A &lt;i&gt;case&lt;/i&gt;"><meta name="citation_author" content="Doe, Jane">
        <meta name="citation_doi" content="10.1000/a"><meta name="citation_publication_date" content="2022/04/30"><meta name="dc.identifier" content="doi:10.1000/a"><meta property="og:title" content="A case"><meta name="prism.volume" content="12">
        <meta name="citation_keywords" content="a; b, c"><meta name="citation_reference" content="citation_title=B;citation_doi=10.1000/b"><script type="application/ld+json">{"@graph":[{"@type":"ScholarlyArticle","headline":"A case","author":[{"name":"J Doe"}],"datePublished":"2022-04-30"}]}</script>
        </head><body><h2>Abstract</h2><p>P&lt;0.001 <sub>2</sub></p><p><b>Key words:</b> a, b</p><h2>References</h2><ol><li>Doe J. B. J Inv. 2020;1:2. <a href="https://doi.org/10.1000/b">doi</a> PMID: 123 PMC456</li></ol></body></html>
        """);

    private static readonly byte[] Text = Encoding.UTF8.GetBytes("""
        Dermatol Pract Concept. 2022;12(2):e2022088. DOI: https://doi.org/10.1000/a

        A case of something
        Jane Doe1, Jan B. Kowalska2
        Key words: a, b; c
        Accepted: September 1, 2021; Published: April 2022
        Introduction
        Text of the case.
        References
        1. Doe J. B. J Inv. 2020;1(2):3-4. DOI: 10.1000/b. PMID: 123. PMCID: PMC456.
        """);

    private static readonly byte[] Search = Encoding.UTF8.GetBytes("""
        <?xml version="1.0" encoding="UTF-8" ?><!DOCTYPE eSearchResult PUBLIC "-//NLM//DTD esearch 20060628//EN" "https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20060628/esearch.dtd">
        <eSearchResult><Count>2</Count><RetMax>2</RetMax><RetStart>0</RetStart><IdList><Id>123</Id><Id>456</Id></IdList><TranslationSet><Translation><From>a</From><To>b</To></Translation></TranslationSet>
        <QueryTranslation>"a"[Title/Abstract] AND 2024[Date - Create]</QueryTranslation><ErrorList><PhraseNotFound>x</PhraseNotFound><FieldNotFound>zz</FieldNotFound></ErrorList>
        <WarningList><OutputMessage>No items &lt;found&gt;.</OutputMessage></WarningList></eSearchResult>
        """);

    private static readonly byte[] Library = Encoding.UTF8.GetBytes("""
        <?xml version="1.0" encoding="UTF-8" ?><xml><records><record><source-app name="EndNote">EndNote</source-app><rec-number>19</rec-number><contributors><authors><author><style face="normal">Rossi, M.</style></author></authors></contributors>
        <titles><title>Pustular psoriasis</title><secondary-title>Dermatol Pract Concept</secondary-title></titles><pages>88-91</pages><volume>12</volume><dates><year>2022</year></dates><isbn>2160-9381&#xD;2160-9382</isbn>
        <electronic-resource-num>10.5826/dpc.1202a88</electronic-resource-num></record><record><rec-number>20</rec-number><titles><title>Roses</title></titles></record></records></xml>
        """);

    private static readonly byte[] Citations = Encoding.UTF8.GetBytes("ID,title,author,year,journal,volume,pages,doi,pmid\nr1,\"Pustular psoriasis, again\",\"Rossi, M. and Bianchi, L.\",2022,Dermatol Pract Concept,12,88-91,10.5826/dpc.1202a88,35646438\nr2,Roses,,,,,,,\n");

    private static readonly int Cases = FullRun.IsAsked ? 1_000_000 : 10_000;

    [Fact]
    public void Damaged_XML_ends_in_articles_or_the_declared_fault() =>
        Fuzzing.Run<SourceException>([Xml], Cases, bytes => PubMedXml.Read(new MemoryStream(bytes), new ParseReport()).Count());

    [Fact]
    public void Damaged_answers_are_judged_without_a_fault() => Fuzzing.Run<SourceException>([Xml, Search], Cases, bytes =>
    {
        _ = PubMedAnswer.CheckFetch(Answer(bytes));
        _ = PubMedAnswer.CheckSearch(Answer(bytes));
        return PubMedAnswer.Describe(Answer(bytes))?.Length ?? 0;
    });

    [Fact]
    public void Damaged_JSON_ends_in_works_or_the_declared_fault() =>
        Fuzzing.Run<SourceException>([Json], Cases, bytes => CrossrefJson.Read(bytes, new ParseReport()).Count());

    [Fact]
    public void A_damaged_page_of_works_is_judged_without_a_fault_and_ends_in_works_or_the_declared_one() => Fuzzing.Run<SourceException>([Json], Cases, bytes =>
    {
        _ = CrossrefAnswer.Describe(Answer(bytes));
        return CrossrefAnswer.Check(Answer(bytes)) is null ? CrossrefPage.Read(Answer(bytes), new SearchTranscript()).Works.Count : 0;
    });

    [Fact]
    public void A_damaged_page_ends_in_an_article_or_the_declared_fault() =>
        Fuzzing.Run<SourceException>([Page], Cases, bytes => ArticlePage.Read(bytes, new ParseReport(), new Uri("https://publisher.test/a")).Keywords.Count);

    [Fact]
    public void A_damaged_text_ends_in_an_article_or_the_declared_fault() =>
        Fuzzing.Run<SourceException>([Text], Cases, bytes => ArticleText.Read(bytes, new ParseReport()).Keywords.Count);

    [Fact]
    public void A_damaged_EndNote_library_ends_in_articles_or_the_declared_fault() =>
        Fuzzing.Run<InvalidDataException>([Library], Cases, bytes => EndNoteXml.Read(new MemoryStream(bytes), new ParseReport()).Count());

    [Fact]
    public void A_damaged_table_ends_in_articles_or_the_declared_fault() =>
        Fuzzing.Run<InvalidDataException>([Citations], Cases, bytes => CitationTable.Read(new MemoryStream(bytes), new ParseReport()).Count());

    [Property(MaxTest = 1000)]
    public void Any_text_may_stand_in_robots_txt(NonNull<string> text, NonNull<string> path) =>
        RobotsRules.Parse($"User-agent: *\nDisallow: {text.Get}\n{path.Get}").Allow(new Uri($"https://publisher.test/{Uri.EscapeDataString(path.Get)}"));

    [Property(MaxTest = 1000)]
    public bool Any_text_has_a_plain_form(NonNull<string> text) =>
        MarkupText.Sections(text.Get).All(section => section.Text.Length > 0) && MarkupText.Plain("<" + text.Get) is null or { Length: > 0 };

    [Property(MaxTest = 1000)]
    public bool Any_text_may_stand_for_a_date_or_an_ORCID(NonNull<string> text) =>
        PubMedDates.Free(text.Get + " 1999 Feb") is not null && Orcid.Normalize(text.Get) is null or { Length: 19 };

    private static SourceAnswer Answer(byte[] bytes) => new("x", new SourceRequest("GET", "http://x.test/"), 200, null, bytes, DateTimeOffset.UnixEpoch);
}
