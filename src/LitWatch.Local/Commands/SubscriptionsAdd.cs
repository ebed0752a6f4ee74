using System.CommandLine;
using System.Globalization;
using LitWatch.Alerts;
using LitWatch.Digests;
using LitWatch.Storage;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch subscriptions add</c>.</summary>
internal static class SubscriptionsAdd
{
    private static readonly string[] Frequencies = [.. Enum.GetNames<DigestFrequency>().Select(name => name.ToLowerInvariant())];

    public static Command Create(Terminal terminal)
    {
        var to = CommonOptions.Many("--to", "ADDRESS", "who gets the digest");
        to.Required = true;
        var alert = CommonOptions.Many("--alert", "ID", "alerts to follow");
        var all = new Option<bool>("--all-alerts") { Description = "follow all alerts that the team has now" };
        var name = new Option<string?>("--name") { Description = "what people call it; the first address when not given", HelpName = "NAME" };
        var every = new Option<string?>("--every") { Description = "how often; weekly when not given" };
        every.AcceptOnlyFromAmong(Frequencies);
        var day = new Option<string?>("--day") { Description = "weekday of a weekly or fortnightly digest, day of the month (1 to 31) of a monthly one", HelpName = "DAY" };
        var at = new Option<string?>("--at") { Description = "time of day; 07:00 when not given", HelpName = "HH:MM" };
        var zone = new Option<string?>("--time-zone") { Description = "IANA time zone of that time; UTC when not given", HelpName = "ZONE" };
        var since = CommonOptions.Day("--since", "mail also what entered its source on this day or later and was found before");
        var quiet = new Option<bool>("--quiet-when-nothing-new") { Description = "send no mail when nothing is new and everything was searched" };
        var attach = new Option<DigestAttachment[]>("--attach") { Description = "files of the new articles that go with each digest", AllowMultipleArgumentsPerToken = true };
        var fullAbstracts = new Option<bool>("--full-abstracts") { Description = "abstracts as a whole instead of the lines around what matched" };
        var json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "add",
            "mail a digest of alerts to people; prints the subscription's identifier",
            "subscriptions add --to safety@example.org --all-alerts",
            "subscriptions add --to a@example.org b@example.org --alert al0123456789ab --every weekly --day monday --at 07:00 --time-zone Europe/Rome")
        {
            to, alert, all, name, every, day, at, zone, since, quiet, attach, fullAbstracts, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(alert) is null == result.GetResult(all) is null)
            {
                result.AddError("Give either --alert or --all-alerts.");
            }
        });
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var schedule = Schedule(arguments.GetValue(every), arguments.GetValue(day), arguments.GetValue(at), arguments.GetValue(zone));
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var alerts = arguments.GetValue(alert) is { Length: > 0 } given ? given : await AllAsync(session, cancellationToken);
            var draft = new SubscriptionDraft
            {
                Name = arguments.GetValue(name),
                Recipients = arguments.GetRequiredValue(to),
                Alerts = [.. alerts.Select(id => new SubscribedAlertDraft(id, arguments.GetValue(since)))],
                Schedule = schedule,
                MailWhenNothingNew = !arguments.GetValue(quiet),
                Attach = arguments.GetValue(attach) ?? [],
                FullAbstracts = arguments.GetValue(fullAbstracts),
            };
            var (subscription, isNew) = await AddAsync(session, draft, cancellationToken);
            if (!isNew && !IsMet(subscription, draft))
            {
                throw new CommandException($"Subscription '{subscription.Id}' of the name '{subscription.Name}' is there already and is different. Remove it first, or give another --name.");
            }

            SubscriptionsCommand.Print(terminal, session, subscription, arguments.GetValue(json));
            terminal.Say(isNew
                ? $"'{subscription.Name}' gets mail: {SubscriptionsCommand.When(subscription.Schedule)}. The next is due {Tables.Cell(subscription.Schedule.Next(session.Get<TimeProvider>().GetUtcNow()))}."
                : $"'{subscription.Name}' was there already; nothing changed.");
        });
        return command;
    }

    /// <summary>Adds the subscription, or gives the one of that name as it is.</summary>
    public static async Task<(Subscription Subscription, bool IsNew)> AddAsync(TeamSession session, SubscriptionDraft draft, CancellationToken cancellationToken)
    {
        var now = session.Get<TimeProvider>().GetUtcNow();
        var subscription = await session.Get<EditSubscriptions>().AddAsync(session.Team, session.By, draft, cancellationToken);
        return (subscription, subscription.CreatedAt >= now);
    }

    private static bool IsMet(Subscription subscription, SubscriptionDraft draft) =>
        subscription.Recipients.Select(recipient => recipient.Address).ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(draft.Recipients!)
        && subscription.Alerts.Select(alert => new SubscribedAlertDraft(alert.Alert, alert.Since)).ToHashSet().SetEquals(draft.Alerts!)
        && subscription.Schedule == draft.Schedule
        && subscription.MailWhenNothingNew == draft.MailWhenNothingNew
        && subscription.FullAbstracts == draft.FullAbstracts
        && subscription.Attach.ToHashSet().SetEquals(draft.Attach!);

    private static async Task<IReadOnlyList<string>> AllAsync(TeamSession session, CancellationToken cancellationToken)
    {
        var alerts = await session.Get<AlertStore>().AllAsync(session.Team, cancellationToken).Select(alert => alert.Id).ToListAsync(cancellationToken);
        return alerts.Count > 0 ? alerts : throw new CommandException($"Team '{session.Team}' has no alerts: 'litwatch alerts add' makes one.");
    }

    private static DigestSchedule Schedule(string? every, string? day, string? at, string? zone)
    {
        var schedule = new DigestSchedule();
        schedule = schedule with
        {
            Every = every is null ? schedule.Every : Enum.Parse<DigestFrequency>(every, ignoreCase: true),
            TimeZone = zone ?? schedule.TimeZone,
            Time = at is null ? schedule.Time
                : TimeOnly.TryParseExact(at, "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
                : throw Wrong($"--at: '{at}' is not a time of day; write it as 07:00."),
        };
        return day is null ? schedule : schedule.Every switch
        {
            DigestFrequency.Monthly when int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 31 => schedule with { DayOfMonth = number },
            DigestFrequency.Monthly => throw Wrong($"--day: '{day}' is not a day of the month; give 1 to 31."),
            DigestFrequency.Weekly or DigestFrequency.Fortnightly when !char.IsAsciiDigit(day[0]) && Enum.TryParse<DayOfWeek>(day, ignoreCase: true, out var weekday) => schedule with { Day = weekday },
            DigestFrequency.Weekly or DigestFrequency.Fortnightly => throw Wrong($"--day: '{day}' is not a weekday; give one such as monday."),
            _ => throw Wrong($"--day has no meaning for a digest that comes {schedule.Every.ToString().ToLowerInvariant()}."),
        };
    }

    private static CommandException Wrong(string message) => new(message, ExitCode.WrongUsage);
}
