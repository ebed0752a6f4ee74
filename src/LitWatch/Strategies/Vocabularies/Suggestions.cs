namespace LitWatch.Strategies.Vocabularies;

/// <summary>What a vocabulary has to say to a term that somebody types.</summary>
internal static class Suggestions
{
    private const int Most = 20;

    /// <summary>Concepts that have this name; where there is none, or <paramref name="unfinished"/>, those with a name that begins so. At most twenty.</summary>
    /// <param name="kind">Only drugs, or only reactions; null for all.</param>
    /// <param name="unfinished">The term is still being typed.</param>
    public static IReadOnlyList<Suggestion> For(string term, ConceptKind? kind, Vocabulary vocabulary, bool unfinished = false)
    {
        var named = vocabulary.Named(term).Where(IsMeant).ToList();
        var found = unfinished || named.Count == 0 ? named.Concat(vocabulary.Beginning(term).Where(IsMeant)).Distinct() : named;
        return [.. found.Take(Most).Select(Suggestion.Of)];

        bool IsMeant(Concept concept) => concept.Names.Count > 0 && (kind is null || concept.Kind == kind);
    }
}
