using System.Collections.Frozen;

namespace LitWatch.Strategies.Matching;

/// <summary>
/// Subheadings that PubMed searches along with a broader one, for <c>[sh]</c> and <c>heading/subheading</c> (NLM, "MeSH Qualifier Hierarchies",
/// https://www.nlm.nih.gov/mesh/subhierarchy.html): a poisoning is an adverse effect. The families that matter to drug safety.
/// </summary>
internal static class QualifierTree
{
    private static readonly FrozenDictionary<string, string[]> Below = new Dictionary<string, string[]>
    {
        ["adverse effects"] = ["poisoning", "toxicity"],
        ["complications"] = ["secondary"],
        ["diagnosis"] = ["diagnostic imaging", "pathology"],
        ["epidemiology"] = ["ethnology", "mortality"],
        ["etiology"] = ["chemically induced", "complications", "congenital", "embryology", "genetics", "immunology", "microbiology", "parasitology", "psychology", "transmission"],
        ["pharmacology"] = ["administration & dosage", "adverse effects", "agonists", "antagonists & inhibitors", "contraindications", "pharmacokinetics"],
        ["therapeutic use"] = ["administration & dosage", "adverse effects", "contraindications"],
        ["therapy"] = ["diet therapy", "drug therapy", "nursing", "prevention & control", "radiotherapy", "rehabilitation", "surgery"],
    }.ToFrozenDictionary(pair => FoldedText.Key(pair.Key), pair => pair.Value);

    /// <summary>The folded name and the folded names of all that are below it.</summary>
    public static IEnumerable<string> From(string name)
    {
        var key = FoldedText.Key(name);
        return [key, .. (Below.GetValueOrDefault(key) ?? []).SelectMany(From).Distinct(StringComparer.Ordinal)];
    }
}
