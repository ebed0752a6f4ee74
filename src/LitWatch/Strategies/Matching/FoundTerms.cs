namespace LitWatch.Strategies.Matching;

/// <summary>The terms of a <see cref="TermIndex"/> that stand in one article, by their numbers there, and where.</summary>
internal sealed class FoundTerms
{
    private readonly HashSet<int> _terms = [];
    private readonly List<Place> _places = [];

    public IEnumerable<int> Terms => _terms;

    /// <summary>In the order of the article's fields: texts, then indexing; within a text as they were found.</summary>
    public IEnumerable<Place> Places => _places;

    public bool Any(IEnumerable<int> terms) => _terms.Count > 0 && terms.Any(_terms.Contains);

    public void Add(int term, ArticleField field, int start, int length)
    {
        _terms.Add(term);
        _places.Add(new(term, field, start, length));
    }

    internal readonly record struct Place(int Term, ArticleField Field, int Start, int Length);
}
