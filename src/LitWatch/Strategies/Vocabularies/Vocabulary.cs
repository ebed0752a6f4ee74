using LitWatch.Strategies.Matching;

namespace LitWatch.Strategies.Vocabularies;

/// <summary>
/// The concepts of all vocabularies that a team supplied, by any of their names. Names are compared as the matcher compares words. Immutable.
/// </summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, List<Concept>> _byName = new(StringComparer.Ordinal);
    private readonly string[] _names;
    private readonly (string Tree, string Name)[] _trees;

    public Vocabulary(IEnumerable<Concept> concepts)
    {
        Concepts = [.. concepts];
        foreach (var concept in Concepts)
        {
            foreach (var name in concept.Names.Append(concept.Name).Select(FoldedText.Key).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal))
            {
                (_byName.TryGetValue(name, out var list) ? list : _byName[name] = []).Add(concept);
            }
        }

        MeshName = Concepts.FirstOrDefault(concept => concept.IsMesh)?.Vocabulary;
        _names = [.. _byName.Keys.Order(StringComparer.Ordinal)];
        _trees = [.. Concepts.SelectMany(concept => concept.Trees, (concept, tree) => (tree, concept.Name)).Distinct().OrderBy(place => place.tree, StringComparer.Ordinal)];
    }

    /// <summary>None supplied.</summary>
    public static Vocabulary Empty { get; } = new([]);

    public IReadOnlyList<Concept> Concepts { get; }

    /// <summary>MeSH with its year, if it is among the vocabularies.</summary>
    public string? MeshName { get; }

    /// <summary>The concepts that have this name.</summary>
    public IReadOnlyList<Concept> Named(string name) => _byName.GetValueOrDefault(FoldedText.Key(name)) ?? [];

    /// <summary>The concepts with a name that begins so, those named just so first; each once.</summary>
    public IEnumerable<Concept> Beginning(string text)
    {
        var key = FoldedText.Key(text);
        return key.Length == 0 ? [] : NamesFrom(key).SelectMany(name => _byName[name]).Distinct();
    }

    /// <summary>Names of all headings below a MeSH heading in the tree; none where the tree is not known.</summary>
    public IReadOnlySet<string> Narrower(string heading)
    {
        var places = Named(heading).Where(concept => FoldedText.Key(concept.Name) == FoldedText.Key(heading)).SelectMany(concept => concept.Trees);
        return places.SelectMany(Below).ToHashSet(StringComparer.Ordinal);
    }

    private IEnumerable<string> Below(string tree)
    {
        var root = tree + ".";
        var at = Array.BinarySearch(_trees, (root, ""), Comparer<(string Tree, string)>.Create((one, other) => string.CompareOrdinal(one.Tree, other.Tree)));
        for (var i = at < 0 ? ~at : at; i < _trees.Length && _trees[i].Tree.StartsWith(root, StringComparison.Ordinal); i++)
        {
            yield return _trees[i].Name;
        }
    }

    private IEnumerable<string> NamesFrom(string key)
    {
        var at = Array.BinarySearch(_names, key, StringComparer.Ordinal);
        for (var i = at < 0 ? ~at : at; i < _names.Length && _names[i].StartsWith(key, StringComparison.Ordinal); i++)
        {
            yield return _names[i];
        }
    }
}
