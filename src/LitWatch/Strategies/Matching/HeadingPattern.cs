using LitWatch.Articles;

namespace LitWatch.Strategies.Matching;

/// <summary>
/// A MeSH heading to find, by folded name: <c>Psoriasis</c>, or with a subheading as PubMed writes it, <c>Natalizumab/adverse effects</c>.
/// A heading is a major topic when it or one of its subheadings is marked so; with a subheading, when it or that one is.
/// </summary>
internal sealed class HeadingPattern
{
    private readonly HashSet<string>? _qualifiers;
    private readonly bool _major;

    /// <summary>Folded names of the descriptors it finds.</summary>
    public IReadOnlySet<string> Names { get; }

    public HeadingPattern(Term term, Func<string, IReadOnlySet<string>>? narrower)
    {
        var slash = term.Value.IndexOf('/', StringComparison.Ordinal);
        var descriptor = (slash < 0 ? term.Value : term.Value[..slash]).Trim();
        _qualifiers = slash < 0 ? null : [.. QualifierTree.From(term.Value[(slash + 1)..])];
        _major = term.Major;
        var names = new HashSet<string>(StringComparer.Ordinal) { FoldedText.Key(descriptor) };
        if (term.Explode && narrower is not null)
        {
            names.UnionWith(narrower(descriptor).Select(FoldedText.Key));
        }

        Names = names;
    }

    /// <summary>Whether it finds a heading whose descriptor it has among its <see cref="Names"/>.</summary>
    public bool Admits(MeshHeading heading) =>
        _qualifiers is null
            ? !_major || heading.Major || heading.Qualifiers.Any(qualifier => qualifier.Major)
            : heading.Qualifiers.Any(qualifier => (!_major || heading.Major || qualifier.Major) && _qualifiers.Contains(FoldedText.Key(qualifier.Name)));
}
