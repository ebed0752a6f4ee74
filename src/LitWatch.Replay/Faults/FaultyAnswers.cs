using System.Globalization;
using LitWatch.Replay.PubMed;

namespace LitWatch.Replay.Faults;

/// <summary>What is answered instead of the truth.</summary>
internal static class FaultyAnswers
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
        _ => null,
    };

    private static Answer Status(FaultRule rule)
    {
        var answer = Answer.Text(rule.Body ?? string.Create(CultureInfo.InvariantCulture, $"HTTP {rule.Status}\n"), "text/plain", rule.Status);
        return rule.RetryAfter is { } seconds ? answer.With(KeyValuePair.Create("Retry-After", seconds.ToString(CultureInfo.InvariantCulture))) : answer;
    }
}
