using System.Text;

namespace LitWatch.Strategies;

/// <summary>
/// Adjacent words to find in split text. A hyphen equals a space (PubMed's own rule for phrases) and equals nothing: <c>palmo-plantar</c> and
/// <c>palmoplantar</c> find each other, <c>palmo plantar</c> finds the first only. No stemming.
/// </summary>
internal sealed class WordPattern
{
    private readonly List<Word> _words;

    private WordPattern(List<Word> words, bool truncated) => (_words, IsTruncated) = (words, truncated);

    /// <summary>The last word is the beginning of one.</summary>
    public bool IsTruncated { get; }

    /// <summary>All matches begin with a word that begins with this.</summary>
    public char First => _words[0].Text[0];

    /// <summary>Null when <paramref name="value"/> has no letter or digit.</summary>
    public static WordPattern? Of(string value)
    {
        var (stem, truncated) = TermText.Untruncated(value);
        var words = Words.Split(TermText.Composed(stem));
        return words.Count == 0 ? null : new WordPattern(words, truncated);
    }

    /// <summary>The parts that spaces separate, each to be found by itself; null when there is none.</summary>
    public static IReadOnlyList<WordPattern>? PartsOf(string value)
    {
        var parts = new List<List<Word>>();
        foreach (var word in Words.Split(TermText.Composed(value)))
        {
            if (parts.Count == 0 || !word.Joined)
            {
                parts.Add([]);
            }

            parts[^1].Add(word);
        }

        return parts.Count == 0 ? null : [.. parts.Select(part => new WordPattern(part, truncated: false))];
    }

    /// <summary>The index after the last matching word of <paramref name="text"/>, or -1 when the words from <paramref name="at"/> on are others.</summary>
    public int MatchAt(List<Word> text, int at)
    {
        int mine = 0, myOffset = 0, offset = 0;
        while (true)
        {
            var wanted = _words[mine].Text.AsSpan(myOffset);
            var found = text[at].Text.AsSpan(offset);
            var shared = Math.Min(wanted.Length, found.Length);
            if (!wanted[..shared].SequenceEqual(found[..shared]))
            {
                return -1;
            }

            var (myEnd, end) = (shared == wanted.Length, shared == found.Length);
            if (myEnd && mine == _words.Count - 1)
            {
                return end || IsTruncated ? at + 1 : -1;
            }

            (mine, myOffset) = myEnd ? (mine + 1, 0) : (mine, myOffset + shared);
            (at, offset) = end ? (at + 1, 0) : (at, offset + shared);
            var parted = myEnd && end;
            if (at == text.Count || (!parted && myEnd && !_words[mine].Joined) || (!parted && end && !text[at].Joined))
            {
                return -1;
            }
        }
    }
}
