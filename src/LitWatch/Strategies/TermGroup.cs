using LitWatch.Articles;

namespace LitWatch.Strategies;

/// <summary>Alternatives: the drug terms, the reaction terms or the exclusions of one strategy, made ready for many articles.</summary>
internal sealed class TermGroup
{
    private readonly Dictionary<char, List<(WordPattern Pattern, Term Term)>> _phrases = [];
    private readonly List<(NearPattern Pattern, Term Term)> _near = [];
    private readonly List<(HeadingPattern Pattern, Term Term)> _headings = [];
    private readonly Dictionary<(TermField Field, string Key), Term> _names = [];

    public TermGroup(IEnumerable<Term> terms, Func<string, IReadOnlySet<string>>? narrower)
    {
        foreach (var term in terms.Distinct())
        {
            switch (term.Field)
            {
                case TermField.Text or TermField.Title when WordPattern.Of(term.Value) is { } pattern:
                    (_phrases.TryGetValue(pattern.First, out var list) ? list : _phrases[pattern.First] = []).Add((pattern, term));
                    break;
                case TermField.Near when WordPattern.PartsOf(term.Value) is { } parts:
                    _near.Add((new NearPattern(parts, term.Distance), term));
                    break;
                case TermField.Mesh when Words.Key(term.Value).Length > 0:
                    _headings.Add((new HeadingPattern(term, narrower), term));
                    break;
                case TermField.Substance or TermField.PublicationType or TermField.Subheading when Words.Key(term.Value) is { Length: > 0 } key:
                    _names.TryAdd((term.Field, key), term);
                    break;
            }
        }
    }

    /// <summary>Where the article matches, in the order of its fields; nothing when it does not.</summary>
    public IEnumerable<MatchSpan> Matches(Article article, IReadOnlyList<ArticleText> texts) => texts.SelectMany(InText).Concat(InIndexing(article));

    private IEnumerable<MatchSpan> InText(ArticleText text)
    {
        for (var i = 0; i < text.Words.Count; i++)
        {
            foreach (var (pattern, term) in _phrases.GetValueOrDefault(text.Words[i].Text[0]) ?? [])
            {
                if ((text.IsTitle || term.Field == TermField.Text) && pattern.MatchAt(text.Words, i) is > 0 and var end)
                {
                    yield return Span(text, i, end, term);
                }
            }
        }

        foreach (var (pattern, term) in _near)
        {
            foreach (var (start, end) in pattern.Matches(text.Words))
            {
                yield return Span(text, start, end, term);
            }
        }
    }

    private IEnumerable<MatchSpan> InIndexing(Article article)
    {
        for (var i = 0; i < article.Mesh.Count; i++)
        {
            var heading = article.Mesh[i];
            var key = _headings.Count > 0 ? Words.Key(heading.Descriptor) : "";
            foreach (var (_, term) in _headings.Where(candidate => candidate.Pattern.Matches(heading, key)))
            {
                yield return new($"mesh[{i}]", 0, heading.Descriptor.Length, term.Value);
            }

            foreach (var qualifier in heading.Qualifiers)
            {
                if (_names.TryGetValue((TermField.Subheading, Words.Key(qualifier.Name)), out var term))
                {
                    yield return new($"mesh[{i}]", 0, heading.Descriptor.Length, term.Value);
                }
            }
        }

        for (var i = 0; i < article.Substances.Count; i++)
        {
            if (_names.TryGetValue((TermField.Substance, Words.Key(article.Substances[i].Name)), out var term))
            {
                yield return new($"substances[{i}]", 0, article.Substances[i].Name.Length, term.Value);
            }
        }

        for (var i = 0; i < article.PublicationTypes.Count; i++)
        {
            if (_names.TryGetValue((TermField.PublicationType, Words.Key(article.PublicationTypes[i])), out var term))
            {
                yield return new($"publicationTypes[{i}]", 0, article.PublicationTypes[i].Length, term.Value);
            }
        }
    }

    private static MatchSpan Span(ArticleText text, int start, int end, Term term) =>
        new(text.Name, text.Words[start].Start, text.Words[end - 1].End - text.Words[start].Start, term.Value);
}
