using System.CommandLine;
using LitWatch.Sources.Crossref;
using LitWatch.Sources.PubMed;
using LitWatch.Strategies;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch lint</c>: what is wrong with a strategy, and what the sources would be asked. Needs no host and no storage.</summary>
internal static class LintCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = StrategyFile.Option(required: true);
        var query = new Option<bool>("--query") { Description = "print also what each source would be asked" };
        var command = new DocumentedCommand(
            "lint",
            "check a strategy: findings on stdout, one a line; exit 1 if there are any",
            "lint --strategy natalizumab.json",
            "lint --strategy natalizumab.json --query")
        {
            file, query,
        };
        command.SetAction(arguments => Run(terminal, arguments.GetRequiredValue(file), arguments.GetValue(query)));
        return command;
    }

    private static int Run(Terminal terminal, string file, bool query)
    {
        Strategy strategy;
        try
        {
            strategy = StrategyFile.Parse(file);
        }
        catch (StrategyFormatException malformed)
        {
            terminal.Data.WriteLine(malformed.Message);
            return ExitCode.NotDone;
        }

        var findings = StrategyRules.Validate(strategy);
        foreach (var finding in findings)
        {
            terminal.Data.WriteLine(finding);
        }

        // A query of a strategy with errors would show less than was meant.
        foreach (var line in query && findings.Count == 0 ? Queries(strategy) : [])
        {
            terminal.Data.WriteLine(line);
        }

        return findings.Count == 0 ? ExitCode.Done : ExitCode.NotDone;
    }

    private static IEnumerable<string> Queries(Strategy strategy) =>
    [
        $"pubmed: {PubMedQuery.Render(strategy)}",
        .. PubMedQuery.LeftToMatcher(strategy).Select(term => $"pubmed, excluded after reading: {term.Field.ToString().ToLowerInvariant()} '{term.Value}'"),
        .. CrossrefSource.Terms(strategy).Select(term => $"crossref: {CrossrefClient.Address(new CrossrefOptions().Base, term)}"),
        "crossref, after reading: of these, what the strategy matches in title and abstract",
    ];
}
