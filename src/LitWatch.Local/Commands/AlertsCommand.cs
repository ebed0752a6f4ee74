using System.CommandLine;
using LitWatch.Alerts;
using LitWatch.Storage;
using LitWatch.Strategies;
using LitWatch.Web;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch alerts</c>: the same as the API's alerts.</summary>
internal static class AlertsCommand
{
    public static Command Create(Terminal terminal) => new("alerts", "what is watched: a drug and its reactions")
    {
        AlertsAdd.Create(terminal), List(terminal), Show(terminal), Pause(terminal), Resume(terminal), Remove(terminal), AlertsImport.Create(terminal),
        HistoryCommand.Create(terminal, "alerts", "al0123456789ab", (session, id, cancellationToken) => session.Get<AlertStore>().ChangesAsync(session.Team, id, AlertsJson.Default.Alert, cancellationToken)),
    };

    /// <summary>Prints an alert that was added or changed: its identifier, or all of it as JSON.</summary>
    public static async Task PrintAsync(Terminal terminal, TeamSession session, Alert alert, bool json, CancellationToken cancellationToken)
    {
        if (json)
        {
            terminal.Print(await session.Get<AlertViews>().OfAsync(alert, cancellationToken), WebJson.Readable.AlertView);
        }
        else
        {
            terminal.Data.WriteLine(alert.Id);
        }
    }

    private static DocumentedCommand List(Terminal terminal)
    {
        var json = CommonOptions.Json();
        var command = new DocumentedCommand("list", "all alerts of the team", "alerts list --json") { json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var views = new List<AlertView>();
            await foreach (var alert in session.Get<AlertStore>().AllAsync(session.Team, cancellationToken))
            {
                views.Add(await session.Get<AlertViews>().OfAsync(alert, cancellationToken));
            }

            if (arguments.GetValue(json))
            {
                terminal.Print(new ListPage<AlertView>(views, null), WebJson.Readable.ListPageAlertView);
                return;
            }

            terminal.PrintTable(
                ["!Alert", "Name", "Searched through", "State"],
                [.. views.Select(view => (string[])[view.Id, view.Name, Searched(view), State(view)])],
                $"Team '{session.Team}' has no alerts: 'litwatch alerts add' makes one.");
        });
        return command;
    }

    private static DocumentedCommand Show(Terminal terminal)
    {
        var id = CommonOptions.Id();
        var json = CommonOptions.Json();
        var command = new DocumentedCommand("show", "one alert: its terms, its history, how far it is searched", "alerts show al0123456789ab") { id, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var (alert, _) = await session.AlertAsync(arguments.GetRequiredValue(id), cancellationToken);
            var view = await session.Get<AlertViews>().OfAsync(alert, cancellationToken);
            if (arguments.GetValue(json))
            {
                terminal.Print(view, WebJson.Readable.AlertView);
                return;
            }

            (string Name, string Value)[] facts =
            [
                ("Alert", view.Id),
                ("Name", view.Name),
                ("State", State(view)),
                ("Strategy", StrategyText.Describe(view.Strategy)),
                ("Sources", string.Join('\n', view.Sources.Select(source => $"{source.Source} ({(source.Required ? "required" : "supplementary")}){(source.Reason is { } why ? $": {why}" : "")}"))),
                ("Searched", $"every {view.CadenceDays} day(s), from {Tables.Cell(view.Start)}{(view.End is { } end ? $" to {Tables.Cell(end)}" : "")}"),
                ("Searched through", Searched(view)),
                ("History", string.Join('\n', view.History.Select(version => $"{Tables.Cell(version.Since)} {version.By}: {version.Reason ?? "no reason given"} ({version.Hash})"))),
            ];
            terminal.PrintTable(["", ""], [.. facts.Select(fact => (string[])[fact.Name, fact.Value])], "");
        });
        return command;
    }

    private static DocumentedCommand Pause(Terminal terminal)
    {
        var id = CommonOptions.Id();
        var reason = CommonOptions.Required("--reason", "TEXT", "why; digests say it");
        var json = CommonOptions.Json();
        var command = new DocumentedCommand("pause", "stop searching for an alert until it is resumed", "alerts pause al0123456789ab --reason \"marketing authorisation suspended\"") { id, reason, json };
        command.SetAction((arguments, cancellationToken) =>
        {
            var why = arguments.GetRequiredValue(reason).Trim();
            return why.Length == 0
                ? throw new CommandException("--reason must say why.", ExitCode.WrongUsage)
                : ChangeAsync(terminal, arguments, arguments.GetRequiredValue(id), why, arguments.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static DocumentedCommand Resume(Terminal terminal)
    {
        var id = CommonOptions.Id();
        var json = CommonOptions.Json();
        var command = new DocumentedCommand("resume", "search again for a paused alert; what came in meanwhile is caught up with", "alerts resume al0123456789ab") { id, json };
        command.SetAction((arguments, cancellationToken) => ChangeAsync(terminal, arguments, arguments.GetRequiredValue(id), "", arguments.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task ChangeAsync(Terminal terminal, ParseResult arguments, string id, string pauseReason, bool json, CancellationToken cancellationToken)
    {
        await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
        var (alert, etag) = await session.AlertAsync(id, cancellationToken);
        var changed = await session.Get<EditAlerts>().ChangeAsync(alert, etag, session.By, new AlertDraft { PauseReason = pauseReason }, cancellationToken) ?? throw Finding.Changed(id);
        await PrintAsync(terminal, session, changed, json, cancellationToken);
        terminal.Say(changed.Paused is null ? $"'{changed.Name}' is searched." : $"'{changed.Name}' is paused.");
    }

    private static DocumentedCommand Remove(Terminal terminal)
    {
        var id = CommonOptions.Id();
        var json = CommonOptions.Json();
        var command = new DocumentedCommand("remove", "remove an alert; its searches and what they found stay, as proof", "alerts remove al0123456789ab") { id, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var (alert, etag) = await session.AlertAsync(arguments.GetRequiredValue(id), cancellationToken);
            if (!await session.Get<AlertStore>().DeleteAsync(alert, etag, session.By, cancellationToken))
            {
                throw Finding.Changed(alert.Id);
            }

            await PrintAsync(terminal, session, alert, arguments.GetValue(json), cancellationToken);
            terminal.Say($"'{alert.Name}' is removed; its searches and hits are kept.");
        });
        return command;
    }

    private static string State(AlertView view) => view.Paused is { } paused ? $"paused since {Tables.Cell(paused.Since)}: {paused.Reason}" : view.End is { } end ? $"until {Tables.Cell(end)}" : "active";

    private static string Searched(AlertView view) =>
        string.Join('\n', view.Searches.Select(search => $"{search.Source}: {(search.CompleteThrough is { } day ? Tables.Cell(day) : "not yet")}{(search.Failures > 0 ? $", {search.Failures} failed since" : "")}"));
}
