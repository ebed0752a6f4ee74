using System.CommandLine;
using LitWatch.Storage;
using LitWatch.Strategies;
using LitWatch.Strategies.Vocabularies;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch suggest</c>: what the vocabularies know of a drug or reaction, ready to be taken into a strategy.</summary>
internal static class SuggestCommand
{
    public static Command Create(Terminal terminal)
    {
        var term = new Argument<string>("TERM") { Description = "a name of a drug or reaction, or how it begins" };
        var kind = new Option<ConceptKind?>("--for") { Description = "drug or reaction; both when not given", HelpName = "SIDE" };
        var files = VocabularyFiles.Option();
        var json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "suggest",
            "print the synonyms that the team's vocabularies (or those of --vocabulary) have for a term; exit 1 if there are none",
            "suggest natalizumab --for drug",
            "suggest psoriasis --vocabulary desc2026.xml --vocabulary symp.obo")
        {
            term, kind, files, json,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var vocabulary = await VocabularyAsync(terminal, arguments, arguments.GetValue(files), cancellationToken);
            var found = Suggestions.For(arguments.GetRequiredValue(term), arguments.GetValue(kind), vocabulary);
            foreach (var suggestion in found)
            {
                Print(terminal, suggestion, arguments.GetValue(json));
            }

            if (found.Count > 0)
            {
                return ExitCode.Done;
            }

            terminal.Say(vocabulary.Concepts.Count == 0 ? "No vocabulary was supplied: see 'litwatch vocabulary import --help', or name files with --vocabulary." : "The vocabularies have no such name.");
            return ExitCode.NotDone;
        });
        return command;
    }

    private static async Task<Vocabulary> VocabularyAsync(Terminal terminal, ParseResult arguments, string[]? files, CancellationToken cancellationToken)
    {
        if (files is { Length: > 0 })
        {
            return VocabularyFiles.Vocabulary(files);
        }

        await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
        return (await session.Get<VocabularyStore>().FindAsync(session.Team, cancellationToken)).Vocabulary;
    }

    private static void Print(Terminal terminal, Suggestion suggestion, bool json)
    {
        if (json)
        {
            terminal.Print(suggestion, VocabularyJson.Readable.Suggestion);
            return;
        }

        terminal.Data.WriteLine($"{suggestion.Name} ({suggestion.Vocabulary} {suggestion.Id}): {string.Join("; ", suggestion.Terms.Select(StrategyText.Term))}");
        if (suggestion.LeftOut.Count > 0)
        {
            terminal.Data.WriteLine($"  left out: {string.Join("; ", suggestion.LeftOut)}");
        }
    }
}
