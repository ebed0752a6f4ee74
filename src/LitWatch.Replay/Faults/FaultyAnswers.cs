using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using LitWatch.Replay.PubMed;

namespace LitWatch.Replay.Faults;

/// <summary>What is answered instead of the truth, and what becomes of the truth.</summary>
internal static partial class FaultyAnswers
{
    private const string Page = "<!DOCTYPE html>\n<html><head><title>Service temporarily unavailable</title></head><body><h1>We will be back soon</h1></body></html>\n";
    private const string Prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n";

    /// <summary>The answer of a rule that replaces one; null when the rule only delays or cuts.</summary>
    public static Answer? Instead(FaultRule? rule) => rule?.Kind switch
    {
        FaultKind.Status => Status(rule),
        FaultKind.Html => Answer.Html(rule.Body ?? Page),
        FaultKind.Prolog => Answer.Xml(Prolog),
        FaultKind.RateLimitBody => Answer.Json(EUtilities.RateLimitBody("127.0.0.1", 3)),
        FaultKind.Redirect => Answer.Text("", status: rule.Status).With(KeyValuePair.Create("Location", rule.Location ?? "/elsewhere")),
        _ => null,
    };

    /// <summary>The answer as a rule that damages it leaves it; records and ids are those of PubMed.</summary>
    public static Answer Altered(Answer answer, FaultRule? rule) => rule?.Kind switch
    {
        FaultKind.Half => answer with { Body = answer.Body[..(answer.Body.Length / 2)] },
        FaultKind.HalfGzip => (answer with { Body = Compressed(answer.Body)[..^12] }).With(KeyValuePair.Create("Content-Encoding", "gzip")),
        FaultKind.Less => Text(answer, text => Records().Matches(text) is [.., var last] ? text.Remove(last.Index, last.Length) : text),
        FaultKind.Twice => Text(answer, text => Records().Match(text) is { Success: true } first ? text.Insert(first.Index, first.Value) : text),
        FaultKind.Stranger => Text(answer, text => Records().Match(text) is { Success: true } first ? text.Insert(first.Index, Number().Replace(first.Value, "${before}99999999", 1)) : text),
        FaultKind.Count => Text(answer, text => Counted().Replace(text, count => $"<Count>{int.Parse(count.Groups["n"].Value, CultureInfo.InvariantCulture) + 1}</Count>", 1)),
        FaultKind.Garbled => Text(answer, text => text.Replace("</PMID>", "</PM1D>", StringComparison.Ordinal).Replace("</Id>", "</1d>", StringComparison.Ordinal)),
        _ => answer,
    };

    private static Answer Text(Answer answer, Func<string, string> alter) => answer with { Body = Encoding.UTF8.GetBytes(alter(Encoding.UTF8.GetString(answer.Body))) };

    private static byte[] Compressed(byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return compressed.ToArray();
    }

    [GeneratedRegex(@"<PubmedArticle>.*?</PubmedArticle>\s*|<Id>\d+</Id>\s*", RegexOptions.Singleline | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Records();

    [GeneratedRegex(@"(?<before><PMID[^>]*>|<Id>|IdType=""pubmed"">)\d+", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Number();

    [GeneratedRegex(@"<Count>(?<n>\d+)</Count>", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Counted();

    private static Answer Status(FaultRule rule)
    {
        var answer = Answer.Text(rule.Body ?? string.Create(CultureInfo.InvariantCulture, $"HTTP {rule.Status}\n"), "text/plain", rule.Status);
        return rule.RetryAfter is { } seconds ? answer.With(KeyValuePair.Create("Retry-After", seconds.ToString(CultureInfo.InvariantCulture))) : answer;
    }
}
