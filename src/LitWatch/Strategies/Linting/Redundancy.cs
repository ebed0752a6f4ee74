using LitWatch.Strategies.Matching;
namespace LitWatch.Strategies.Linting;

/// <summary>Terms that add nothing to another of their list.</summary>
internal static class Redundancy
{
    public static IEnumerable<Finding> Of(string list, IReadOnlyList<Term> terms)
    {
        var meanings = terms.Select(StrategyHash.Canonical).ToList();
        for (var i = 0; i < terms.Count; i++)
        {
            var first = meanings.IndexOf(meanings[i]);
            if (first < i)
            {
                yield return new("duplicate-term", Severity.Note, $"{list}[{i}]", $"'{terms[i].Value}' says the same as {list}[{first}]", "remove one");
            }
            else if (Enumerable.Range(0, terms.Count).FirstOrDefault(other => Adds(terms, meanings, other, i), -1) is >= 0 and var wider)
            {
                yield return new("subsumed-term", Severity.Note, $"{list}[{i}]", $"all that '{terms[i].Value}' finds, '{terms[wider].Value}' ({list}[{wider}]) finds too", "keep it for the reader, or remove it");
            }
        }
    }

    /// <summary>Of two that find the same, the later one adds nothing.</summary>
    private static bool Adds(IReadOnlyList<Term> terms, List<string> meanings, int wider, int narrower) =>
        meanings[wider] != meanings[narrower] && Subsumes(terms[wider], terms[narrower]) && (wider < narrower || !Subsumes(terms[narrower], terms[wider]));

    /// <summary>Whether every article that <paramref name="narrower"/> matches, <paramref name="wider"/> matches too, as far as the terms alone tell.</summary>
    public static bool Subsumes(Term wider, Term narrower) => (wider.Field, narrower.Field) switch
    {
        (TermField.Text, TermField.Text or TermField.Title) or (TermField.Title, TermField.Title) => Phrase.Of(wider).IsIn(Phrase.Of(narrower)),
        (TermField.Text, TermField.Near) => Phrase.Of(wider) is { Words.Count: 1 } word && Phrase.Of(narrower).Words.Any(other => word.IsIn(new Phrase([other], Truncated: false))),
        (TermField.Near, TermField.Near) => wider.Distance >= narrower.Distance && Phrase.Of(wider).Sorted == Phrase.Of(narrower).Sorted,
        (TermField.Near, TermField.Text or TermField.Title) => Phrase.Of(narrower) is { Truncated: false } phrase && Phrase.Of(wider).Sorted == phrase.Sorted,
        (TermField.Mesh, TermField.Mesh) => Same(wider, narrower) && (wider.Explode || !narrower.Explode) && (!wider.Major || narrower.Major),
        (TermField.Substance, TermField.Substance) or (TermField.PublicationType, TermField.PublicationType) => Same(wider, narrower),
        _ => false,
    };

    private static bool Same(Term one, Term other) => FoldedText.Key(TermText.Composed(one.Value)) == FoldedText.Key(TermText.Composed(other.Value));

    /// <param name="Truncated">The last word is a stem.</param>
    private sealed record Phrase(IReadOnlyList<string> Words, bool Truncated)
    {
        public string Sorted => string.Join(' ', Words.Order(StringComparer.Ordinal));

        public static Phrase Of(Term term)
        {
            var (stem, truncated) = TermText.Untruncated(term.Value);
            return new(FoldedText.WordsOf(TermText.Composed(stem)), truncated);
        }

        public bool IsIn(Phrase longer) =>
            Words.Count > 0 && Enumerable.Range(0, Math.Max(0, longer.Words.Count - Words.Count + 1)).Any(offset => Enumerable.Range(0, Words.Count).All(i => Covers(i, longer, offset + i)));

        private bool Covers(int word, Phrase longer, int other) =>
            Truncated && word == Words.Count - 1 ? longer.Words[other].StartsWith(Words[word], StringComparison.Ordinal)
            : Words[word] == longer.Words[other] && !(longer.Truncated && other == longer.Words.Count - 1);
    }
}
