using System.Security.Cryptography;
using System.Text;
using LitWatch.Strategies.Linting;

namespace LitWatch.Strategies;

/// <summary>
/// The name of what a strategy means: the same for all strategies that differ only in order, case, duplicate synonyms, white space, Unicode normal
/// form or reason. Hits, cursors and runs belong to it, so its form never changes silently: a new form gets a new <see cref="Form"/>.
/// </summary>
internal static class StrategyHash
{
    private const string Form = "litwatch-strategy/1";

    /// <summary>32 lower-case hex digits: 128 bits of SHA-256.</summary>
    public static string Of(Strategy strategy)
    {
        var canonical = new StringBuilder(Form).Append('\n');
        Append(canonical, "drug", strategy.Drug.Select(Canonical));
        Append(canonical, "reaction", strategy.Reaction.Select(Canonical));
        Append(canonical, "any", strategy.AnyAdverseReaction ? ["true"] : []);
        Append(canonical, "situation", strategy.SpecialSituations.Select(Canonical));
        Append(canonical, "not", strategy.Not.Select(Canonical));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())))[..32];
    }

    // Line feed and tab separate without escapes: they are white space, so no canonical text has one.
    private static void Append(StringBuilder canonical, string list, IEnumerable<string> lines)
    {
        foreach (var line in lines.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            canonical.Append(list).Append('\t').Append(line).Append('\n');
        }
    }

    /// <summary>One line for what a term means: the same for terms that differ only in case, white space and Unicode normal form.</summary>
    public static string Canonical(Term term)
    {
        var kind = term.Field switch
        {
            TermField.Mesh => $"mesh\t{(term.Explode ? "explode" : "alone")}\t{(term.Major ? "major" : "any")}",
            TermField.Near => $"near\t{term.Distance}",
            TermField.Text => "text",
            TermField.Title => "title",
            TermField.Substance => "substance",
            TermField.PublicationType => "publicationType",
            _ => "subheading",
        };
        return $"{kind}\t{Canonical(term.Value)}";
    }

    // Upper before lower: ς and σ share only their capital, ẞ and ß only their small form. Normalised before and after, since case mapping may decompose.
    private static string Canonical(string text)
    {
        var single = string.Join(' ', Normalized(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Normalized(single.ToUpperInvariant().ToLowerInvariant());
    }

    private static string Normalized(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // StrategyRules refuses such a term, and a hash must still not throw.
            return TermText.Composed(text);
        }
    }
}
