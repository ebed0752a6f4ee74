using System.CommandLine;
using LitWatch.Alerts;
using LitWatch.Search;
using LitWatch.Sources;
using Spectre.Console;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch search</c>: asks the sources now, keeps nothing.</summary>
internal static class SearchCommand
{
    private const string Table = "table";

    public static Command Create(Terminal terminal)
    {
        var drug = CommonOptions.Drug();
        var reaction = CommonOptions.Reaction();
        var any = CommonOptions.AnyReaction();
        var from = new Option<string?>("--from") { Description = "only what the source took in or changed from this day on (2026-11-23)", HelpName = "DATE" };
        var to = new Option<string?>("--to") { Description = "only what the source took in or changed up to this day (2026-11-23)", HelpName = "DATE" };
        var source = CommonOptions.Source();
        var enrich = CommonOptions.Enrich();
        var format = new Option<string>("--format") { Description = "how articles are printed", DefaultValueFactory = _ => Table };
        format.AcceptOnlyFromAmong([Table, .. AdHocOutput.Formats]);
        var command = new DocumentedCommand(
            "search",
            "search the literature now: articles on stdout, what became of each source on stderr; exit 3 when a source was not searched completely",
            "search --drug natalizumab Tysabri --reaction psoriasis \"psoria*\" --from 2026-01-01",
            "search --drug clozapine --any-reaction --source pubmed --format csv > clozapine.csv")
        {
            drug, reaction, any, from, to, source, enrich, format,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(drug) is null || (result.GetResult(reaction) ?? result.GetResult(any)) is null)
            {
                result.AddError("Give --drug, and --reaction or --any-reaction.");
            }
        });
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var asked = new AdHocRequest
            {
                Drug = arguments.GetValue(drug) ?? [],
                Reaction = arguments.GetValue(reaction) ?? [],
                AnyReaction = arguments.GetValue(any),
                From = arguments.GetValue(from),
                To = arguments.GetValue(to),
                Source = arguments.GetValue(source) ?? [],
                Enrich = arguments.GetValue(enrich),
            };
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            return await RunAsync(terminal, session.Get<AdHocSearch>(), asked, arguments.GetValue(format)!, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, AdHocSearch search, AdHocRequest asked, string format, CancellationToken cancellationToken)
    {
        var query = asked.Check(search.SourceNames);
        var result = await WithProgressAsync(terminal, search, query, cancellationToken);
        Print(terminal, asked, result, format);
        foreach (var source in result.Sources)
        {
            Tell(terminal, source);
        }

        terminal.SayIfAny(NcbiNotice.For(result.Sources.Select(source => source.Source)));
        return result.IsFailed ? throw new CommandException("No source could be searched.")
            : result.IsComplete ? ExitCode.Done
            : ExitCode.Incomplete;
    }

    // When nothing was searched, an empty list would look like "nothing found"; only the whole answer says what happened.
    private static void Print(Terminal terminal, AdHocRequest asked, AdHocResult result, string format)
    {
        if (format == OutputFormats.Json)
        {
            terminal.Data.Write(AdHocOutput.Write(format, asked, result) + "\n");
        }
        else if (format != Table && !result.IsFailed)
        {
            terminal.Data.Write(AdHocOutput.Write(format, asked, result));
        }
        else if (!result.IsFailed)
        {
            terminal.PrintTable(
                ["!Published", "Article", "Matched"],
                [.. result.Articles.Select(found => (string[])[found.Article.Published?.ToString() ?? "", Tables.Cell(found.Article), Tables.Cell(found.Spans)])],
                "Nothing found.");
        }
    }

    private static void Tell(Terminal terminal, AdHocSource source)
    {
        var counts = source.Promised > 0 || source.Outcome == SearchOutcome.Complete ? $", {source.Delivered} of {source.Promised} records delivered" : "";
        terminal.Say($"{source.Source}: {source.Outcome.ToString().ToLowerInvariant()}{counts}{string.Concat(source.Why.Select(why => "; " + why))}");
        foreach (var warning in source.Warnings)
        {
            terminal.Say($"{source.Source}: {warning}");
        }
    }

    private static Task<AdHocResult> WithProgressAsync(Terminal terminal, AdHocSearch search, AdHocQuery query, CancellationToken cancellationToken) =>
        !terminal.Error.Profile.Out.IsTerminal ? search.RunAsync(query, cancellationToken)
            : terminal.Error.Status().StartAsync("Searching …", async status =>
            {
                AdHocResult? result = null;
                await foreach (var step in search.StepsAsync(query, cancellationToken))
                {
                    status.Status = Markup.Escape($"{step.Source}: {step.Records} records …");
                    result = step.Result ?? result;
                }

                return result!;
            });
}
