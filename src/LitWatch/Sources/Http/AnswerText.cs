using System.Text;
using System.Text.RegularExpressions;
using LitWatch.Articles;

namespace LitWatch.Sources.Http;

/// <summary>What an answer that is not the expected one says, for messages.</summary>
internal static partial class AnswerText
{
    private const int Quoted = 300;
    private const int Looked = 4096;

    /// <summary>The beginning of the body without byte order mark and white space.</summary>
    public static string Beginning(SourceAnswer answer) =>
        Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(answer.Body.Length, Looked)]).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');

    public static bool IsPage(string beginning) => Page().IsMatch(beginning);

    /// <summary>
    /// The member <c>error</c> or <c>ERROR</c> of a JSON answer, or null. Found by its name, not by parsing: PubMed puts raw newlines into the string, which no parser takes.
    /// </summary>
    public static string? JsonError(string beginning)
    {
        var match = Error().Match(beginning);
        return match.Success ? Quote(match.Groups["text"].Value) : null;
    }

    /// <summary>At most 300 characters, in quotation marks, without markup; null for nothing.</summary>
    public static string? Quote(string text) =>
        PlainText.Normalize(Markup().Replace(text, " ")) is { } plain ? $"\"{(plain.Length > Quoted ? plain[..Quoted] + "…" : plain)}\"" : null;

    [GeneratedRegex(@"^(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Page();

    [GeneratedRegex("\"error\"\\s*:\\s*\"(?<text>(?:[^\"\\\\]|\\\\.)*)\"", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Error();

    [GeneratedRegex(@"<(?:style|script)\b.*?</(?:style|script)>|<[^<>]*>", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Markup();
}
