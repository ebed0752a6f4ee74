using System.Text;
using FsCheck.Xunit;
using LitWatch.Articles;

namespace LitWatch.Tests.Articles;

public class PlainTextTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \t\r\n\u00A0", null)]
    [InlineData(" a  b\r\n\tc ", "a b c")]
    [InlineData("a\u00A0b\u2009c", "a b c")]
    [InlineData("a\u0007b", "a b")]
    [InlineData("Sjo\u0308gren", "Sjögren")]
    [InlineData("TGF-β1 in H₂O", "TGF-β1 in H₂O")]
    [InlineData("𝛼 stays", "𝛼 stays")]
    public void Text_is_NFC_with_single_spaces(string? text, string? expected) => Assert.Equal(expected, PlainText.Normalize(text));

    [Fact]
    public void Half_a_character_is_replaced() => Assert.Equal("half \ufffd pair", PlainText.Normalize("half \ud835 pair"));

    [Property(MaxTest = 500)]
    public bool Twice_is_once_and_nothing_throws(string? text)
    {
        var once = PlainText.Normalize(text);

        return PlainText.Normalize(once) == once && (once is null || (once.Length > 0 && once.IsNormalized(NormalizationForm.FormC) && !once.Contains("  ", StringComparison.Ordinal)));
    }
}
