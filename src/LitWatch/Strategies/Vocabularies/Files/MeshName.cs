using System.Text.RegularExpressions;

namespace LitWatch.Strategies.Vocabularies.Files;

/// <summary>What files of MeSH have in common.</summary>
internal static partial class MeshName
{
    /// <summary>The vocabulary with its year, which NLM puts into the names of its files (<c>desc2026.xml</c>): MeSH changes every year.</summary>
    public static string Of(string file) => Year().Match(file) is { Success: true } year ? $"{Concept.MeshName} {year.Value}" : Concept.MeshName;

    /// <summary>By the branches of the tree: D and pharmacological preparations in B and J are not told apart; C are diseases, F03 mental disorders, F01 behaviour.</summary>
    public static ConceptKind KindOf(IEnumerable<string> trees)
    {
        var branches = trees.ToList();
        return branches.Exists(tree => tree.StartsWith('D')) ? ConceptKind.Drug
            : branches.Exists(tree => tree.StartsWith('C') || tree.StartsWith('F')) ? ConceptKind.Reaction
            : ConceptKind.Other;
    }

    [GeneratedRegex("(?:19|20)[0-9]{2}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Year();
}
