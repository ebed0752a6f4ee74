using System.Text.RegularExpressions;

namespace LitWatch.Sources;

/// <summary>ISSNs as they stand in free text, with and without hyphen, several in one field.</summary>
internal static partial class IssnText
{
    public static IEnumerable<string> All(string text) => Issn().Matches(text).Select(match => $"{match.Groups["a"].Value}-{match.Groups["b"].Value.ToUpperInvariant()}");

    [GeneratedRegex(@"(?<!\d)(?<a>\d{4})-?(?<b>\d{3}[\dXx])(?![\dXx-])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Issn();
}
