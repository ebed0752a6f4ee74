using LitWatch.Articles;

namespace LitWatch.Strategies.Matching;

/// <summary>
/// All terms of many strategies, made ready for many articles: one pass over an article finds every one of them. Safe to share.
/// Text words go through a <see cref="PatternTrie"/>, names of controlled vocabularies through tables of folded names.
/// </summary>
internal sealed class TermIndex
{
    private readonly List<WordPattern> _patterns = [];
    private readonly Dictionary<string, int> _patternByKey = [];
    private readonly Dictionary<int, List<(int Term, bool TitleOnly)>> _phrases = [];
    private readonly Dictionary<int, List<NearTerm>> _near = [];
    private readonly HashSet<int> _nearParts = [];
    private readonly Dictionary<string, List<(HeadingPattern Pattern, int Term)>> _headings = [];
    private readonly Dictionary<(TermField Field, string Key), List<int>> _names = [];
    private readonly PatternTrie _trie;

    /// <param name="terms">A term's number is its place here.</param>
    /// <param name="narrower">The MeSH tree: names of all headings below a heading. Without it a heading matches itself only.</param>
    public TermIndex(IReadOnlyList<Term> terms, Func<string, IReadOnlySet<string>>? narrower)
    {
        for (var term = 0; term < terms.Count; term++)
        {
            Add(terms[term], term, narrower);
        }

        _trie = new(_patterns);
    }

    public FoundTerms Find(Article article)
    {
        var found = new FoundTerms();
        var standing = new List<(int Pattern, int At, int End)>();
        foreach (var text in ArticleText.Of(article))
        {
            standing.Clear();
            _trie.Find(text.Text, standing);
            Phrases(text, standing, found);
            Near(text, standing, found);
        }

        Indexing(article, found);
        return found;
    }

    private static void Mark(FoundTerms found, int term, ArticleText text, int at, int end)
    {
        var (first, last) = (text.Text.Words[at], text.Text.Words[end - 1]);
        found.Add(term, text.Field, first.Start, last.End - first.Start);
    }

    private void Add(Term term, int number, Func<string, IReadOnlySet<string>>? narrower)
    {
        switch (term.Field)
        {
            case TermField.Text or TermField.Title when WordPattern.Of(term.Value) is { } pattern:
                Post(_phrases, Number(pattern), (number, term.Field == TermField.Title));
                break;
            case TermField.Near when WordPattern.PartsOf(term.Value) is { Count: > 0 } parts:
                // Looked at only where its longest part stands, which is likely the rarest.
                Post(_near, Number(parts.MaxBy(part => part.Letters.Length)!), new NearTerm(number, [.. parts.Select(Number)], term.Distance));
                _nearParts.UnionWith(parts.Select(Number));
                break;
            case TermField.Mesh when FoldedText.Key(term.Value).Length > 0:
                var heading = new HeadingPattern(term, narrower);
                foreach (var name in heading.Names)
                {
                    Post(_headings, name, (heading, number));
                }

                break;
            case TermField.Subheading when FoldedText.Key(term.Value).Length > 0:
                foreach (var name in QualifierTree.From(term.Value))
                {
                    Post(_names, (term.Field, name), number);
                }

                break;
            case TermField.Substance or TermField.PublicationType when FoldedText.Key(term.Value) is { Length: > 0 } key:
                Post(_names, (term.Field, key), number);
                break;
        }
    }

    private int Number(WordPattern pattern)
    {
        if (!_patternByKey.TryGetValue(pattern.Key, out var number))
        {
            number = _patternByKey[pattern.Key] = _patterns.Count;
            _patterns.Add(pattern);
        }

        return number;
    }

    private static void Post<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key, T value)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        list.Add(value);
    }

    private void Phrases(ArticleText text, List<(int Pattern, int At, int End)> standing, FoundTerms found)
    {
        foreach (var (pattern, at, end) in standing)
        {
            foreach (var (term, titleOnly) in _phrases.GetValueOrDefault(pattern) ?? [])
            {
                if (text.IsTitle || !titleOnly)
                {
                    Mark(found, term, text, at, end);
                }
            }
        }
    }

    private void Near(ArticleText text, List<(int Pattern, int At, int End)> standing, FoundTerms found)
    {
        if (_near.Count == 0)
        {
            return;
        }

        var places = standing.Where(place => _nearParts.Contains(place.Pattern)).GroupBy(place => place.Pattern, place => (place.At, place.End)).ToDictionary(group => group.Key, group => group.ToList());
        foreach (var near in places.Keys.SelectMany(pattern => _near.GetValueOrDefault(pattern) ?? []))
        {
            if (near.Parts.All(places.ContainsKey))
            {
                foreach (var (at, end) in NearPattern.Windows([.. near.Parts.Select(part => places[part])], near.Distance))
                {
                    Mark(found, near.Term, text, at, end);
                }
            }
        }
    }

    private void Indexing(Article article, FoundTerms found)
    {
        for (var i = 0; i < article.Mesh.Count && _headings.Count + _names.Count > 0; i++)
        {
            var heading = article.Mesh[i];
            foreach (var (pattern, term) in _headings.GetValueOrDefault(FoldedText.Key(heading.Descriptor)) ?? [])
            {
                if (pattern.Admits(heading))
                {
                    found.Add(term, new("mesh", i), 0, heading.Descriptor.Length);
                }
            }

            foreach (var qualifier in heading.Qualifiers)
            {
                Named(TermField.Subheading, qualifier.Name, new("mesh", i), heading.Descriptor.Length, found);
            }
        }

        for (var i = 0; i < article.Substances.Count; i++)
        {
            Named(TermField.Substance, article.Substances[i].Name, new("substances", i), article.Substances[i].Name.Length, found);
        }

        for (var i = 0; i < article.PublicationTypes.Count; i++)
        {
            Named(TermField.PublicationType, article.PublicationTypes[i], new("publicationTypes", i), article.PublicationTypes[i].Length, found);
        }
    }

    private void Named(TermField vocabulary, string name, ArticleField field, int length, FoundTerms found)
    {
        if (_names.Count > 0)
        {
            foreach (var term in _names.GetValueOrDefault((vocabulary, FoldedText.Key(name))) ?? [])
            {
                found.Add(term, field, 0, length);
            }
        }
    }

    private sealed record NearTerm(int Term, int[] Parts, int Distance);
}
