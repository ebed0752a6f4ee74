using System.CommandLine;
using LitWatch.Alerts;
using LitWatch.Digests;
using LitWatch.Local.Hosting;
using LitWatch.Storage;
using LitWatch.Web;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch alerts import</c>: alerts, and who gets them, from a table. Nothing is saved unless every row can be.</summary>
internal static class AlertsImport
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE.csv")
        {
            Description = "a table with the columns drug and reaction ('any' is any adverse reaction), and if wanted synonyms (of the drug), name, sources, start, recipients; values in a cell are separated by ;",
        };
        var json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "import",
            "add alerts from a table; each recipient in it gets one weekly digest of the alerts of their rows. All rows are checked before any is saved",
            "alerts import alerts.csv")
        {
            file, json,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var rows = Read(arguments.GetRequiredValue(file));
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            return await RunAsync(terminal, session, rows, arguments.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static IReadOnlyList<AlertRow> Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return AlertRow.Read(stream);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read: {Debugging.FirstLine(fault)}", fault);
        }
    }

    private static async Task<int> RunAsync(Terminal terminal, TeamSession session, IReadOnlyList<AlertRow> rows, bool json, CancellationToken cancellationToken)
    {
        string[] errors = [.. rows.SelectMany(row => Errors(session.Get<EditAlerts>(), row))];
        if (errors.Length > 0)
        {
            foreach (var error in errors)
            {
                terminal.Say(error);
            }

            throw new CommandException("Nothing was imported: correct these rows first.", ExitCode.WrongUsage);
        }

        var (added, different) = (0, 0);
        var followed = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        {
            var (alert, isNew, isAsAsked) = await AlertsAdd.AddAsync(session, row.Draft, cancellationToken);
            await AlertsCommand.PrintAsync(terminal, session, alert, json, cancellationToken);
            added += isNew ? 1 : 0;
            if (!isAsAsked)
            {
                different++;
                terminal.Say($"row {row.Number}: alert '{alert.Id}' {AlertsAdd.Different}; it stays as it is.");
            }

            foreach (var recipient in row.Recipients)
            {
                followed.TryAdd(recipient, []);
                followed[recipient].Add(alert.Id);
            }
        }

        foreach (var (recipient, alerts) in followed)
        {
            await FollowAsync(session, recipient, alerts, cancellationToken);
        }

        terminal.Say($"{added} alert(s) added, {rows.Count - added} there already; {followed.Count} subscription(s) follow them.");
        return different == 0 ? ExitCode.Done : ExitCode.Incomplete;
    }

    private static IEnumerable<string> Errors(EditAlerts edit, AlertRow row)
    {
        var errors = new List<string>(row.Errors);
        try
        {
            edit.Check(row.Draft, mustHaveStrategy: true);
        }
        catch (RequestException refused)
        {
            errors.AddRange(refused.Errors.Values.SelectMany(messages => messages));
        }

        errors.AddRange(row.Recipients.Where(address => !MailAddress.Is(address)).Select(MailAddress.Wrong));
        return errors.Select(error => $"row {row.Number}: {error}");
    }

    // A subscription is named by its first address unless somebody named it; one that is there keeps its schedule and what it follows.
    private static async Task FollowAsync(TeamSession session, string recipient, IReadOnlyList<string> alerts, CancellationToken cancellationToken)
    {
        var edit = session.Get<EditSubscriptions>();
        var wanted = alerts.Select(alert => new SubscribedAlertDraft(alert)).ToList();
        var (found, isNew) = await SubscriptionsAdd.AddAsync(session, new SubscriptionDraft { Recipients = [recipient], Alerts = wanted }, cancellationToken);
        if (isNew || wanted.All(alert => found.Alerts.Any(followed => followed.Alert == alert.Id)))
        {
            return;
        }

        var (subscription, etag) = await session.SubscriptionAsync(found.Id, cancellationToken);
        List<SubscribedAlertDraft> all = [.. subscription.Alerts.Select(followed => new SubscribedAlertDraft(followed.Alert, followed.Since)), .. wanted];
        _ = await edit.ChangeAsync(subscription, etag, session.By, new SubscriptionDraft { Alerts = all }, cancellationToken) ?? throw Finding.Changed(subscription.Id);
    }
}
