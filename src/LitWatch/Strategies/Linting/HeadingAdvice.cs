using LitWatch.Strategies.Matching;
using LitWatch.Strategies.Vocabularies;

namespace LitWatch.Strategies.Linting;

/// <summary>Headings that MeSH does not have, and so find nothing: told where the team supplied MeSH.</summary>
internal static class HeadingAdvice
{
    public static IEnumerable<Finding> Of(string list, IReadOnlyList<Term> terms, Vocabulary vocabulary)
    {
        if (vocabulary.MeshName is not { } mesh)
        {
            yield break;
        }

        foreach (var (term, i) in terms.Select((term, i) => (term, i)).Where(item => item.term.Field == TermField.Mesh))
        {
            var name = term.Value.Split('/')[0].Trim();
            var named = vocabulary.Named(name).Where(concept => concept.IsMesh).ToList();
            if (!named.Exists(concept => FoldedText.Key(concept.Name) == FoldedText.Key(name)))
            {
                yield return new("unknown-heading", Severity.Warning, $"{list}[{i}]", $"{mesh} has no heading '{name}'", named.Count > 0 ? $"use its heading \"{named[0].Name}\"" : "look the heading up, or use a text term");
            }
        }
    }
}
