using System.CommandLine;
using LitWatch.Sources.Crossref;
using LitWatch.Sources.PubMed;
using LitWatch.Strategies;
using LitWatch.Strategies.Linting;
using LitWatch.Strategies.Vocabularies;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch lint</c>: what is wrong with a strategy, and what the sources would be asked. Needs no host and no storage.</summary>
internal static class LintCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = StrategyFile.Option(required: true);
        var query = new Option<bool>("--query") { Description = "print also what each source would be asked" };
        var vocabulary = VocabularyFiles.Option();
        var command = new DocumentedCommand(
            "lint",
            "check a strategy: findings on stdout, one a line (place: severity rule: why; what to do); exit 1 if any is an error",
            "lint --strategy natalizumab.json",
            "lint --strategy natalizumab.json --query",
            "lint --strategy natalizumab.json --vocabulary desc2026.xml")
        {
            file, query, vocabulary,
        };
        command.SetAction(arguments => Run(terminal, arguments.GetRequiredValue(file), arguments.GetValue(query), VocabularyFiles.Vocabulary(arguments.GetValue(vocabulary))));
        return command;
    }

    private static int Run(Terminal terminal, string file, bool query, Vocabulary vocabulary)
    {
        var (strategy, findings) = StrategyLinter.Read(StrategyFile.Text(file), vocabulary);
        var sound = findings.All(finding => finding.Severity != Severity.Error);
        foreach (var finding in findings)
        {
            terminal.Data.WriteLine(finding);
        }

        // A query of a strategy with errors would show less than was meant.
        foreach (var line in query && sound ? Queries(strategy!) : [])
        {
            terminal.Data.WriteLine(line);
        }

        return sound ? ExitCode.Done : ExitCode.NotDone;
    }

    private static IEnumerable<string> Queries(Strategy strategy) =>
    [
        $"pubmed: {PubMedQuery.Render(strategy)}",
        .. PubMedQuery.LeftToMatcher(strategy).Select(term => $"pubmed, excluded after reading: {term.Field.ToString().ToLowerInvariant()} '{term.Value}'"),
        .. CrossrefSource.Terms(strategy).Select(term => $"crossref: {CrossrefClient.Address(new CrossrefOptions().Base, term)}"),
        "crossref, after reading: of these, what the strategy matches in title and abstract",
    ];
}
