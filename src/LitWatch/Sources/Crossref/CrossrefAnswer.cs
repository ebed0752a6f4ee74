using System.Text.Json;
using LitWatch.Articles;
using LitWatch.Sources.Http;

namespace LitWatch.Sources.Crossref;

/// <summary>Tells a list of works from what only looks like one: a web page, an error in the API's envelope, half an answer, another kind of list.</summary>
internal static class CrossrefAnswer
{
    public static SourceException? Check(SourceAnswer answer)
    {
        var beginning = AnswerText.Beginning(answer);
        if (AnswerText.IsPage(beginning))
        {
            return Fault(answer, $"Crossref answered with a web page instead of JSON: {AnswerText.Quote(beginning)}.");
        }

        if (beginning.Length == 0)
        {
            return Fault(answer, "Crossref's answer is empty.");
        }

        try
        {
            using var page = Parse(answer);
            var root = page.RootElement;
            return CrossrefJson.Stated(root) is { } stated ? Fault(answer, stated)
                : root.Member("message") is { ValueKind: JsonValueKind.Object } message && message.Member("items") is { ValueKind: JsonValueKind.Array }
                    && message.Member("total-results") is { } total && JsonText.Number(total) is not null ? null
                : Fault(answer, "Crossref's answer is no list of works.");
        }
        catch (JsonException e)
        {
            return Fault(answer, $"Crossref's answer is cut off or malformed at line {e.LineNumber + 1}.", e);
        }
        catch (SourceException e)
        {
            return Fault(answer, e.Message, e);
        }
    }

    /// <summary>The error of an answer with another status than 200.</summary>
    public static string? Describe(SourceAnswer answer)
    {
        try
        {
            using var page = Parse(answer);
            return CrossrefJson.Stated(page.RootElement) ?? AnswerText.Quote(AnswerText.Beginning(answer));
        }
        catch (Exception e) when (e is JsonException or SourceException)
        {
            return AnswerText.Quote(AnswerText.Beginning(answer));
        }
    }

    /// <summary>The page as JSON; bytes that are no UTF-8 are replaced, as in <see cref="CrossrefJson.Documents"/>.</summary>
    public static JsonDocument Parse(SourceAnswer answer) => CrossrefJson.Documents(answer.Body, new ParseReport())[0];

    private static SourceException Fault(SourceAnswer answer, string message, Exception? inner = null) =>
        new(SourceNames.Crossref, message, retryable: true, answer.Request.ToString(), inner);
}
