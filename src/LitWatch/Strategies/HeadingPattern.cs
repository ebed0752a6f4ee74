using LitWatch.Articles;

namespace LitWatch.Strategies;

/// <summary>
/// A MeSH heading to find, by folded name: <c>Psoriasis</c>, or with a subheading as PubMed writes it, <c>Natalizumab/adverse effects</c>.
/// A heading is a major topic when it or one of its subheadings is marked so.
/// </summary>
internal sealed class HeadingPattern
{
    private readonly HashSet<string> _names;
    private readonly string? _qualifier;
    private readonly bool _major;

    public HeadingPattern(Term term, Func<string, IReadOnlySet<string>>? narrower)
    {
        var slash = term.Value.IndexOf('/', StringComparison.Ordinal);
        var descriptor = (slash < 0 ? term.Value : term.Value[..slash]).Trim();
        _qualifier = slash < 0 ? null : Words.Key(term.Value[(slash + 1)..]);
        _major = term.Major;
        _names = [Words.Key(descriptor)];
        if (term.Explode && narrower is not null)
        {
            _names.UnionWith(narrower(descriptor).Select(Words.Key));
        }
    }

    /// <param name="key">The folded descriptor: made once, compared with many patterns.</param>
    public bool Matches(MeshHeading heading, string key) =>
        _names.Contains(key)
        && (_qualifier is null || heading.Qualifiers.Any(qualifier => Words.Key(qualifier.Name) == _qualifier))
        && (!_major || heading.Major || heading.Qualifiers.Any(qualifier => qualifier.Major));
}
