using System.Text.RegularExpressions;
using LitWatch.Strategies.Matching;

namespace LitWatch.Strategies.Linting;

/// <summary>What is weak in one term by itself.</summary>
internal static partial class TermAdvice
{
    /// <summary>Words that are in about every article.</summary>
    private static readonly HashSet<string> Broad = new(
        ("patient patients treatment treatments therapy therapies therapeutic therapeutics study studies case cases report reports reported disease diseases disorder disorders drug drugs medicine medicines "
        + "medication medications medical effect effects clinical human humans health result results method methods trial trials man men woman women male female adult adults people person persons "
        + "symptom symptoms hospital group groups article articles review reviews research data conclusion conclusions background objective objectives aim aims analysis dose doses animal animals").Split(' '),
        StringComparer.Ordinal);

    private static readonly HashSet<string> BroadHeadings = new(
        new[] { "Humans", "Animals", "Male", "Female", "Adult", "Middle Aged", "Disease", "Pharmaceutical Preparations", "Patients", "Therapeutics", "Drug Therapy", "Diagnosis", "Medicine", "Persons" }.Select(FoldedText.Key),
        StringComparer.Ordinal);

    public static IEnumerable<Finding> Of(string list, IReadOnlyList<Term> terms) => terms.SelectMany((term, i) => Of(term, $"{list}[{i}]", isExclusion: list == "not"));

    private static IEnumerable<Finding> Of(Term term, string place, bool isExclusion)
    {
        if (Tag().Match(term.Value) is { Success: true } tag)
        {
            yield return new("unknown-field", Severity.Warning, place, $"'{tag.Value}' looks like a field of PubMed's query language, and is searched for as words", "remove it, and say the field as the kind of term (title, mesh, substance …)");
        }

        if (Logic().Match(term.Value) is { Success: true } logic)
        {
            yield return new("boolean-in-term", Severity.Warning, place, $"'{logic.Value.Trim()}' within a term is searched for as a word", "write each side as a term of its own");
        }

        if (isExclusion)
        {
            // What an exclusion costs is another matter.
            yield break;
        }

        if (IsBroad(term))
        {
            yield return new("too-broad", Severity.Warning, place, $"'{term.Value}' is in about every article, so that its whole concept matches everything", "remove it or write what it is about");
        }

        if (term is { Field: TermField.Mesh, Major: true })
        {
            yield return new("limit-major", Severity.Warning, place, $"'{term.Value}' as a major topic only: articles that report a reaction beside their topic are missed", "leave out major");
        }

        if (term is { Field: TermField.Mesh, Explode: false })
        {
            yield return new("limit-explode", Severity.Warning, place, $"'{term.Value}' without its narrower headings: articles indexed with one of those are missed", "leave out explode");
        }
    }

    private static bool IsBroad(Term term)
    {
        switch (term.Field)
        {
            case TermField.PublicationType:
                return true;
            case TermField.Mesh or TermField.Substance:
                return BroadHeadings.Contains(FoldedText.Key(TermText.Composed(term.Value)));
            default:
                var (stem, truncated) = TermText.Untruncated(term.Value);
                var words = FoldedText.WordsOf(TermText.Composed(stem));
                return words.Count > 0
                    && words.SkipLast(1).All(IsBroad)
                    && (truncated ? Broad.Any(word => word.StartsWith(words[^1], StringComparison.Ordinal)) : IsBroad(words[^1]));
        }
    }

    private static bool IsBroad(string word) => Broad.Contains(word) || QueryWords.IsStopWord(word);

    [GeneratedRegex(@"\[[A-Za-z][A-Za-z /:~0-9-]{0,40}\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?<=\S\s)(?:AND|OR|NOT)(?=\s\S)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Logic();
}
