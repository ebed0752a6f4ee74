using LitWatch.Articles;

namespace LitWatch.Sources;

/// <summary>
/// The sections of an abstract that came as one text (<c>OBJECTIVE: To … METHODS: We …</c>). Only where it is certain: the text begins with a heading in
/// capitals that headings are made of. Any other text is one section, since a wrong cut would part words that a strategy seeks side by side.
/// </summary>
internal static class LabelledAbstract
{
    private const int LongestLabel = 70;

    /// <summary>One of these is in most headings. https://www.nlm.nih.gov/bsd/policy/structured_abstracts.html</summary>
    private static readonly HashSet<string> WordsOfHeadings =
    [
        "AIM", "AIMS", "BACKGROUND", "CASE", "CASES", "CONCLUSION", "CONCLUSIONS", "CONTEXT", "DATA", "DESIGN", "DIAGNOSIS", "DISCUSSION", "EVIDENCE", "FINDINGS",
        "FUNDING", "GOAL", "GOALS", "HYPOTHESIS", "IMPLICATIONS", "IMPORTANCE", "INTERPRETATION", "INTERVENTION", "INTERVENTIONS", "INTRODUCTION", "LIMITATIONS", "MATERIAL",
        "MATERIALS", "MEASUREMENTS", "METHOD", "METHODOLOGY", "METHODS", "OBJECTIVE", "OBJECTIVES", "OBSERVATIONS", "OUTCOME", "OUTCOMES", "PARTICIPANTS", "PATIENT",
        "PATIENTS", "PURPOSE", "QUESTION", "RATIONALE", "RECOMMENDATIONS", "RELEVANCE", "RESULT", "RESULTS", "SETTING", "SIGNIFICANCE", "STUDY", "SUMMARY", "TRIAL",
    ];

    /// <param name="text">Plain text.</param>
    public static List<AbstractSection> Split(string text)
    {
        var sections = new List<AbstractSection>();
        var (label, begin) = (null as string, 0);
        for (var colon = text.IndexOf(": ", StringComparison.Ordinal); colon >= 0; colon = text.IndexOf(": ", colon + 1, StringComparison.Ordinal))
        {
            var start = StartOfLabel(text, colon);
            if (start < 0 || (start > 0 && label is null) || !IsLabel(text.AsSpan(start..colon), isFirst: start == 0))
            {
                continue;
            }

            Add(sections, label, text[begin..start]);
            (label, begin) = (text[start..colon], colon + 1);
        }

        Add(sections, label, text[begin..]);
        return sections;
    }

    /// <summary>Where the capitals before the colon begin, when a sentence ends before them; else -1.</summary>
    private static int StartOfLabel(string text, int colon)
    {
        var start = colon;
        while (start > 0 && colon - start < LongestLabel && (char.IsAsciiLetterUpper(text[start - 1]) || text[start - 1] is ' ' or '&' or '/' or ',' or '\'' or '-'))
        {
            start--;
        }

        while (start < colon && text[start] == ' ')
        {
            start++;
        }

        return start == 0 || (start > 1 && text[start - 1] == ' ' && text[start - 2] is '.' or '?' or '!' or ')' or ']') ? start : -1;
    }

    private static bool IsLabel(ReadOnlySpan<char> text, bool isFirst)
    {
        var words = text.ToString().Split([' ', '/', ',', '-', '&'], StringSplitOptions.RemoveEmptyEntries);
        return Array.Exists(words, WordsOfHeadings.Contains) || (!isFirst && words.Length > 1);
    }

    private static void Add(List<AbstractSection> sections, string? label, string text)
    {
        if (PlainText.Normalize(text) is { } body)
        {
            sections.Add(new AbstractSection(label, body));
        }
    }
}
