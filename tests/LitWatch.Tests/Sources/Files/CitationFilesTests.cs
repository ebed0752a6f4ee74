using System.Text;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.Files;

namespace LitWatch.Tests.Sources.Files;

public sealed class CitationFilesTests
{
    private const string Library = """
        <?xml version="1.0" encoding="UTF-8" ?><!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]><xml><records><record><source-app name="EndNote" version="20.0">EndNote</source-app><rec-number>19</rec-number><ref-type name="Journal Article">17</ref-type>
        <contributors><authors><author><style face="normal">Rossi, Mario</style></author><author>Bianchi, L.</author></authors></contributors>
        <titles><title><style face="normal">Pustular psoriasis under </style><style face="italic">natalizumab</style></title><secondary-title>Dermatol Pract Concept</secondary-title></titles>
        <periodical><full-title>Dermatology Practical &amp; Conceptual</full-title><abbr-1>Dermatol Pract Concept</abbr-1></periodical><pages>88-91</pages><volume>12</volume><number>2</number><dates><year>2022</year></dates>
        <isbn>2160-9381&#xD;2160-9382 (Electronic)</isbn><accession-num>35646438</accession-num><electronic-resource-num>10.5826/dpc.1202a88</electronic-resource-num><remote-database-provider>NLM</remote-database-provider><abstract>One line.&#xD;Another.</abstract></record><record><rec-number>20</rec-number><titles><title>Roses</title></titles></record></records></xml>
        """;

    [Fact]
    public void EndNote_XML_is_read_with_its_record_numbers()
    {
        var articles = EndNoteXml.Read(Bytes(Library), new ParseReport()).ToList();

        Assert.Equal(["19", "20"], articles.Select(article => article.Records[0].Id));
        var article = articles[0];
        Assert.Equal(("Pustular psoriasis under natalizumab", "10.5826/dpc.1202a88", "35646438", "2022"), (article.Title, article.Doi.ToString(), article.Pmid.ToString(), article.Published.ToString()));
        Assert.Equal(("Dermatol Pract Concept", "12", "2", "88-91"), (article.Journal!.Title, article.Journal.Volume, article.Journal.Issue, article.Journal.Pages));
        Assert.Equal(["2160-9381", "2160-9382"], article.Journal.Issn);
        Assert.Equal(["Rossi", "Bianchi"], article.Authors.Select(author => author.Family));
        Assert.Equal("One line. Another.", article.Abstract[0].Text);
    }

    [Theory]
    [InlineData("<xml><records></records></xml>", "holds no record")]
    [InlineData("<xml><records><record><rec-number>1", "cut off or malformed")]
    public void What_is_no_library_is_told(string text, string why) =>
        Assert.Contains(why, Assert.Throws<InvalidDataException>(() => EndNoteXml.Read(Bytes(text), new ParseReport()).ToList()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_table_is_read_by_the_names_of_its_columns()
    {
        var articles = CitationTable.Read(
            Bytes("""
                Authors,ID,Title,Year,Source title,Volume,Pages,DOI,PMID,Number
                "Rossi, Mario and Bianchi, L.",r1,"Pustular psoriasis, again",2022,Dermatol Pract Concept,12,88-91,10.5826/dpc.1202a88,35646438,2

                "Smith J, Jones A",,Roses,1999,NA,,,,,
                """),
            new ParseReport()).ToList();

        Assert.Equal(["r1", "2"], articles.Select(article => article.Records[0].Id));
        Assert.Equal(("Pustular psoriasis, again", "10.5826/dpc.1202a88", "35646438"), (articles[0].Title, articles[0].Doi.ToString(), articles[0].Pmid.ToString()));
        Assert.Equal(["Rossi", "Bianchi"], articles[0].Authors.Select(author => author.Family));
        Assert.Equal(["Smith", "Jones"], articles[1].Authors.Select(author => author.Family));
        Assert.Null(articles[1].Journal);
    }

    [Fact]
    public void A_table_without_titles_is_told() =>
        Assert.Contains("no column 'title'", Assert.Throws<InvalidDataException>(() => CitationTable.Read(Bytes("a,b\n1,2\n"), new ParseReport()).ToList()).Message, StringComparison.Ordinal);

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));
}
