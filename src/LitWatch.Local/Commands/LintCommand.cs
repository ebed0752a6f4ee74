using System.CommandLine;
using LitWatch.Articles;
using LitWatch.Sources.Crossref;
using LitWatch.Sources.PubMed;
using LitWatch.Strategies;
using LitWatch.Strategies.Linting;
using LitWatch.Strategies.Vocabularies;
using LitWatch.Web;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch lint</c>: what is wrong with a strategy, and what the sources would be asked. Needs no host and no storage.</summary>
internal static class LintCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = StrategyFile.Option(required: true);
        var query = new Option<bool>("--query") { Description = "print also what each source would be asked" };
        var vocabulary = VocabularyFiles.Option();
        var json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "lint",
            "check a strategy: findings on stdout, one a line (place: severity rule: why; what to do); exit 1 if any is an error",
            "lint --strategy natalizumab.json",
            "lint --strategy natalizumab.json --query",
            "lint --strategy natalizumab.json --vocabulary desc2026.xml")
        {
            file, query, vocabulary, json,
        };
        command.SetAction(arguments => Run(terminal, arguments.GetRequiredValue(file), arguments.GetValue(query), arguments.GetValue(json), VocabularyFiles.Vocabulary(arguments.GetValue(vocabulary))));
        return command;
    }

    private static int Run(Terminal terminal, string file, bool query, bool json, Vocabulary vocabulary)
    {
        var (strategy, findings) = StrategyLinter.Read(StrategyFile.Text(file), vocabulary);
        var sound = findings.All(finding => finding.Severity != Severity.Error);
        if (json)
        {
            terminal.Print(new LintReport(findings, sound ? [new(SourceNames.PubMed, [PubMedQuery.Render(strategy!)]), new(SourceNames.Crossref, [.. CrossrefQueries(strategy!)])] : []), WebJson.Readable.LintReport);
            return sound ? ExitCode.Done : ExitCode.NotDone;
        }

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
        .. CrossrefQueries(strategy).Select(address => $"crossref: {address}"),
        "crossref, after reading: of these, what the strategy matches in title and abstract",
    ];

    private static IEnumerable<string> CrossrefQueries(Strategy strategy) => CrossrefSource.Terms(strategy).Select(term => CrossrefClient.Address(new CrossrefOptions().Base, term).ToString());
}
