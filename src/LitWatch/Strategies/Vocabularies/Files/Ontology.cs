using System.Text.RegularExpressions;

namespace LitWatch.Strategies.Vocabularies.Files;

/// <summary>
/// An ontology of symptoms or diseases in OBO 1.2 or 1.4 (http://owlcollab.github.io/oboformat/doc/GO.format.obo-1_4.html), such as the Symptom Ontology: names and
/// exact synonyms of its terms, without obsolete ones. Other scopes of synonyms mean more, less or something else.
/// </summary>
internal static partial class Ontology
{
    public static bool Is(string beginning) => beginning.TrimStart('\uFEFF').StartsWith("format-version:", StringComparison.Ordinal);

    public static IEnumerable<Concept> Read(TextReader text, string file)
    {
        var (vocabulary, version) = (Path.GetFileNameWithoutExtension(file), "");
        Concept? term = null;
        var names = new List<string>();
        var isObsolete = false;
        for (var line = text.ReadLine(); line is not null; line = text.ReadLine())
        {
            var (tag, value) = line.Split(':', 2) is [var before, var after] ? (before.Trim(), after.Trim()) : (line.Trim(), "");
            switch (tag)
            {
                case "ontology" when term is null:
                    vocabulary = value;
                    break;
                case "date" when term is null:
                    version = value.Split(' ')[0].Split(':') is [var day, var month, var year] ? $" {year}-{month}-{day}" : "";
                    break;
                case ['[', ..]:
                    if (term is { Name.Length: > 0 } && !isObsolete)
                    {
                        yield return term with { Names = [.. names.Distinct(StringComparer.Ordinal)] };
                    }

                    term = tag == "[Term]" ? new Concept(vocabulary + version, "", "", ConceptKind.Reaction) : new Concept("", "", "", ConceptKind.Other);
                    names.Clear();
                    isObsolete = tag != "[Term]";
                    break;
                case "id" when term is not null:
                    term = term with { Id = value };
                    break;
                case "name" when term is not null:
                    term = term with { Name = value };
                    names.Add(value);
                    break;
                case "synonym" when Synonym().Match(value) is { Success: true } synonym:
                    names.Add(synonym.Groups["name"].Value.Replace("\\\"", "\"", StringComparison.Ordinal));
                    break;
                case "is_obsolete":
                    isObsolete |= value.StartsWith("true", StringComparison.Ordinal);
                    break;
            }
        }

        if (term is { Name.Length: > 0 } && !isObsolete)
        {
            yield return term with { Names = [.. names.Distinct(StringComparer.Ordinal)] };
        }
    }

    [GeneratedRegex("^\"(?<name>(?:[^\"\\\\]|\\\\.)*)\" EXACT\\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Synonym();
}
