using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace LitWatch.Strategies.Matching;

/// <summary>What a character is to the matcher, and its folded form.</summary>
internal static class Characters
{
    /// <summary>Greek letters are spelt out, as PubMed does with query and text alike (17β-HSD is searched as 17beta-HSD).</summary>
    private static readonly FrozenDictionary<int, string> Greek = new Dictionary<int, string>
    {
        ['α'] = "alpha", ['β'] = "beta", ['γ'] = "gamma", ['δ'] = "delta", ['ε'] = "epsilon", ['ζ'] = "zeta", ['η'] = "eta", ['θ'] = "theta",
        ['ι'] = "iota", ['κ'] = "kappa", ['λ'] = "lambda", ['μ'] = "mu", ['ν'] = "nu", ['ξ'] = "xi", ['ο'] = "omicron", ['π'] = "pi", ['ρ'] = "rho",
        ['σ'] = "sigma", ['ς'] = "sigma", ['τ'] = "tau", ['υ'] = "upsilon", ['φ'] = "phi", ['χ'] = "chi", ['ψ'] = "psi", ['ω'] = "omega",
    }.ToFrozenDictionary();

    /// <summary>Letters that Unicode does not decompose, but that people type without the stroke.</summary>
    private static readonly FrozenDictionary<int, string> Plain = new Dictionary<int, string>
    {
        ['ß'] = "ss", ['æ'] = "ae", ['œ'] = "oe", ['ø'] = "o", ['ł'] = "l", ['đ'] = "d", ['ð'] = "d", ['þ'] = "th", ['ı'] = "i", ['ħ'] = "h",
    }.ToFrozenDictionary();

    /// <summary>Asterisks of other scripts and of mathematics; PubMed ignores all but the first without a word.</summary>
    public static bool IsStar(char c) => c is '*' or '＊' or '∗' or '⁎';

    public static string? GreekName(Rune rune)
    {
        var lower = Rune.ToLowerInvariant(rune);
        return Greek.GetValueOrDefault(lower.Value == 'µ' ? 'μ' : lower.Value);
    }

    /// <summary>Lower case, without stroke; a letter of no other form is itself.</summary>
    public static string Fold(Rune rune)
    {
        var lower = Rune.ToLowerInvariant(rune);
        return Plain.GetValueOrDefault(lower.Value) ?? lower.ToString();
    }

    /// <summary>Diacritics of Latin, Greek and Cyrillic, and variation selectors. The marks of other scripts are vowels and stay.</summary>
    public static bool IsDiacritic(Rune rune) =>
        rune.Value is (>= 0x300 and <= 0x36F) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) or (>= 0x20D0 and <= 0x20FF) or (>= 0xFE00 and <= 0xFE0F);

    /// <summary>Soft hyphens, zero-width spaces, direction marks: not there, for a reader.</summary>
    public static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format || rune.Value == 0xFFFE;

    /// <summary>Hyphens and dashes of all kinds.</summary>
    public static bool IsHyphen(Rune rune) => rune.Value is '-' or 0x2212 || (!rune.IsAscii && Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation);

    public static bool IsApostrophe(Rune rune) => rune.Value is '\'' or '`' or '´' or 0x2018 or 0x2019 or 0x201B or 0x2032 or 0x2BC or 0x2B9 or 0xFF07;

    public static bool IsWordPart(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Scripts written without spaces: every character is a word of its own there, so that a phrase is found within a sentence.</summary>
    public static bool StandsAlone(Rune rune) =>
        rune.Value is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF)
            or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
