using System.CommandLine;
using LitWatch.Alerts;
using LitWatch.Storage;
using LitWatch.Strategies;
using LitWatch.Strategies.Linting;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch alerts add</c>.</summary>
internal static class AlertsAdd
{
    public const string Different = "of this name and strategy is there already, with another start, end or sources";

    public static Command Create(Terminal terminal)
    {
        var drug = CommonOptions.Drug();
        var reaction = CommonOptions.Reaction();
        var any = CommonOptions.AnyReaction();
        var file = StrategyFile.Option(required: false);
        var name = new Option<string?>("--name") { Description = "what people call it; made from the terms when not given", HelpName = "NAME" };
        var start = CommonOptions.Day("--start", "the first day searched; a week ago when not given. What is found before that week is kept, not mailed");
        var offPeak = new Option<bool>("--off-peak") { Description = "search days before that week only in the source's quiet hours" };
        var enrich = CommonOptions.Enrich();
        var end = CommonOptions.Day("--end", "the last day on which it is searched");
        var source = CommonOptions.Source();
        var reason = new Option<string?>("--reason") { Description = "why it is watched, kept in its history", HelpName = "TEXT" };
        var json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "add",
            "watch a drug and a reaction; prints the alert's identifier",
            "alerts add --drug natalizumab Tysabri --reaction psoriasis \"psoria*\"",
            "alerts add --strategy clozapine.json --name \"clozapine, heart\" --start 2026-01-01")
        {
            drug, reaction, any, file, name, start, offPeak, enrich, end, source, reason, json,
        };
        command.Validators.Add(result =>
        {
            var terms = (Drug: result.GetResult(drug) is not null, Reaction: (result.GetResult(reaction) ?? result.GetResult(any)) is not null);
            if (result.GetResult(file) is null ? terms is not (true, true) : terms is not (false, false))
            {
                result.AddError("Give --strategy, or --drug with --reaction or --any-reaction.");
            }
        });
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var strategy = arguments.GetValue(file) is { } path
                ? StrategyFile.Read(path)
                : new Strategy { Drug = Terms(arguments.GetValue(drug)), Reaction = Terms(arguments.GetValue(reaction)), AnyAdverseReaction = arguments.GetValue(any) };
            var draft = new AlertDraft
            {
                Name = arguments.GetValue(name),
                Strategy = strategy with { Reason = arguments.GetValue(reason) ?? strategy.Reason },
                Sources = Sources(arguments.GetValue(source) ?? []),
                Start = arguments.GetValue(start),
                BackFillOffPeak = arguments.GetValue(offPeak),
                Enrich = arguments.GetValue(enrich),
                End = arguments.GetValue(end),
            };
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var (alert, isNew, isAsAsked) = await AddAsync(session, draft, cancellationToken);
            if (!isAsAsked)
            {
                throw new CommandException($"Alert '{alert.Id}' {Different}. Remove it first, or give another --name.");
            }

            foreach (var finding in isNew ? StrategyLinter.Lint(strategy, (await session.Get<VocabularyStore>().FindAsync(session.Team, cancellationToken)).Vocabulary) : [])
            {
                terminal.Say(finding.ToString());
            }

            await AlertsCommand.PrintAsync(terminal, session, alert, arguments.GetValue(json), cancellationToken);
            terminal.Say(isNew ? $"'{alert.Name}' is watched from {Tables.Cell(alert.Start)}." : $"'{alert.Name}' was watched already; nothing changed.");
        });
        return command;
    }

    /// <summary>Adds the alert, or gives the one of that name and strategy as it is, which may have another start, end or sources than the draft.</summary>
    public static async Task<(Alert Alert, bool IsNew, bool IsAsAsked)> AddAsync(TeamSession session, AlertDraft draft, CancellationToken cancellationToken)
    {
        var now = session.Get<TimeProvider>().GetUtcNow();
        var alert = await session.Get<EditAlerts>().AddAsync(session.Team, session.By, draft, cancellationToken);
        var same = (draft.Start ?? alert.Start) == alert.Start
            && (draft.End is null || draft.End == alert.End)
            && (draft.Sources ?? alert.Sources).SequenceEqual(alert.Sources);
        return (alert, alert.CreatedAt >= now, same);
    }

    public static IReadOnlyList<Term> Terms(IEnumerable<string>? values) => [.. (values ?? []).Select(value => value.Trim()).Where(value => value.Length > 0).Select(value => (Term)value)];

    /// <summary>Sources by name, each with its usual duty; when none of them is usually required, all are: an alert without required source would never say that it has a gap.</summary>
    public static IReadOnlyList<AlertSource>? Sources(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return null;
        }

        AlertSource[] sources =
        [
            .. names.Select(name => name.Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal)
                .Select(name => AlertSource.Defaults.FirstOrDefault(usual => usual.Source == name) ?? new AlertSource(name, Required: true)),
        ];
        return sources.Any(source => source.Required) ? sources : [.. sources.Select(source => source with { Required = true })];
    }
}
