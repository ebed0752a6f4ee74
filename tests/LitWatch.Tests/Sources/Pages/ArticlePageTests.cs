using System.Text;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.Pages;

namespace LitWatch.Tests.Sources.Pages;

public sealed class ArticlePageTests
{
    private readonly ParseReport report = new();

    [Fact]
    public void Tags_for_machines_come_first()
    {
        var article = Read("""
            <html lang="de"><head>
            <meta content="Natalizumab-Induced &lt;i&gt;Pustular&lt;/i&gt; Psoriasis" name="Citation_Title">
            <meta name="citation_author" content="Ozarslan, Bengisu"><meta name="citation_author_institution" content="Doku Medical Center"><meta name="citation_author_orcid" content="https://orcid.org/0000-0002-1825-0097">
            <meta name="citation_author" content="Giuseppe Argenziano, MD">
            <meta name="citation_journal_title" content="Dermatology Practical &amp;amp; Conceptual"><meta name="citation_journal_abbrev" content="Dermatol Pract Concept"><meta name="citation_issn" content="21609381">
            <meta name="citation_volume" content="12"><meta name="citation_issue" content="2"><meta name="citation_firstpage" content="e2022088"><meta name="citation_publication_date" content="2022/04/30">
            <meta name="citation_doi" content="doi:10.5826/DPC.1202a88"><meta name="citation_pmid" content="35646438"><meta name="citation_pmcid" content="PMC9116562.1">
            <meta name="citation_keywords" content="natalizumab; psoriasis; pustular"><meta name="citation_language" content="en">
            <meta name="citation_abstract" content="BACKGROUND: Psoriasis was seen. RESULTS: P&lt;0.001 in all.">
            <meta name="citation_reference" content="citation_title=Psoriasis and multiple sclerosis; citation_author=T Kwok; citation_doi=10.2310/7750.2010.09063; citation_pmid=20642982;">
            <meta name="citation_reference" content="Lambrianides S. Case Rep Neurol. 2018. https://doi.org/10.1159/000492891">
            <meta name="og:title" content="Another title"></head><body><p>Key words: not these</p></body></html>
            """);

        Assert.Equal(("Natalizumab-Induced Pustular Psoriasis", "10.5826/dpc.1202a88", "35646438", "PMC9116562"), (article.Title, article.Doi.ToString(), article.Pmid.ToString(), article.Pmcid.ToString()));
        Assert.Equal([("Bengisu", "Ozarslan", "0000-0002-1825-0097"), ("Giuseppe", "Argenziano", null)], article.Authors.Select(author => (author.Given, author.Family, author.Orcid)));
        Assert.Equal(["Doku Medical Center"], article.Authors[0].Affiliations);
        Assert.Equal(("Dermatology Practical & Conceptual", "Dermatol Pract Concept", "2160-9381", "12", "2", "e2022088"), (article.Journal!.Title, article.Journal.IsoAbbreviation, article.Journal.Issn[0], article.Journal.Volume, article.Journal.Issue, article.Journal.Pages));
        Assert.Equal(("2022-04-30", "eng"), (article.Published.ToString(), article.Languages[0]));
        Assert.Equal(["natalizumab", "psoriasis", "pustular"], article.Keywords);
        Assert.Equal(["BACKGROUND|Psoriasis was seen.", "RESULTS|P<0.001 in all."], article.Abstract.Select(section => $"{section.Label}|{section.Text}"));
        Assert.Equal([("10.2310/7750.2010.09063", "20642982"), ("10.1159/000492891", "")], article.Links.Select(link => (link.Doi.ToString(), link.Pmid?.ToString() ?? "")));
        Assert.Equal((SourceNames.Page, "10.5826/dpc.1202a88"), (article.Records[0].Source, article.Records[0].Id));
    }

    [Fact]
    public void Dublin_Core_prism_and_linked_data_serve_where_citation_tags_are_absent()
    {
        var article = Read("""
            <meta name="DC.Title" content="A case"><meta name="DC.Creator" content="Doe, Jane; Roe, Richard"><meta name="dcterms.issued" content="30 April 2022"><meta name="DC.Identifier" content="10.1000/case">
            <meta name="DC.Subject" content="psoriasis, palmo-plantar, pustular"><meta name="prism.publicationName" content="Journal of Cases"><meta name="prism.volume" content="3"><meta name="prism.startingPage" content="5"><meta name="prism.endingPage" content="9">
            <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage"},{"@type":"ScholarlyArticle","headline":"Another","inLanguage":"fr","isPartOf":{"@type":"PublicationIssue","issueNumber":"7","isPartOf":{"@type":"Periodical","name":"J","issn":["1234-5678"]}}}]}</script>
            """);

        Assert.Equal(("A case", "10.1000/case", "2022-04-30", "fre"), (article.Title, article.Doi.ToString(), article.Published.ToString(), article.Languages[0]));
        Assert.Equal(["Doe", "Roe"], article.Authors.Select(author => author.Family));
        Assert.Equal(["psoriasis", "palmo-plantar", "pustular"], article.Keywords);
        Assert.Equal(("Journal of Cases", "3", "7", "5-9", "1234-5678"), (article.Journal!.Title, article.Journal.Volume, article.Journal.Issue, article.Journal.Pages, article.Journal.Issn[0]));
    }

    [Fact]
    public void What_tags_do_not_say_is_read_from_the_text()
    {
        var article = Read("""
            <html><head><title>Journal of Cases - A case</title></head><body><nav><a href="#a">Abstract</a></nav><h1>A case of <em>psoriasis</em></h1><p>doi: 10.1000/case-1</p>
            <section><div class="head"><h2>Abstract</h2></div><div><h3>Background</h3><p>Psoriasis has been seen under natalizumab before, though seldom.</p><p><b>Results:</b> Palms and soles were affected; P&lt;0.05 in the one patient described.</p>
            <p><strong>Key&nbsp;words</strong>: natalizumab, psoriasis, pustular (palms, soles)</p></div></section>
            <h2>Introduction</h2><p>Much follows here that is no abstract and that is long enough to be taken for one if it were counted in.</p>
            <h2>References</h2><ol><li>Kwok T. Psoriasis and multiple sclerosis. <a href="https://doi.org/10.2310%2F7750.2010.09063">Link</a> PMID: 20642982</li><li>Lambrianides S. Does natalizumab induce psoriasis? (doi:10.1159/000492891)</li></ol><footer>Imprint</footer></body></html>
            """);

        Assert.Equal(("A case of psoriasis", "10.1000/case-1"), (article.Title, article.Doi.ToString()));
        Assert.Equal(["natalizumab", "psoriasis", "pustular (palms, soles)"], article.Keywords);
        Assert.Equal(["Background", "Results"], article.Abstract.Select(section => section.Label));
        Assert.EndsWith("P<0.05 in the one patient described.", article.Abstract[1].Text, StringComparison.Ordinal);
        Assert.Equal(["10.2310/7750.2010.09063", "10.1159/000492891"], article.Links.Select(link => link.Doi.ToString()));
    }

    [Theory]
    [InlineData("<h4>Keywords</h4><ul><li>one</li><li>two</li></ul><p>Other</p>", "one|two")]
    [InlineData("<h4>KEY WORDS</h4><div>one • two • three</div>", "one|two|three")]
    [InlineData("<div>Key-words</div><div><span><div>one</div><div>two, of two</div></span></div><p>This is a sentence.</p>", "one|two, of two")]
    [InlineData("<p>Mots-clés : un ; deux</p>", "un|deux")]
    [InlineData("<p>Schlüsselwörter: eins, zwei.</p>", "eins|zwei")]
    [InlineData("<p>Keywords were searched for in two databases.</p>", "")]
    [InlineData("<p>Index terms—one, two</p>", "one|two")]
    public void Keywords_are_found_under_all_spellings_of_their_label(string body, string expected) =>
        Assert.Equal(expected, string.Join('|', Read($"<meta name=citation_title content=T>{body}").Keywords));

    [Fact]
    public void Site_words_are_no_keywords()
    {
        Assert.Empty(Read("<meta name=citation_title content=T><meta name=citation_publisher content='Public Library'><meta name=keywords content='science, public library, open'>").Keywords);
        Assert.Equal(["psoriasis", "palms"], Read("<meta name=citation_title content=T><meta name=keywords content='psoriasis, palms'>").Keywords);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body><h1>Log in</h1><p>to read this</p></body></html>")]
    [InlineData("{\"message\":1}")]
    public void A_page_without_an_article_is_a_fault(string html) => Assert.Throws<SourceException>(() => Read(html));

    [Fact]
    public void A_page_made_to_exhaust_the_stack_is_a_fault() =>
        Assert.Throws<SourceException>(() => Read("<meta name=citation_title content=T>" + string.Concat(Enumerable.Repeat("<div>", 200_000))));

    [Fact]
    public void Encodings_are_taken_as_they_are()
    {
        const string Page = "<meta charset={0}><meta name=citation_title content='Störung'>";
        Assert.Equal("Störung", ArticlePage.Read(Encoding.Latin1.GetBytes(Page.Replace("{0}", "iso-8859-1", StringComparison.Ordinal)), report).Title);
        Assert.Equal("Störung", ArticlePage.Read(Encoding.UTF8.GetBytes(Page.Replace("{0}", "iso-8859-1", StringComparison.Ordinal)), report).Title);
        Assert.Equal("Störung", ArticlePage.Read([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Page)], report).Title);
    }

    private Article Read(string html) => ArticlePage.Read(Encoding.UTF8.GetBytes(html), report);
}
