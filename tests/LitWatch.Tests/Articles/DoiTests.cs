using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LitWatch.Articles;

namespace LitWatch.Tests.Articles;

public class DoiTests
{
    [Theory]
    [InlineData("10.5826/dpc.1202a88", "10.5826/dpc.1202a88")]
    [InlineData("10.5826/DPC.1202A88", "10.5826/dpc.1202a88")]
    [InlineData(" 10.5826/dpc.1202a88 ", "10.5826/dpc.1202a88")]
    [InlineData("doi:10.5826/dpc.1202a88", "10.5826/dpc.1202a88")]
    [InlineData("DOI: 10.5826/dpc.1202a88", "10.5826/dpc.1202a88")]
    [InlineData("https://doi.org/10.5826/dpc.1202a88", "10.5826/dpc.1202a88")]
    [InlineData("http://dx.doi.org/10.5826/dpc.1202a88", "10.5826/dpc.1202a88")]
    [InlineData("https://doi.org/10.1002%2Fjbm.b.30000", "10.1002/jbm.b.30000")]
    [InlineData("10.1002/(SICI)1097-4636(199823)43:4<338::AID-JBM16>3.0.CO;2-B", "10.1002/(sici)1097-4636(199823)43:4<338::aid-jbm16>3.0.co;2-b")]
    [InlineData("10.1000.10/123456", "10.1000.10/123456")]
    [InlineData("10.1000/a/b/c", "10.1000/a/b/c")]
    [InlineData("10.1000/x.", "10.1000/x")]
    public void Spellings_of_one_DOI_are_one_value(string text, string expected)
    {
        Assert.True(Doi.TryParse(text, out var doi));
        Assert.Equal(expected, doi.ToString());
        Assert.Equal(Doi.Parse(expected), doi);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10.5826")]
    [InlineData("10.5826/")]
    [InlineData("10.12/abc")]
    [InlineData("11.5826/abc")]
    [InlineData("10.5826/a b")]
    [InlineData("10.5826/a\u0001b")]
    [InlineData("PMC9119809")]
    [InlineData("https://example.org/10.5826/dpc")]
    [InlineData("S0140-6736(20)31180-6")]
    public void What_is_no_DOI_is_refused(string? text)
    {
        Assert.False(Doi.TryParse(text, out var doi));
        Assert.Equal("", doi.ToString());
        if (text is not null)
        {
            Assert.Throws<FormatException>(() => Doi.Parse(text));
        }
    }

    [Theory]
    [InlineData("10.1002/(sici)1:4<338::aid-jbm16>3.0.co;2-b", "https://doi.org/10.1002/%28sici%291%3A4%3C338%3A%3Aaid-jbm16%3E3.0.co%3B2-b")]
    [InlineData("10.1000/a?b#c/d", "https://doi.org/10.1000/a%3Fb%23c/d")]
    public void Its_address_escapes_what_would_end_the_path(string doi, string address) => Assert.Equal(address, Doi.Parse(doi).ToUri().AbsoluteUri);

    // A segment of dots alone has no address: every reader of addresses takes it away.
    [Property(MaxTest = 300)]
    public Property What_is_read_reads_again_as_the_same_also_from_its_address_and_from_JSON() => Prop.ForAll(
        Gen.Elements("a", "Z", "1", ".x", "/", "(", ")", "<", ";", ":", "-", "_", "é", "#", "?", "&", "+").NonEmptyListOf().Select(parts => "10.1234/" + string.Concat(parts)).ToArbitrary(),
        text => !Doi.TryParse(text, out var doi)
            || (Doi.Parse(doi.ToString()) == doi && Doi.Parse(doi.ToUri().AbsoluteUri) == doi && JsonSerializer.Deserialize<Doi>(JsonSerializer.Serialize(doi)) == doi));

    [Property(MaxTest = 500)]
    public bool Nothing_makes_it_throw(string? text) => Doi.TryParse(text, out var doi) == (doi != default);
}
