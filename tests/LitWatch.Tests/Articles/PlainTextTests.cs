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
    [InlineData("a\uFFFEb", "a b")]
    [InlineData("\uFFFE", null)]
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

    [Property(MaxTest = 1000)]
    public void The_fast_way_is_the_plain_way(int[] pieces)
    {
        var text = string.Concat(pieces.Select(piece => Pieces[Math.Abs(piece % Pieces.Length)]));

        Assert.Equal(Plainly(text), PlainText.Normalize(text));
    }

    private static readonly string[] Pieces =
        ["a", "Zz", "9", " ", "  ", "\n", "\t", "\u00A0", "\u2009", "\u0007", "\uFFFE", "\u0085", "\u007F", "o", "\u0308", "é", "e\u0301", "β", "α\u0301", "𝛼", "\ud835", "\udc00", "–", "≤", "\u200D", "\u2028", "\u00AD", "Å", "ﬁ", "한", "\u1112"];

    /// <summary>A character at a time, then Unicode's own composition.</summary>
    private static string? Plainly(string text)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune.Value == 0xFFFE ? " " : rune.ToString());
        }

        var words = string.Join(' ', clean.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)).Normalize(NormalizationForm.FormC);
        return words.Length == 0 ? null : words;
    }
}
