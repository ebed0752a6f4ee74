using System.CommandLine;
using LitWatch.Alerts;
using LitWatch.Search;
using LitWatch.Sources;
using LitWatch.Web;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch hits</c>: what an alert found, each article once, newest first, and what reviewers made of it.</summary>
internal static class HitsCommand
{
    private const string Table = "table";

    public static Command Create(Terminal terminal)
    {
        var id = CommonOptions.Required("--alert", "ID", "the alert");
        var since = CommonOptions.Day("--since", "first seen on this day or later, UTC");
        var decision = CommonOptions.Many("--decision", "DECISION", $"only what this was decided on: {string.Join(", ", Verdicts.Names)}, or {Verdicts.None} for what nobody has decided on");
        decision.AcceptOnlyFromAmong([.. Verdicts.Names, Verdicts.None]);
        var format = new Option<string>("--format") { Description = "how hits are printed", DefaultValueFactory = _ => Table };
        format.AcceptOnlyFromAmong([Table, .. HitsOutput.Formats]);
        var json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "hits", "what an alert found, each article once, newest first, and what was decided on it",
            "hits --alert al0123456789ab --since 2026-11-01", "hits --alert al0123456789ab --decision none potentialIcsr --format csv > hits.csv")
        {
            id, since, decision, format, json, Decide(terminal),
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var (alert, _) = await session.AlertAsync(arguments.GetRequiredValue(id), cancellationToken);
            var hits = await session.Get<AlertHits>().OfAsync(alert, arguments.GetValue(since).Start() ?? DateTimeOffset.MinValue, arguments.GetValue(decision) ?? [], cancellationToken).ToListAsync(cancellationToken);
            Print(terminal, hits, arguments.GetValue(json) ? OutputFormats.Json : arguments.GetValue(format)!);
            terminal.SayIfAny(NcbiNotice.For(hits.SelectMany(found => found.Hits).Select(hit => hit.Source)));
        });
        return command;
    }

    private static DocumentedCommand Decide(Terminal terminal)
    {
        var id = new Argument<string>("ALERT") { Description = "the alert for which it is decided" };
        var article = new Argument<string>("ARTICLE") { Description = "the article's id, as 'litwatch hits' shows it" };
        var verdict = CommonOptions.Required("--as", "DECISION", $"one of {string.Join(", ", Verdicts.Names)}");
        verdict.AcceptOnlyFromAmong([.. Verdicts.Names]);
        var reason = CommonOptions.Required("--reason", "TEXT", "why; kept with who and when");
        var json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "decide", "record what you make of a hit; earlier decisions on it are kept",
            "hits decide al0123456789ab a0123456789abcdef0123 --as potentialIcsr --reason \"one patient, drug and reaction named\"")
        {
            id, article, verdict, reason, json,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var (alert, _) = await session.AlertAsync(arguments.GetRequiredValue(id), cancellationToken);
            var (decide, hit) = (session.Get<DecideHits>(), arguments.GetRequiredValue(article));
            var read = await decide.FindAsync(alert, hit, cancellationToken)
                ?? throw new CommandException($"'{hit}' is no hit of '{alert.Name}'; 'litwatch hits --alert {alert.Id}' shows those it has.");
            var draft = new DecisionDraft(arguments.GetRequiredValue(verdict), arguments.GetRequiredValue(reason));
            var decided = await decide.RunAsync(alert, read, session.By, draft, cancellationToken) ?? throw Finding.Changed(hit);
            if (arguments.GetValue(json))
            {
                terminal.Print(decided, WebJson.Readable.DecisionHistory);
            }
            else
            {
                terminal.Data.WriteLine(decided.Article);
            }

            terminal.Say(read.Current is { } before ? $"Decided: {draft.Decision}. Before, it was {Tables.Cell(before)}." : $"Decided: {draft.Decision}.");
        });
        return command;
    }

    private static void Print(Terminal terminal, IReadOnlyList<HitView> hits, string format)
    {
        if (format == OutputFormats.Json)
        {
            terminal.Print(new ListPage<HitView>(hits, null), WebJson.Readable.ListPageHitView);
        }
        else if (format != Table)
        {
            terminal.Data.Write(HitsOutput.Write(format, hits));
        }
        else
        {
            terminal.PrintTable(
                ["First seen", "Article", "Found in", "Matched", "Decision"],
                [
                    .. hits.Select(found => (string[])
                    [
                        Tables.Cell(found.FirstSeenAt),
                        $"{Tables.Cell(found.Article)}\n{found.Article.Id}",
                        string.Join('\n', found.Hits.Select(hit => hit.Source).Distinct(StringComparer.Ordinal)),
                        Tables.Cell([.. found.Hits.SelectMany(hit => hit.Spans)]),
                        found.Decision is { } decision ? $"{Tables.Cell(decision)}\n{decision.Reason}" : "",
                    ]),
                ],
                "Nothing found so far.");
        }
    }
}
