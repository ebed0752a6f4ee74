using System.CommandLine;
using LitWatch.Strategies.Vocabularies;
using LitWatch.Strategies.Vocabularies.Files;

namespace LitWatch.Local.Commands;

/// <summary>Vocabularies in files: MeSH, DrugBank's open vocabulary, ontologies of symptoms.</summary>
internal static class VocabularyFiles
{
    public static Option<string[]> Option() => CommonOptions.Repeated("--vocabulary", "FILE", "a file of MeSH, DrugBank's open vocabulary or an ontology (OBO), gzipped or not");

    /// <summary>Of no file, the empty one.</summary>
    /// <exception cref="CommandException">A file cannot be read, or is no vocabulary.</exception>
    public static Vocabulary Vocabulary(string[]? files) => files is { Length: > 0 } ? new(Read(files).Concepts) : Strategies.Vocabularies.Vocabulary.Empty;

    /// <exception cref="CommandException">A file cannot be read, or is no vocabulary.</exception>
    public static (IReadOnlyList<VocabularySource> Sources, IReadOnlyList<Concept> Concepts) Read(string[] files)
    {
        try
        {
            var read = files.Select(VocabularyFile.Read).ToList();
            return ([.. read.Select(file => file.Source)], [.. read.SelectMany(file => file.Concepts)]);
        }
        catch (VocabularyException fault)
        {
            throw new CommandException(fault.Message, fault);
        }
    }
}
