using System.Text.RegularExpressions;

namespace LitWatch.Strategies.Vocabularies.Files;

/// <summary>NLM's file of the MeSH tree (<c>mtrees2026.bin</c>): one line a place, <c>Psoriasis;C17.800.859.675</c>. It names headings only.</summary>
internal static partial class MeshTree
{
    public static bool Is(string beginning) => Place().IsMatch(beginning.Split('\n', 2)[0].TrimEnd('\r'));

    public static IEnumerable<Concept> Read(TextReader text, string file)
    {
        var places = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        for (var line = text.ReadLine(); line is not null; line = text.ReadLine())
        {
            if (Place().Match(line) is { Success: true } place)
            {
                (places.TryGetValue(place.Groups["name"].Value, out var list) ? list : places[place.Groups["name"].Value] = []).Add(place.Groups["tree"].Value);
            }
        }

        return places.Select(entry => new Concept(MeshName.Of(file), "", entry.Key, MeshName.KindOf(entry.Value)) { Names = [entry.Key], Trees = entry.Value });
    }

    [GeneratedRegex(@"^(?<name>.+);(?<tree>[A-Z][0-9]{2}(?:\.[0-9]+)*)\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Place();
}
