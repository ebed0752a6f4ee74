using System.CommandLine;
using LitWatch.Digests;
using LitWatch.Storage;
using LitWatch.Web;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch subscriptions</c>: the same as the API's subscriptions.</summary>
internal static class SubscriptionsCommand
{
    public static Command Create(Terminal terminal) => new("subscriptions", "who gets mail about which alerts, and when")
    {
        SubscriptionsAdd.Create(terminal),
        List(terminal),
        Pause(terminal, "pause", "send no mail until it is resumed; searches go on", paused: true),
        Pause(terminal, "resume", "send mail again; the next digest has everything that came meanwhile", paused: false),
        Remove(terminal),
        HistoryCommand.Create(
            terminal, "subscriptions", "sb0123456789ab", (session, id, cancellationToken) => session.Get<SubscriptionStore>().ChangesAsync(session.Team, id, DigestsJson.Default.Subscription, cancellationToken)),
    };

    /// <summary>Prints a subscription that was added or changed: its identifier, or all of it as JSON.</summary>
    public static void Print(Terminal terminal, TeamSession session, Subscription subscription, bool json)
    {
        if (json)
        {
            terminal.Print(new SubscriptionView(subscription, session.Get<TimeProvider>().GetUtcNow()), WebJson.Readable.SubscriptionView);
        }
        else
        {
            terminal.Data.WriteLine(subscription.Id);
        }
    }

    public static string When(DigestSchedule schedule) => schedule.Every switch
    {
        DigestFrequency.Weekly or DigestFrequency.Fortnightly => $"{schedule.Every.ToString().ToLowerInvariant()} on {schedule.Day}",
        DigestFrequency.Monthly => $"monthly on day {schedule.DayOfMonth}",
        _ => schedule.Every.ToString().ToLowerInvariant(),
    } + $" at {schedule.Time:HH:mm} {schedule.TimeZone}";

    private static DocumentedCommand List(Terminal terminal)
    {
        var json = CommonOptions.Json();
        var command = new DocumentedCommand("list", "all subscriptions of the team", "subscriptions list --json") { json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var all = await session.Get<SubscriptionStore>().AllAsync(session.Team, cancellationToken).ToListAsync(cancellationToken);
            if (arguments.GetValue(json))
            {
                terminal.Print(new ListPage<SubscriptionView>([.. all.Select(subscription => new SubscriptionView(subscription, session.Get<TimeProvider>().GetUtcNow()))], null), WebJson.Readable.ListPageSubscriptionView);
                return;
            }

            terminal.PrintTable(
                ["!Subscription", "Name", "Recipients", "Alerts", "When"],
                [
                    .. all.Select(subscription => (string[])
                    [
                        subscription.Id,
                        subscription.Name,
                        string.Join('\n', subscription.Recipients.Select(recipient => recipient.Address + (recipient.UnsubscribedAt is not null ? " (unsubscribed)" : recipient.AwaitedSince is not null ? " (has not confirmed)" : ""))),
                        string.Join('\n', subscription.Alerts.Select(alert => alert.Alert)),
                        subscription.PausedSince is { } since ? $"paused since {Tables.Cell(since)}" : When(subscription.Schedule),
                    ]),
                ],
                $"Team '{session.Team}' has no subscriptions: 'litwatch subscriptions add' makes one.");
        });
        return command;
    }

    private static DocumentedCommand Pause(Terminal terminal, string name, string description, bool paused)
    {
        var id = CommonOptions.Id();
        var json = CommonOptions.Json();
        var command = new DocumentedCommand(name, description, $"subscriptions {name} sb0123456789ab") { id, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var (subscription, etag) = await session.SubscriptionAsync(arguments.GetRequiredValue(id), cancellationToken);
            var changed = await session.Get<EditSubscriptions>().ChangeAsync(subscription, etag, session.By, new SubscriptionDraft { Paused = paused }, cancellationToken)
                ?? throw Finding.Changed(subscription.Id);
            Print(terminal, session, changed, arguments.GetValue(json));
            terminal.Say(paused ? $"'{changed.Name}' gets no mail until it is resumed." : $"'{changed.Name}' gets mail: {When(changed.Schedule)}.");
        });
        return command;
    }

    private static DocumentedCommand Remove(Terminal terminal)
    {
        var id = CommonOptions.Id();
        var json = CommonOptions.Json();
        var command = new DocumentedCommand("remove", "remove a subscription; what was mailed is kept", "subscriptions remove sb0123456789ab") { id, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var (subscription, etag) = await session.SubscriptionAsync(arguments.GetRequiredValue(id), cancellationToken);
            if (!await session.Get<SubscriptionStore>().DeleteAsync(subscription, etag, session.By, cancellationToken))
            {
                throw Finding.Changed(subscription.Id);
            }

            Print(terminal, session, subscription, arguments.GetValue(json));
            terminal.Say($"'{subscription.Name}' is removed.");
        });
        return command;
    }
}
