namespace LitWatch.Strategies.Matching;

/// <summary>
/// Finds which of many patterns stand at a word of a text, by the letters that follow there, gaps apart: a trie, as deep as patterns share their beginning.
/// What it comes to is compared whole, so it costs about the same for one pattern as for a hundred thousand.
/// </summary>
internal sealed class PatternTrie
{
    /// <summary>So few are compared faster than told apart.</summary>
    private const int Few = 2;

    private readonly IReadOnlyList<WordPattern> _patterns;
    private readonly List<int[]> _candidates = [];
    private readonly Dictionary<long, int> _children = [];

    public PatternTrie(IReadOnlyList<WordPattern> patterns)
    {
        _patterns = patterns;
        var open = new Stack<(int Node, int Depth, List<int> Patterns)>();
        open.Push((NewNode(), 0, [.. Enumerable.Range(0, patterns.Count)]));
        while (open.TryPop(out var part))
        {
            if (part.Patterns.Count <= Few)
            {
                _candidates[part.Node] = [.. part.Patterns];
                continue;
            }

            _candidates[part.Node] = [.. part.Patterns.Where(pattern => patterns[pattern].Letters.Length == part.Depth)];
            foreach (var child in part.Patterns.Where(pattern => patterns[pattern].Letters.Length > part.Depth).GroupBy(pattern => patterns[pattern].Letters[part.Depth]))
            {
                var node = NewNode();
                _children.Add(Step(part.Node, child.Key), node);
                open.Push((node, part.Depth + 1, [.. child]));
            }
        }
    }

    /// <summary>Adds every pattern that stands in the text, with the index of its first word and that after its last, in the order of the text.</summary>
    public void Find(FoldedText text, List<(int Pattern, int At, int End)> found)
    {
        for (var at = 0; at < text.Count; at++)
        {
            FindAt(text, at, found);
        }
    }

    private void FindAt(FoldedText text, int at, List<(int Pattern, int At, int End)> found)
    {
        var letters = text.Letters[text.Words[at].At..];
        var node = 0;
        for (var depth = 0; ; depth++)
        {
            foreach (var pattern in _candidates[node])
            {
                if (_patterns[pattern].MatchAt(text, at) is > 0 and var end)
                {
                    found.Add((pattern, at, end));
                }
            }

            if (depth == letters.Length || !_children.TryGetValue(Step(node, letters[depth]), out node))
            {
                return;
            }
        }
    }

    private static long Step(int node, char letter) => ((long)node << 16) | letter;

    private int NewNode()
    {
        _candidates.Add([]);
        return _candidates.Count - 1;
    }
}
