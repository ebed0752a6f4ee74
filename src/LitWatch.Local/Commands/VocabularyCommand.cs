using System.CommandLine;
using System.Globalization;
using LitWatch.Storage;
using LitWatch.Strategies.Vocabularies;
using LitWatch.Web;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch vocabulary</c>: the files that suggestions, the linter and the MeSH tree are made from.</summary>
internal static class VocabularyCommand
{
    public static Command Create(Terminal terminal) => new("vocabulary", "the vocabularies that the team supplied: synonyms are suggested from them, never applied by themselves")
    {
        Import(terminal), Show(terminal),
    };

    private static DocumentedCommand Import(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE") { Description = "MeSH (desc….xml, supp….xml, mtrees….bin, or a table of terms), DrugBank's open vocabulary (CSV), an ontology (OBO); gzipped or not", Arity = ArgumentArity.OneOrMore };
        var command = new DocumentedCommand("import", "replace the team's vocabulary with these files; all are read before anything is replaced", "vocabulary import desc2026.xml supp2026.xml \"drugbank vocabulary.csv\"") { files };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var (sources, concepts) = VocabularyFiles.Read(arguments.GetRequiredValue(files));
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            await session.Get<VocabularyStore>().KeepAsync(session.Team, sources, concepts, cancellationToken);
            Print(terminal, sources);
            terminal.Say($"Team '{session.Team}' has {concepts.Count.ToString(CultureInfo.InvariantCulture)} concepts.");
        });
        return command;
    }

    private static DocumentedCommand Show(Terminal terminal)
    {
        var json = CommonOptions.Json();
        var command = new DocumentedCommand("show", "what the team's vocabulary was made from", "vocabulary show", "vocabulary show --json") { json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var (_, sources) = await session.Get<VocabularyStore>().FindAsync(session.Team, cancellationToken);
            if (arguments.GetValue(json))
            {
                terminal.Print(new ListPage<VocabularySource>(sources, null), WebJson.Readable.ListPageVocabularySource);
                return;
            }

            Print(terminal, sources);
        });
        return command;
    }

    private static void Print(Terminal terminal, IReadOnlyList<VocabularySource> sources) => terminal.PrintTable(
        ["File", "Vocabulary", "Concepts", "SHA-256"],
        [.. sources.Select(source => (string[])[source.File, source.Vocabulary, source.Concepts.ToString(CultureInfo.InvariantCulture), source.Sha256])],
        "No vocabulary was supplied: 'litwatch vocabulary import' takes files of MeSH, DrugBank's open vocabulary and ontologies.");
}
