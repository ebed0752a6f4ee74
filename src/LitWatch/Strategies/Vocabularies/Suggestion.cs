using System.Text.Json.Serialization;

namespace LitWatch.Strategies.Vocabularies;

/// <summary>What a vocabulary knows of a term: shown to a person, who takes over what is meant. Never applied by itself.</summary>
/// <param name="Name">The concept's preferred name.</param>
/// <param name="Terms">Ready for a strategy: index terms first, then names as text.</param>
/// <param name="LeftOut">Names that are no words to look for in an article: chemical formulas, abbreviations with other meanings.</param>
internal sealed record Suggestion(
    string Vocabulary,
    string Id,
    string Name,
    ConceptKind Kind,
    [property: JsonConverter(typeof(TermsJsonConverter))] IReadOnlyList<Term> Terms,
    IReadOnlyList<string> LeftOut)
{
    public static Suggestion Of(Concept concept)
    {
        var names = concept.Names.Prepend(concept.Name).Select(NameForm.InNaturalOrder).ToList();
        var usable = names.Where(NameForm.IsSearchable).GroupBy(NameForm.Letters, StringComparer.Ordinal).Select(NameForm.Best).ToList();
        List<Term> terms = concept switch
        {
            { IsMesh: true, Kind: ConceptKind.Drug } => [new(TermField.Mesh, concept.Name), new(TermField.Substance, concept.Name)],
            { IsMesh: true } => [new(TermField.Mesh, concept.Name)],
            _ => [],
        };
        return new(concept.Vocabulary, concept.Id, concept.Name, concept.Kind, [.. terms, .. usable.Select(name => new Term(TermField.Text, name))], [.. names.Where(name => !NameForm.IsSearchable(name)).Distinct(StringComparer.Ordinal)]);
    }
}
