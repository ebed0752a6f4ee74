using System.CommandLine;
using LitWatch.Alerts;
using LitWatch.Storage;
using LitWatch.Web;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch runs</c>: the searches made, newest first.</summary>
internal static class RunsCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = new Option<string?>("--alert") { Description = "only those of this alert", HelpName = "ID" };
        var from = CommonOptions.Day("--from", "searched on this day or later, UTC");
        var to = CommonOptions.Day("--to", "searched on this day or before, UTC");
        var json = CommonOptions.Json();
        var command = new DocumentedCommand("runs", "the searches made for your alerts, newest first: what was promised, what came, what is missing", "runs --alert al0123456789ab --from 2026-11-01") { id, from, to, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var alerts = arguments.GetValue(id) is { } wanted
                ? [(await session.AlertAsync(wanted, cancellationToken)).Alert]
                : await session.Get<AlertStore>().AllAsync(session.Team, cancellationToken).ToListAsync(cancellationToken);
            var first = arguments.GetValue(from).Start() ?? DateTimeOffset.MinValue;
            var last = arguments.GetValue(to).Start() is { } day ? day.AddDays(1).AddTicks(-1) : DateTimeOffset.MaxValue;
            var runs = await session.Get<AlertRuns>().OfAsync(alerts, first, last, cancellationToken);
            Print(terminal, alerts, runs, arguments.GetValue(json));
        });
        return command;
    }

    private static void Print(Terminal terminal, IReadOnlyList<Alert> alerts, IReadOnlyList<SearchRun> runs, bool json)
    {
        if (json)
        {
            terminal.Print(new ListPage<SearchRun>(runs, null), WebJson.Readable.ListPageSearchRun);
            return;
        }

        terminal.PrintTable(
            ["Searched", "Alert", "Source", "Outcome", "Window", "Promised / delivered / new", "Why"],
            [
                .. runs.Select(run => (string[])
                [
                    Tables.Cell(run.SearchedAt),
                    string.Join('\n', alerts.Where(alert => alert.Strategies.Any(version => version.Hash == run.Strategy)).Select(alert => alert.Name)),
                    run.Source,
                    run.Certificate.Outcome.ToString().ToLowerInvariant(),
                    $"{Tables.Cell(run.Window.From)} to {Tables.Cell(run.Window.To)}{(run.IsBackFill ? " (back-fill)" : "")}",
                    $"{run.Certificate.Promised} / {run.Certificate.Delivered} / {run.Certificate.New}{(run.Certificate.Matched is { } matched ? $" ({matched} matching)" : "")}",
                    string.Join('\n', [.. run.Certificate.Why, .. run.Certificate.Notes]),
                ]),
            ],
            "No searches so far.");
    }
}
