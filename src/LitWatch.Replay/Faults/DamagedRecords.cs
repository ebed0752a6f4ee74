using System.Globalization;
using System.Text.RegularExpressions;

namespace LitWatch.Replay.Faults;

/// <summary>PubMed's records and lists of ids, damaged.</summary>
internal static partial class DamagedRecords
{
    public static string Of(string text, FaultKind kind) => kind switch
    {
        FaultKind.Less => Records().Matches(text) is [.., var last] ? text.Remove(last.Index, last.Length) : text,
        FaultKind.Twice => Records().Match(text) is { Success: true } first ? text.Insert(first.Index, first.Value) : text,
        FaultKind.Stranger => Records().Match(text) is { Success: true } first ? text.Insert(first.Index, Number().Replace(first.Value, "${before}99999999", 1)) : text,
        FaultKind.Count => Counted().Replace(text, count => $"<Count>{int.Parse(count.Groups["n"].Value, CultureInfo.InvariantCulture) + 1}</Count>", 1),
        FaultKind.Garbled => text.Replace("</PMID>", "</PM1D>", StringComparison.Ordinal).Replace("</Id>", "</1d>", StringComparison.Ordinal),
        _ => text,
    };

    [GeneratedRegex(@"<PubmedArticle>.*?</PubmedArticle>\s*|<Id>\d+</Id>\s*", RegexOptions.Singleline | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Records();

    [GeneratedRegex(@"(?<before><PMID[^>]*>|<Id>|IdType=""pubmed"">)\d+", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Number();

    [GeneratedRegex(@"<Count>(?<n>\d+)</Count>", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Counted();
}
