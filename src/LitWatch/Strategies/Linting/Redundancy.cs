using LitWatch.Strategies.Matching;

namespace LitWatch.Strategies.Linting;

/// <summary>Terms that add nothing to another of their list.</summary>
internal static class Redundancy
{
    public static IEnumerable<Finding> Of(string list, IReadOnlyList<Term> terms)
    {
        var readings = terms.Select(Reading.Of).ToList();
        var firsts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < terms.Count; i++)
        {
            if (!firsts.TryAdd(readings[i].Meaning, i))
            {
                var first = firsts[readings[i].Meaning];
                yield return new("duplicate-term", Severity.Note, $"{list}[{i}]", $"'{terms[i].Value}' says the same as {list}[{first}]", "remove one");
            }
            else if (Wider(readings, i) is >= 0 and var wider)
            {
                yield return new("subsumed-term", Severity.Note, $"{list}[{i}]", $"all that '{terms[i].Value}' finds, '{terms[wider].Value}' ({list}[{wider}]) finds too", "keep it for the reader, or remove it");
            }
        }
    }

    /// <summary>Whether every article that <paramref name="narrower"/> matches, <paramref name="wider"/> matches too, as far as the terms alone tell.</summary>
    public static bool Subsumes(Term wider, Term narrower) => Reading.Of(wider).Covers(Reading.Of(narrower));

    // Of two that find the same, the later one adds nothing.
    private static int Wider(List<Reading> readings, int narrower)
    {
        for (var other = 0; other < readings.Count; other++)
        {
            if (readings[other].Meaning != readings[narrower].Meaning && readings[other].Covers(readings[narrower]) && (other < narrower || !readings[narrower].Covers(readings[other])))
            {
                return other;
            }
        }

        return -1;
    }

    /// <summary>A term, read once and compared with all others of its list.</summary>
    /// <param name="Words">Of its text, folded; the last is a stem when <paramref name="Truncated"/>.</param>
    /// <param name="Sorted">The words in an order of their own, for terms that ask for none.</param>
    private sealed record Reading(Term Term, string Meaning, IReadOnlyList<string> Words, bool Truncated, string Sorted)
    {
        public static Reading Of(Term term)
        {
            var (stem, truncated) = TermText.Untruncated(term.Value);
            var words = FoldedText.WordsOf(TermText.Composed(stem));
            return new(term, StrategyHash.Canonical(term), words, truncated, string.Join(' ', words.Order(StringComparer.Ordinal)));
        }

        public bool Covers(Reading narrower) => (Term.Field, narrower.Term.Field) switch
        {
            (TermField.Text, TermField.Text or TermField.Title) or (TermField.Title, TermField.Title) => IsIn(narrower),
            (TermField.Text, TermField.Near) => Words.Count == 1 && narrower.Words.Any(word => IsWord(0, word)),
            (TermField.Near, TermField.Near) => Term.Distance >= narrower.Term.Distance && Sorted == narrower.Sorted,
            (TermField.Near, TermField.Text or TermField.Title) => !narrower.Truncated && Sorted == narrower.Sorted,
            (TermField.Mesh, TermField.Mesh) => IsSame(narrower) && (Term.Explode || !narrower.Term.Explode) && (!Term.Major || narrower.Term.Major),
            (TermField.Substance, TermField.Substance) or (TermField.PublicationType, TermField.PublicationType) => IsSame(narrower),
            _ => false,
        };

        private bool IsSame(Reading other) => Words.SequenceEqual(other.Words, StringComparer.Ordinal);

        private bool IsIn(Reading longer)
        {
            for (var offset = 0; Words.Count > 0 && offset + Words.Count <= longer.Words.Count; offset++)
            {
                var i = 0;
                while (i < Words.Count && IsWord(i, longer.Words[offset + i]) && !(IsWhole(i) && longer.Truncated && offset + i == longer.Words.Count - 1))
                {
                    i++;
                }

                if (i == Words.Count)
                {
                    return true;
                }
            }

            return false;
        }

        private bool IsWhole(int word) => !Truncated || word < Words.Count - 1;

        private bool IsWord(int word, string other) => IsWhole(word) ? Words[word] == other : other.StartsWith(Words[word], StringComparison.Ordinal);
    }
}
