using System.Text.RegularExpressions;
using LitWatch.Strategies.Matching;

namespace LitWatch.Strategies.Vocabularies;

/// <summary>Which names of a vocabulary are words that authors write.</summary>
internal static partial class NameForm
{
    private const int LongestName = 60;
    private const int MostWords = 6;

    /// <summary>Shorter ones are abbreviations with many meanings (DPA, ARA).</summary>
    private const int ShortestName = 4;

    /// <summary>MeSH's <c>Arthritis, Psoriatic</c> as it is written: <c>Psoriatic Arthritis</c>. Names with more than one comma stay.</summary>
    public static string InNaturalOrder(string name) =>
        name.Split(", ") is [var noun, var adjective] && !adjective.Any(char.IsDigit) && !adjective.StartsWith("and ", StringComparison.OrdinalIgnoreCase) ? $"{adjective} {noun}" : name;

    /// <summary>Whether the name can be looked for in text: no systematic chemical name, no list, no bare abbreviation, no sentence.</summary>
    public static bool IsSearchable(string name) =>
        name.Length <= LongestName
        && Letters(name) is { Length: >= ShortestName } or { Length: ShortestName - 1 } and [>= '0' and <= '9', ..]
        && name.Any(char.IsLetter)
        && FoldedText.Of(name).Count <= MostWords
        && !Chemical().IsMatch(name);

    /// <summary>Equal for names that the matcher finds in the same places, or nearly: <c>5-FU</c>, <c>5 FU</c>, <c>5FU</c>.</summary>
    public static string Letters(string name) => FoldedText.Of(name).Letters.ToString();

    /// <summary>Of names with the same letters the one that finds the others: a hyphen finds a gap and none.</summary>
    public static string Best(IEnumerable<string> names) => names.OrderByDescending(name => name.Contains('-', StringComparison.Ordinal)).ThenBy(name => name.Contains(' ', StringComparison.Ordinal) ? 0 : 1).First();

    // Brackets, lists, primes; two locants or a chain of three hyphens; "2-propyl…", "N-acetyl…", "p-hydroxy…" before a long word.
    [GeneratedRegex(@"[()\[\]{}<>;:=+|/]|,|\d['′]|(?:\d+-\D*){2}|(?:-[^-]*){3}|(?:^|[ -])(?:\d+|[NnOoPpSsRrDLdl]|cis|trans|alpha|beta|[αβ])-\p{L}{9,}(?<!mab)(?<!uracil)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Chemical();
}
