using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.Files;
using LitWatch.Tests.Articles;
using LitWatch.Tests.Pipelines;
using LitWatch.Tests.Sources.Fuzz;

namespace LitWatch.Tests.Sources.Files;

/// <summary>RIS as databases and reference managers really write it.</summary>
public sealed class RisTextTests
{
    private const string Embase = """
        TY  - JOUR
        M3  - Article
        Y1  - 2022
        VL  - 12
        IS  - 2
        SP  - e2022088
        T1  - Natalizumab-Induced Pustular Psoriasis of Palms and Soles
        A1  - Rossi, A.M.
        A1  - Study Group for Palms
        JF  - Dermatology Practical and Conceptual
        JO  - Dermatol. Pract. Concept.
        SN  - 2160-9381
        AN  - L2018123456
        DB  - Embase
        LA  - English
        KW  - natalizumab
        KW  - psoriasis
        N2  - INTRODUCTION: Natalizumab is an antibody. CASE PRESENTATION: A woman.
        UR  - https://www.embase.com/records?id=L2018123456
        UR  - http://dx.doi.org/10.5826/dpc.1202a88
        ER  - 


        """;

    private const string PubMedExport = """
        TY  - JOUR
        AU  - Doe, Jane A
        PY  - 2021
        DA  - 2021/12/27
        TI  - Slow burns
        T2  - Ann Psychiatry
        J2  - Ann. Psych.
        SP  - 1
        EP  - 9
        DO  - 10.1000/ABC
        DP  - PubMed
        AN  - 35128459
        C2  - PMC8816568
        LA  - eng
        AB  - One line
        and another.
        ER  - 
        """;

    private readonly ParseReport report = new();

    [Fact]
    public void An_export_of_Embase_is_an_article_with_the_DOI_of_its_address_and_no_PMID()
    {
        var article = Assert.Single(Read(Embase));

        Assert.Null(article.Pmid);
        Assert.Equal("10.5826/dpc.1202a88", article.Doi?.ToString());
        Assert.Equal("Natalizumab-Induced Pustular Psoriasis of Palms and Soles", article.Title);
        Assert.Equal([("Rossi", "A.M.", null), (null, null, "Study Group for Palms")], article.Authors.Select(author => (author.Family, author.Given, author.Collective)));
        Assert.Equal(("Dermatology Practical and Conceptual", "Dermatol. Pract. Concept.", "12", "2", "e2022088"), (article.Journal!.Title, article.Journal.IsoAbbreviation, article.Journal.Volume, article.Journal.Issue, article.Journal.Pages));
        Assert.Equal(["2160-9381"], article.Journal.Issn);
        Assert.Equal(["eng"], article.Languages);
        Assert.Equal(["natalizumab", "psoriasis"], article.Keywords);
        Assert.Equal(["INTRODUCTION", "CASE PRESENTATION"], article.Abstract.Select(section => section.Label));
        Assert.Equal("2022", article.Published?.ToString());
        Assert.Equal(SourceNames.Import, Assert.Single(article.Records).Source);
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public void An_export_of_PubMed_has_its_PMID_and_values_over_several_lines()
    {
        var article = Assert.Single(Read(PubMedExport));

        Assert.Equal(("35128459", "10.1000/abc", "PMC8816568"), (article.Pmid?.ToString(), article.Doi?.ToString(), article.Pmcid?.ToString()));
        Assert.Equal("2021-12-27", article.Published?.ToString());
        Assert.Equal("1-9", article.Journal?.Pages);
        Assert.Equal("One line and another.", Assert.Single(article.Abstract).Text);
    }

    [Theory]
    [InlineData("2022/04/30/Spring", "2022-04-30")]
    [InlineData("2022///", "2022")]
    [InlineData("2022-04", "2022-04")]
    [InlineData("2022 Apr 30", "2022-04-30")]
    [InlineData("April 2022", "2022-04")]
    [InlineData("in press", null)]
    public void Dates_are_read_in_the_forms_that_occur(string text, string? expected) =>
        Assert.Equal(expected, Assert.Single(Read($"TY  - JOUR\nTI  - T\nPY  - {text}\nER  - \n")).Published?.ToString());

    [Theory]
    [InlineData("AN  - 123\nDB  - Ovid MEDLINE(R)", "123")]
    [InlineData("AN  - 123\nDB  - Embase", null)]
    [InlineData("AN  - L123", null)]
    [InlineData("AN  - WOS:000123\nDB  - Web of Science", null)]
    [InlineData("UR  - https://pubmed.ncbi.nlm.nih.gov/123/", "123")]
    [InlineData("C5  - 123 [PMID]", "123")]
    [InlineData("AN  - MEDLINE:123\nDB  - WOS", "123")]
    public void A_PMID_is_taken_only_from_where_it_is_one(string lines, string? expected) =>
        Assert.Equal(expected, Assert.Single(Read($"TY  - JOUR\nTI  - T\n{lines}\nER  - \n")).Pmid?.ToString());

    [Theory]
    [InlineData("ty - JOUR\nti - T\ner -\n")]
    [InlineData("\uFEFFTY  - JOUR\r\nTI  - T\r\nER  - \r\n")]
    [InlineData("Exported by somebody\n\nTY  - JOUR\nTI  - T\nER  -")]
    [InlineData("TY  - JOUR\nTI  - T")]
    [InlineData("  TY  - JOUR\n  TI  - T\n  ER  - \n")]
    public void Careless_files_are_read(string text) => Assert.Equal("T", Assert.Single(Read(text)).Title);

    [Fact]
    public void A_record_without_end_is_told_and_kept()
    {
        Assert.Equal(["A", "B"], Read("TY  - JOUR\nTI  - A\nTY  - JOUR\nTI  - B\nER  - \n").Select(article => article.Title));
        Assert.Contains("no ER", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_no_DOI_is_left_out_and_told()
    {
        Assert.Null(Assert.Single(Read("TY  - JOUR\nTI  - T\nDO  - none\nER  - \n")).Doi);
        Assert.Contains("'none'", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_has_the_same_id_in_every_export() => Assert.Equal(Read(Embase)[0].Id, Read(Embase + PubMedExport)[0].Id);

    [Theory]
    [InlineData("PMID- 1\n", "MEDLINE")]
    [InlineData("%PDF-1.4", "PDF")]
    [InlineData("PK\u0003\u0004", "ZIP")]
    [InlineData("@article{a,\n", "BibTeX")]
    [InlineData("FN Clarivate Analytics Web of Science\n", "Web of Science")]
    [InlineData("", "an empty file")]
    public void Another_file_is_refused_by_name(string text, string name) =>
        Assert.Contains(name, Assert.Throws<SourceException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_line_without_end_is_refused_before_it_fills_the_memory() =>
        Assert.Contains("longer than", Assert.Throws<SourceException>(() => Read("TY  - JOUR\nTI  - " + new string('x', TextLines.LongestLine + 1))).Message, StringComparison.Ordinal);

    [Property(MaxTest = 200)]
    public Property What_is_written_is_read_again() => Prop.ForAll(Arb.From(ArticleChance.Article.NonEmptyListOf()), articles =>
    {
        var read = Read(ArticleFormat.Ris(articles));

        Assert.Equal(
            articles.Select(article => (article.Pmid, article.Doi, article.Pmcid, article.Title, article.Published, article.Journal?.Title, article.Journal?.Volume, article.Journal?.Pages)),
            read.Select(article => (article.Pmid, article.Doi, article.Pmcid, article.Title, article.Published, article.Journal?.Title, article.Journal?.Volume, article.Journal?.Pages)));
        Assert.Equal(articles.SelectMany(article => article.Keywords.Distinct()), read.SelectMany(article => article.Keywords));
        Assert.Equal(articles.SelectMany(article => article.Languages), read.SelectMany(article => article.Languages));
        Assert.Equal(articles.SelectMany(article => article.Authors.Select(author => (author.Family, author.Given))), read.SelectMany(article => article.Authors.Select(author => (author.Family, author.Given))));
    });

    [Fact]
    public void Damaged_text_ends_in_articles_or_the_declared_fault() =>
        Fuzzing.Run<SourceException>([Encoding.UTF8.GetBytes(Embase + PubMedExport)], FullRun.IsAsked ? 1_000_000 : 10_000, bytes => RisText.Read(new MemoryStream(bytes), new ParseReport()).Count());

    private List<Article> Read(string text) => [.. RisText.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), report)];
}
