using System.Text;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.Pages;

namespace LitWatch.Tests.Sources.Pages;

/// <summary>Dates, names, references and citations as pages write them.</summary>
public sealed class PageWordsTests
{
    [Theory]
    [InlineData("2012/05/30", "2012-05-30")]
    [InlineData("2012-5", "2012-05")]
    [InlineData("2012", "2012")]
    [InlineData("2012-05-30T10:00:00Z", "2012-05-30")]
    [InlineData("05/30/2012", "2012-05-30")]
    [InlineData("30/05/2012", "2012-05-30")]
    [InlineData("30 May 2012", "2012-05-30")]
    [InlineData("May 30, 2012", "2012-05-30")]
    [InlineData("April 2022", "2022-04")]
    [InlineData("soon", null)]
    [InlineData(null, null)]
    public void Dates_are_as_precise_as_they_are_given(string? text, string? expected) => Assert.Equal(expected, PageDate.Of(text)?.ToString());

    [Theory]
    [InlineData("Doe, Jane A.", "Jane A.|Doe||")]
    [InlineData("Jane A. Doe, MD, PhD", "Jane A.|Doe||")]
    [InlineData("Doe JA", "|Doe|JA|")]
    [InlineData("Ludwig van Beethoven", "Ludwig|van Beethoven||")]
    [InlineData("Altomare Di Benedetto", "Altomare|Di Benedetto||")]
    [InlineData("Bengisu Ozarslan¹", "Bengisu|Ozarslan||")]
    [InlineData("The PISA Study Group", "|||The PISA Study Group")]
    [InlineData("Madonna", "|Madonna||")]
    [InlineData("  ¹ * ", null)]
    public void Names_are_taken_apart(string text, string? expected) =>
        Assert.Equal(expected, PersonName.Of(text) is { } name ? $"{name.Given}|{name.Family}|{name.Initials}|{name.Collective}" : null);

    [Theory]
    [InlineData("[12] Doe J. Title (doi:10.1000/(abc)1).", "10.1000/(abc)1|||Doe J. Title (doi:10.1000/(abc)1).")]
    [InlineData("3. Roe R. 2018. PMID: 30323758; PMCID: PMC6180259", "|30323758|PMC6180259|Roe R. 2018. PMID: 30323758; PMCID: PMC6180259")]
    [InlineData("10.1000/x 2010", "10.1000/x|||10.1000/x 2010")]
    public void References_give_up_their_identifiers(string text, string expected)
    {
        var link = ReferenceText.Link(text)!;

        Assert.Equal(expected, $"{link.Doi}|{link.Pmid}|{link.Pmcid}|{link.Citation}");
    }

    [Theory]
    [InlineData("Doe J, Roe RS. A case? Yes. J Abbrev. 2022 Apr;12(2):e2022088. doi: 10.1/x", "Doe,Roe|A case?. Yes|J Abbrev|2022-04|12|2|e2022088")]
    [InlineData("Doe J, et al. Title. N Engl J Med 2012;360:1-9.", "Doe|Title|N Engl J Med|2012|360||1-9")]
    [InlineData("no citation at all", null)]
    public void Citations_of_Vancouver_are_taken_apart(string text, string? expected)
    {
        var citation = CitationText.Of(text);

        Assert.Equal(expected, citation is null ? null : $"{string.Join(',', citation.Authors.Select(author => author.Family))}|{citation.Title}|{citation.Journal.Title}|{citation.Published}|{citation.Journal.Volume}|{citation.Journal.Issue}|{citation.Journal.Pages}");
    }

    [Fact]
    public void An_article_as_text_needs_no_citation()
    {
        var report = new ParseReport();
        var article = ArticleText.Read(
            Encoding.UTF8.GetBytes("Case Report\n\nA rash\nof the palms\n\nJane Doe1,2 and Richard Roe2\n\n1 Clinic of Skin, Rome\n\n2 Clinic of Nerves, Oslo\n\nAbstract\n\nA rash was seen in one patient.\n\nKeywords: rash; palms\n\nIntroduction\n\nText.\n\nReferences\n\n[1] Doe J. One\nthing. doi:10.1000/a.\n[2] Roe R. Another."),
            report);

        Assert.Equal(("A rash of the palms", "Case Report"), (article.Title, article.PublicationTypes[0]));
        Assert.Equal(["Doe: Clinic of Skin, Rome; Clinic of Nerves, Oslo", "Roe: Clinic of Nerves, Oslo"], article.Authors.Select(author => $"{author.Family}: {string.Join("; ", author.Affiliations)}"));
        Assert.Equal("A rash was seen in one patient.", Assert.Single(article.Abstract).Text);
        Assert.Equal(["rash", "palms"], article.Keywords);
        Assert.Equal(["Doe J. One thing. doi:10.1000/a.", "Roe R. Another."], article.Links.Select(link => link.Citation));
        Assert.Contains("neither a DOI nor its citation", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_is_a_fault() => Assert.Throws<SourceException>(() => ArticleText.Read("\n \n"u8, new ParseReport()));
}
