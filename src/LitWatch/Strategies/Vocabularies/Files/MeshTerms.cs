namespace LitWatch.Strategies.Vocabularies.Files;

/// <summary>A table of MeSH terms, tab-separated, one term a line, with the columns <c>descriptor_ui descriptor_name term preferred tree_numbers</c> (<c>|</c> between trees), sorted by descriptor.</summary>
internal static class MeshTerms
{
    private const string Header = "descriptor_ui\tdescriptor_name\tterm\tpreferred\ttree_numbers";

    public static bool Is(string beginning) => beginning.StartsWith(Header, StringComparison.Ordinal);

    public static IEnumerable<Concept> Read(TextReader text, string file)
    {
        text.ReadLine();
        Concept? current = null;
        var names = new List<string>();
        for (var (line, number) = (text.ReadLine(), 2); line is not null; line = text.ReadLine(), number++)
        {
            if (line.Split('\t') is not [var id, var descriptor, var term, _, var trees])
            {
                throw new VocabularyException($"{file}, line {number.ToString(System.Globalization.CultureInfo.InvariantCulture)}: five columns are expected.");
            }

            if (current?.Id != id)
            {
                if (current is not null)
                {
                    yield return current with { Names = [.. names] };
                }

                var places = trees.Split('|', StringSplitOptions.RemoveEmptyEntries);
                current = new Concept(MeshName.Of(file), id, descriptor, MeshName.KindOf(places)) { Trees = places };
                names.Clear();
            }

            names.Add(term);
        }

        if (current is not null)
        {
            yield return current with { Names = [.. names] };
        }
    }
}
