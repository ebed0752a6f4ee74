using CsvHelper;

namespace LitWatch.Strategies.Vocabularies.Files;

/// <summary>DrugBank's open vocabulary (https://go.drugbank.com/releases/latest#open-data): CSV with, among others, <c>DrugBank ID</c>, <c>Common name</c> and <c>Synonyms</c> (<c> | </c> between).</summary>
internal static class DrugBank
{
    private const string Name = "DrugBank Open Data";
    private const string Id = "DrugBank ID";
    private const string CommonName = "Common name";
    private const string Synonyms = "Synonyms";

    private static readonly CsvReaderOptions Options = new() { Separator = ',', SkipEmptyLines = true, MalformedData = CsvMalformedDataHandling.Throw };

    public static bool Is(string beginning) => beginning.TrimStart('\uFEFF').StartsWith(Id + ",", StringComparison.Ordinal);

    public static IEnumerable<Concept> Read(TextReader text, string file)
    {
        using var csv = CsvReader.Create(text, Options);
        csv.ReadHeader();
        var headers = csv.Headers.ToList();
        var (id, name, synonyms) = (headers.IndexOf(Id), headers.IndexOf(CommonName), headers.IndexOf(Synonyms));
        if (name < 0 || synonyms < 0)
        {
            throw new VocabularyException($"{file} has no column '{(name < 0 ? CommonName : Synonyms)}'.");
        }

        while (csv.Read())
        {
            var common = csv.GetString(name).Trim();
            var others = csv.GetString(synonyms).Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            yield return new Concept(Name, csv.GetString(id).Trim(), common, ConceptKind.Drug) { Names = [.. others.Prepend(common).Distinct(StringComparer.Ordinal)] };
        }
    }
}
