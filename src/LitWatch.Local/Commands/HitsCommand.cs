using System.CommandLine;
using LitWatch.Sources;
using LitWatch.Web;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch hits</c>: what an alert found, each article once, newest first.</summary>
internal static class HitsCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = CommonOptions.Required("--alert", "ID", "the alert");
        var since = CommonOptions.Day("--since", "first seen on this day or later, UTC");
        var json = CommonOptions.Json();
        var command = new DocumentedCommand("hits", "what an alert found, each article once, newest first", "hits --alert al0123456789ab --since 2026-11-01") { id, since, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var (alert, _) = await session.AlertAsync(arguments.GetRequiredValue(id), cancellationToken);
            var hits = await session.Get<AlertHits>().OfAsync(alert, arguments.GetValue(since).Start() ?? DateTimeOffset.MinValue, [], cancellationToken);
            Print(terminal, hits, arguments.GetValue(json));
            terminal.SayIfAny(NcbiNotice.For(hits.SelectMany(found => found.Hits).Select(hit => hit.Source)));
        });
        return command;
    }

    private static void Print(Terminal terminal, IReadOnlyList<HitView> hits, bool json)
    {
        if (json)
        {
            terminal.Print(new ListPage<HitView>(hits, null), WebJson.Readable.ListPageHitView);
            return;
        }

        terminal.PrintTable(
            ["First seen", "Article", "Found in", "Matched"],
            [
                .. hits.Select(found => (string[])
                [
                    Tables.Cell(found.Hits.Min(hit => hit.FirstSeenAt)),
                    Tables.Cell(found.Article),
                    string.Join('\n', found.Hits.Select(hit => hit.Source).Distinct(StringComparer.Ordinal)),
                    Tables.Cell([.. found.Hits.SelectMany(hit => hit.Spans)]),
                ]),
            ],
            "Nothing found so far.");
    }
}
