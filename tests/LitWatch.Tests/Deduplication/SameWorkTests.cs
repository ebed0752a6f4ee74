using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LitWatch.Articles;
using LitWatch.Deduplication;
using LitWatch.Tests.Articles;

namespace LitWatch.Tests.Deduplication;

public class SameWorkTests
{
    private const string Supplement = "10.1016/s0140-6736(98)00001-1";
    private static readonly Journal Page = new() { Title = "Lancet", Volume = "351", Pages = "12-13" };

    [Fact]
    public void The_natalizumab_report_is_one_work_in_PubMed_and_Crossref() =>
        Assert.Equal("same DOI 10.5826/dpc.1202a88, titles agree", Both(Records.Natalizumab, Records.NatalizumabTwin));

    [Fact]
    public void A_PMID_decides_both_ways()
    {
        var article = Records.PubMed("1", "A title of its own", "10.1000/1");

        Assert.NotNull(Both(article, Records.PubMed("1", "Another title altogether")));
        Assert.Null(Both(article, Records.PubMed("2", "A title of its own", "10.1000/1")));
    }

    [Theory]
    [InlineData("Pustular psoriasis under natalizumab", "Cardiac failure under clozapine in a ward")]
    [InlineData("Adverse reactions to clozapine in adults, Part I", "Adverse reactions to clozapine in adults, Part II")]
    [InlineData("Adverse reactions to clozapine in adults: Part I. Heart", "Adverse reactions to clozapine in adults: Part II. Heart")]
    [InlineData("Adverse reactions to clozapine in adults (part 1)", "Adverse reactions to clozapine in adults (part 10)")]
    [InlineData("Adverse reactions to clozapine in adults: part one", "Adverse reactions to clozapine in adults: part two")]
    [InlineData("Adverse reactions to clozapine in adults: part A", "Adverse reactions to clozapine in adults: part B")]
    [InlineData("Adverse reactions to clozapine in adults", "Adverse reactions to clozapine in adults 2")]
    [InlineData("Adverse reactions to clozapine in adults", "Adverse reactions to clozapine in adults II: heart")]
    [InlineData("Adverse reactions to clozapine in adults", "Adverse reactions to clozapine in adults, part 2: heart")]
    [InlineData("P123: Adverse reactions to clozapine seen in adult patients", "P124: Adverse reactions to clozapine seen in adult patients")]
    [InlineData("The second report of adverse reactions to clozapine in adults", "The third report of adverse reactions to clozapine in adults")]
    public void Different_titles_under_the_DOI_of_a_supplement_are_different_works(string one, string other)
    {
        Assert.Null(Both(Records.PubMed("1", one, Supplement), Records.Crossref(Supplement, other)));
        // Abstracts of one supplement stand on one page.
        Assert.Null(Both(Records.PubMed("1", one, Supplement) with { Journal = Page, Languages = ["eng"] }, Records.Crossref(Supplement, other) with { Journal = Page, Languages = ["eng"] }));
    }

    [Theory]
    [InlineData("Adverse reactions to clozapine in adults", "ADVERSE REACTIONS TO CLOZAPINE IN ADULTS.")]
    [InlineData("Adverse reactions to clozapine in adults", "Adverse reactions to clozapine in adults: a cohort of 812 patients")]
    [InlineData("Adverse reactions to clozapine in adults", "Adverse reactions to clozapine in adults: 10-year results")]
    [InlineData("Adverse reactions to clozapine in adults, Part II", "Adverse reactions to clozapine in adults: part 2")]
    [InlineData("Adverse reactions to clozapine in adults, Part II", "Adverse reactions to clozapine in adults. Part II: heart")]
    [InlineData("Effect of TGF-β1 and H2O on fibrosis of the skin in mice", "Effect of TGF-beta1 and H 2 O on fibrosis of the skin in mice")]
    [InlineData("Haemolysis after tafenoquine in a child of two years", "Hemolysis after tafenoquine in a child of two years")]
    [InlineData("Reply", "Reply")]
    public void Spelling_markup_and_subtitles_make_no_other_work_under_one_DOI(string one, string other) =>
        Assert.NotNull(Both(Records.PubMed("1", one, "10.1000/1"), Records.Crossref("10.1000/1", other)));

    [Fact]
    public void A_translated_title_on_the_same_page_is_the_same_work()
    {
        var english = Records.PubMed("1", "Psoriasis of palms and soles", "10.1000/1") with { Languages = ["fre"], Journal = Page };
        var french = Records.Crossref("10.1000/1", "Psoriasis palmoplantaire pustuleux : une observation") with { Journal = Page };

        Assert.NotNull(Both(english, french));
        Assert.Null(Both(english with { Languages = ["eng"] }, french));
        Assert.Null(Both(english, french with { Journal = Page with { Pages = "99" } }));
        Assert.NotNull(Both(english with { Journal = null, VernacularTitle = french.Title }, french));
    }

    [Theory]
    [InlineData(LinkTypes.ErratumFor)]
    [InlineData(LinkTypes.ErratumIn)]
    [InlineData(LinkTypes.RetractionOf)]
    [InlineData(LinkTypes.PreprintOf)]
    [InlineData(LinkTypes.HasPreprint)]
    [InlineData(LinkTypes.UpdateOf)]
    public void Errata_notices_and_preprints_are_works_of_their_own(string link)
    {
        var article = Records.Crossref("10.1000/1", "Pustular psoriasis under natalizumab") with { Journal = Page, Published = PartialDate.Of(2022) };
        var related = Records.Crossref("10.1000/2", "Pustular psoriasis under natalizumab") with { Journal = Page, Published = PartialDate.Of(2022), Doi = null };

        Assert.NotNull(Both(article, related));
        Assert.Null(Both(article, related with { Links = [new(link) { Doi = article.Doi }] }));
        Assert.NotNull(Both(article, related with { Links = [new(LinkTypes.Cites) { Doi = article.Doi }] }));
    }

    [Fact]
    public void Without_identifiers_title_volume_and_page_must_agree()
    {
        var one = Records.PubMed("1", "Pustular psoriasis under natalizumab") with { Journal = Page, Published = PartialDate.Of(2022, 12) };
        var other = Records.Crossref("10.1000/1", "Pustular psoriasis under natalizumab.") with { Journal = Page with { Pages = "12–19" }, Published = PartialDate.Of(2023) };

        Assert.NotNull(Both(one, other));
        Assert.NotNull(Both(one, other with { Published = null }));
        Assert.Null(Both(one, other with { Journal = Page with { Volume = "352" } }));
        Assert.Null(Both(one, other with { Journal = null }));
        Assert.Null(Both(one, other with { Title = "Pustular psoriasis under rituximab and its kin" }));
    }

    [Fact]
    public void A_different_DOI_keeps_apart_what_else_agrees() =>
        Assert.Null(Both(Records.Crossref("10.1000/1", "Pustular psoriasis"), Records.Crossref("10.1000/2", "Pustular psoriasis")));

    [Fact]
    public void A_PMCID_joins_unless_the_titles_differ()
    {
        Assert.True(Pmcid.TryParse("PMC1", out var pmcid));
        var one = Records.PubMed("1", "Pustular psoriasis under natalizumab") with { Pmcid = pmcid };

        Assert.NotNull(Both(one, Records.Crossref("10.1000/1", "Pustular psoriasis under natalizumab") with { Pmcid = pmcid }));
        Assert.Null(Both(one, Records.Crossref("10.1000/1", "Something else altogether") with { Pmcid = pmcid }));
    }

    [Property(MaxTest = 1000)]
    public Property Any_two_articles_are_judged_alike_from_both_sides() => Prop.ForAll(
        (from one in ArticleChance.Article from other in ArticleChance.Article select (one, other)).ToArbitrary(),
        pair =>
        {
            var (a, b) = (Citation.Of(pair.one), Citation.Of(pair.other));
            return SameWork.Compare(a, b).ToString() == SameWork.Compare(b, a).ToString() && SameWork.Forbids(a, b) == SameWork.Forbids(b, a);
        });

    [Theory]
    [InlineData("1225-1230", "1225-30", "Same")]
    [InlineData("e43268", "1-9", "Unknown")]
    [InlineData("e43268", "112", "Unknown")]
    [InlineData("viii108", "108", "Near")]
    [InlineData("678-684", "676-682", "Near")]
    [InlineData("S86-S87", "S87", "Different")]
    [InlineData("01-Jun", "88", "Unknown")]
    [InlineData("230-5, 246-51", "246-251", "Same")]
    [InlineData("", "88", "Unknown")]
    [InlineData("0012", "12-15", "Same")]
    [InlineData("pp. 12-5", "p12", "Same")]
    public void Pages_are_compared_however_they_are_written(string one, string other, string agreement) =>
        Assert.Equal((agreement, agreement), (PageSpan.Compare(PageSpan.Of(one), PageSpan.Of(other)).ToString(), PageSpan.Compare(PageSpan.Of(other), PageSpan.Of(one)).ToString()));

    [Theory]
    [InlineData("Journal of Thoracic & Cardiovascular Surgery", "The Journal of thoracic and cardiovascular surgery", "Same")]
    [InlineData("J Thorac Cardiovasc Surg", "The Journal of thoracic and cardiovascular surgery", "Near")]
    [InlineData("Jthoraccardiovascsurg", "Journal of Thoracic and Cardiovascular Surgery", "Near")]
    [InlineData("JPEN", "Journal of Parenteral and Enteral Nutrition", "Near")]
    [InlineData("Dtsch Med Wochenschr", "Deutsche medizinische Wochenschrift (1946)", "Near")]
    [InlineData("Ai zheng = Aizheng = Chinese journal of cancer", "Chinese Journal of Cancer", "Same")]
    [InlineData("PLoS ONE [Electronic Resource]", "PLoS One", "Same")]
    [InlineData("Thorax", "Chest", "Different")]
    [InlineData("Lancet", "Lancet Oncology", "Near")]
    public void Journals_are_compared_however_they_are_named(string one, string other, string agreement) =>
        Assert.Equal(agreement, JournalName.Compare(JournalName.Of(new Journal { Title = one }), JournalName.Of(new Journal { Title = other })).ToString());

    /// <summary>The evidence, which is the same from both sides.</summary>
    private static string? Both(Article one, Article other)
    {
        var evidence = SameWork.Evidence(one, other);
        Assert.Equal(evidence, SameWork.Evidence(other, one));
        return evidence;
    }
}
