using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.Crossref;
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

    [Fact]
    public void Damaged_XML_ends_in_articles_or_the_declared_fault() =>
        Fuzzing.Run<SourceException>([Xml], FullRun.IsAsked ? 1_000_000 : 10_000, bytes => PubMedXml.Read(new MemoryStream(bytes), new ParseReport()).Count());

    [Property(MaxTest = 500)]
    public Property Damaged_answers_are_judged_without_a_fault() => Prop.ForAll(Damaged(Xml), bytes =>
    {
        _ = PubMedAnswer.CheckFetch(Answer(bytes));
        _ = PubMedAnswer.CheckSearch(Answer(bytes));
        _ = PubMedAnswer.Describe(Answer(bytes));
    });

    [Property(MaxTest = 1500)]
    public Property Damaged_JSON_ends_in_works_or_the_declared_fault() => Prop.ForAll(Damaged(Json), bytes =>
    {
        Declared(() => CrossrefJson.Read(bytes, new ParseReport()).Count());
        if (CrossrefAnswer.Check(Answer(bytes)) is null)
        {
            Declared(() => CrossrefPage.Read(Answer(bytes), new SearchTranscript()).Works.Count);
        }

        _ = CrossrefAnswer.Describe(Answer(bytes));
    });

    [Property(MaxTest = 1000)]
    public bool Any_text_has_a_plain_form(NonNull<string> text) =>
        JatsText.Sections(text.Get).All(section => section.Text.Length > 0) && JatsText.Plain("<" + text.Get) is null or { Length: > 0 };

    [Property(MaxTest = 1000)]
    public bool Any_text_may_stand_for_a_date_or_an_ORCID(NonNull<string> text) =>
        PubMedDates.Free(text.Get + " 1999 Feb") is not null && Orcid.Normalize(text.Get) is null or { Length: 19 };

    private static Arbitrary<byte[]> Damaged(byte[] whole) => Arb.From(
        from changes in Gen.Choose(0, 6)
        from places in Gen.ArrayOf(Gen.Choose(0, whole.Length - 1), changes)
        from values in Gen.ArrayOf(Gen.Choose(0, 255), changes)
        from end in Gen.OneOf(Gen.Constant(whole.Length), Gen.Choose(0, whole.Length))
        select Damage(whole, places, values, end));

    private static byte[] Damage(byte[] whole, int[] places, int[] values, int end)
    {
        var bytes = whole.ToArray();
        foreach (var (place, value) in places.Zip(values))
        {
            bytes[place] = (byte)value;
        }

        return bytes[..end];
    }

    private static SourceAnswer Answer(byte[] bytes) => new("x", new SourceRequest("GET", "http://x.test/"), 200, null, bytes, DateTimeOffset.UnixEpoch);

    private static void Declared(Func<int> parse)
    {
        try
        {
            parse();
        }
        catch (SourceException)
        {
            // The declared one.
        }
    }
}
