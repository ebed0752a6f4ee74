using System.Globalization;
using System.IO.Compression;
using System.Text;
using LitWatch.Replay.PubMed;

namespace LitWatch.Replay.Faults;

/// <summary>What is answered instead of the truth, and what becomes of the truth.</summary>
internal static class FaultyAnswers
{
    private const string Page = "<!DOCTYPE html>\n<html><head><title>Service temporarily unavailable</title></head><body><h1>We will be back soon</h1></body></html>\n";
    private const string Prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n";

    /// <summary>The answer of a rule that replaces one; null when the rule only delays, cuts or damages.</summary>
    public static Answer? Instead(FaultRule? rule) => rule?.Kind switch
    {
        FaultKind.Status => Status(rule),
        FaultKind.Html => Answer.Html(rule.Body ?? Page),
        FaultKind.Prolog => Answer.Xml(Prolog),
        FaultKind.RateLimitBody => Answer.Json(EUtilities.RateLimitBody("127.0.0.1", 3)),
        FaultKind.Redirect => Answer.Text("", status: rule.Status).With(KeyValuePair.Create("Location", rule.Location ?? "/elsewhere")),
        _ => null,
    };

    /// <summary>The answer as a rule that damages it leaves it.</summary>
    public static Answer Altered(Answer answer, FaultRule? rule) => rule?.Kind switch
    {
        FaultKind.Half => answer with { Body = answer.Body[..(answer.Body.Length / 2)] },
        FaultKind.HalfGzip => (answer with { Body = Compressed(answer.Body)[..^12] }).With(KeyValuePair.Create("Content-Encoding", "gzip")),
        { } kind when answer.Body is [(byte)'{', ..] => answer with { Body = Encoding.UTF8.GetBytes(DamagedWorks.Of(Encoding.UTF8.GetString(answer.Body), kind)) },
        { } kind => answer with { Body = Encoding.UTF8.GetBytes(DamagedRecords.Of(Encoding.UTF8.GetString(answer.Body), kind)) },
        null => answer,
    };

    private static byte[] Compressed(byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return compressed.ToArray();
    }

    private static Answer Status(FaultRule rule)
    {
        var answer = Answer.Text(rule.Body ?? string.Create(CultureInfo.InvariantCulture, $"HTTP {rule.Status}\n"), "text/plain", rule.Status);
        return rule.RetryAfter is { } seconds ? answer.With(KeyValuePair.Create("Retry-After", seconds.ToString(CultureInfo.InvariantCulture))) : answer;
    }
}
