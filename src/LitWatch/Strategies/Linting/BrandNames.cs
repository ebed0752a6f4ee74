using LitWatch.Strategies.Matching;
using LitWatch.Strategies.Vocabularies;

namespace LitWatch.Strategies.Linting;

/// <summary>
/// Drugs named by their brands alone. A vocabulary knows other names of a substance; without one a brand shows by its form: a mark (®, ™), or a capital letter and none of the endings that
/// WHO gives to substances (INN stems, https://www.who.int/teams/health-product-and-policy-standards/inn/stembook).
/// </summary>
internal static class BrandNames
{
    private const string Rule = "brand-without-substance";
    private const int ShortestName = 4;

    private static readonly string[] Stems =
    [
        "mab", "nib", "cept", "kinra", "tide", "ase", "parin", "xaban", "gatran", "grel", "statin", "pril", "prilat", "sartan", "olol", "alol", "dipine", "azosin", "gliptin", "gliflozin", "glitazone", "formin",
        "cillin", "mycin", "micin", "floxacin", "cycline", "azole", "fungin", "vir", "vudine", "quine", "oxetine", "pramine", "triptyline", "azepam", "zolam", "barbital", "apine", "peridol", "idone", "piprazole",
        "profen", "coxib", "fenac", "icam", "olone", "sone", "onide", "terol", "tropium", "lukast", "tadine", "astine", "prazole", "tidine", "setron", "triptan", "dronate", "dronic", "trexate", "platin", "rubicin",
        "taxel", "poside", "mustine", "citabine", "lidomide", "limus", "imod", "parib", "ciclib", "degib", "lisib", "stat", "caine", "curonium", "fentanil", "adol", "fylline", "thiazide", "semide", "actone", "toin",
        "gabalin", "pentin", "racetam", "amide", "zide", "ine", "ate", "ium", "arin", "oxin", "cef", "acid", "one", "amol", "bamate", "zepine", "trigine", "insulin", "feron", "poetin", "grastim", "vaccine", "leucel",
    ];

    public static IEnumerable<Finding> Of(IReadOnlyList<Term> drug, Vocabulary vocabulary)
    {
        var known = drug.Where(IsText).Select(term => (term, concepts: Drugs(term.Value, vocabulary))).Where(pair => pair.concepts.Count > 0).ToList();
        var names = drug.Select(term => FoldedText.Key(TermText.Untruncated(term.Value).Stem)).ToHashSet(StringComparer.Ordinal);
        foreach (var (term, concepts) in known.Where(pair => !pair.concepts.Exists(concept => names.Contains(FoldedText.Key(concept.Name)))).DistinctBy(pair => pair.concepts[0].Name))
        {
            yield return new(Rule, Severity.Warning, "drug", $"'{term.Value}' is another name of {concepts[0].Name} ({concepts[0].Vocabulary}), which no term asks for", $"add \"{concepts[0].Name}\"");
        }

        if (drug.Count > 0 && known.Count == 0 && drug.All(IsBrand))
        {
            yield return new(Rule, Severity.Warning, "drug", $"only what look like brand names ({string.Join(", ", drug.Select(term => term.Value))}): most articles name the active substance", "add the substance's name");
        }
    }

    private static bool IsText(Term term) => term.Field is TermField.Text or TermField.Title;

    private static List<Concept> Drugs(string name, Vocabulary vocabulary) => [.. vocabulary.Named(name).Where(concept => concept.Kind == ConceptKind.Drug)];

    private static bool IsBrand(Term term) => IsText(term) && (term.Value.AsSpan().IndexOfAny('®', '™') >= 0 || HasBrandForm(term.Value.Trim()));

    private static bool HasBrandForm(string name) =>
        name.Length >= ShortestName && char.IsUpper(name[0]) && name.Skip(1).All(char.IsLower) && !Array.Exists(Stems, stem => name.EndsWith(stem, StringComparison.Ordinal));
}
