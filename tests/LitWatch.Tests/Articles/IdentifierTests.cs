using System.Text.Json;
using FsCheck.Xunit;
using LitWatch.Articles;

namespace LitWatch.Tests.Articles;

public class IdentifierTests
{
    [Theory]
    [InlineData("35646438", "35646438")]
    [InlineData(" 35646438\n", "35646438")]
    [InlineData("007", "7")]
    [InlineData("999999999", "999999999")]
    public void A_PMID_is_digits(string text, string expected)
    {
        Assert.True(Pmid.TryParse(text, out var pmid));
        Assert.Equal(expected, pmid.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("000")]
    [InlineData("1234567890")]
    [InlineData("12a")]
    [InlineData("-1")]
    [InlineData("١٢٣")]
    [InlineData("PMC12")]
    public void What_is_no_PMID_is_refused(string? text) => Assert.False(Pmid.TryParse(text, out _));

    [Theory]
    [InlineData("PMC3706072", "PMC3706072")]
    [InlineData("pmc3706072", "PMC3706072")]
    [InlineData("3706072", "PMC3706072")]
    [InlineData("PMC3706072.1", "PMC3706072")]
    [InlineData(" PMC3706072 ", "PMC3706072")]
    public void A_PMCID_has_its_letters_and_no_version(string text, string expected)
    {
        Assert.True(Pmcid.TryParse(text, out var pmcid));
        Assert.Equal(expected, pmcid.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("PMC")]
    [InlineData("PMCx1")]
    [InlineData("PMC 1")]
    [InlineData("PMC1234567890")]
    public void What_is_no_PMCID_is_refused(string? text) => Assert.False(Pmcid.TryParse(text, out _));

    [Fact]
    public void JSON_takes_valid_identifiers_only()
    {
        Assert.Equal(Pmid.Parse("7"), JsonSerializer.Deserialize<Pmid>("\"7\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Pmid>("\"x\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Doi>("\"x\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<PartialDate>("\"2022-13\""));
    }

    [Property]
    public bool Identifiers_of_articles_are_short_equal_for_equal_records_and_fit_into_keys(string? source, string? id) =>
        ArticleId.Of(source ?? "", id ?? "") is { Length: 21 } made && made == ArticleId.Of(source ?? "", id ?? "") && made.All(char.IsAsciiLetterOrDigit);

    [Fact]
    public void Sources_do_not_share_identifiers() => Assert.NotEqual(ArticleId.Of(SourceNames.PubMed, "1"), ArticleId.Of(SourceNames.Crossref, "1"));
}
