namespace LitWatch.Strategies.Matching;

/// <summary>
/// Adjacent words to find in folded text. A hyphen equals a space (PubMed's own rule for phrases) and equals nothing: <c>palmo-plantar</c> and
/// <c>palmoplantar</c> find each other, <c>palmo plantar</c> finds the first only. No stemming.
/// </summary>
internal sealed class WordPattern
{
    private readonly FoldedText _words;

    private WordPattern(FoldedText words, bool truncated) => (_words, IsTruncated) = (words, truncated);

    /// <summary>The last word is the beginning of one.</summary>
    public bool IsTruncated { get; }

    /// <summary>What the text must go on with, gaps apart, from the word where the pattern begins.</summary>
    public ReadOnlySpan<char> Letters => _words.Letters;

    /// <summary>Equal for patterns that find the same.</summary>
    public string Key => string.Concat(Enumerable.Range(0, _words.Count).Select(word => (word == 0 ? "" : _words.Words[word].Joined ? "-" : " ") + _words[word].ToString())) + (IsTruncated ? "*" : "");

    /// <summary>Null when <paramref name="value"/> has no letter or digit.</summary>
    public static WordPattern? Of(string value)
    {
        var (stem, truncated) = TermText.Untruncated(value);
        var words = FoldedText.Of(TermText.Composed(stem));
        return words.Count == 0 ? null : new WordPattern(words, truncated);
    }

    /// <summary>The parts that spaces separate, each to be found by itself; empty when there is none.</summary>
    public static IReadOnlyList<WordPattern> PartsOf(string value)
    {
        var text = FoldedText.Of(TermText.Composed(value));
        var parts = new List<WordPattern>();
        for (var first = 0; first < text.Count;)
        {
            var next = first + 1;
            while (next < text.Count && text.Words[next].Joined)
            {
                next++;
            }

            parts.Add(new WordPattern(text.Part(first..next), truncated: false));
            first = next;
        }

        return parts;
    }

    /// <summary>The index after the last matching word of <paramref name="text"/>, or -1 when the words from <paramref name="at"/> on are others.</summary>
    public int MatchAt(FoldedText text, int at)
    {
        var mine = _words.Words;
        var its = text.Words;
        var begin = its[at].At;
        if (!text.Letters[begin..].StartsWith(Letters))
        {
            return -1;
        }

        // The letters are the same; a gap that only one of the two has must be one that may be closed.
        var end = begin + Letters.Length;
        var (my, it) = (1, at + 1);
        while (my < mine.Length || (it < its.Length && its[it].At < end))
        {
            var myGap = my < mine.Length ? begin + mine[my].At : end;
            var itsGap = it < its.Length ? its[it].At : int.MaxValue;
            if ((myGap < itsGap && !mine[my].Joined) || (itsGap < myGap && !its[it].Joined))
            {
                return -1;
            }

            my += myGap <= itsGap ? 1 : 0;
            it += itsGap <= myGap ? 1 : 0;
        }

        return IsTruncated || text.EndOf(it - 1) == end ? it : -1;
    }
}
