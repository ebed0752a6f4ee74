using LitWatch.Web;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch alerts history</c> and <c>litwatch subscriptions history</c>: who changed what, when.</summary>
internal static class HistoryCommand
{
    /// <param name="noun">The command that it belongs to.</param>
    /// <param name="example">An identifier.</param>
    public static DocumentedCommand Create(Terminal terminal, string noun, string example, Func<TeamSession, string, CancellationToken, IAsyncEnumerable<Change>> changes)
    {
        var id = CommonOptions.Id();
        var json = CommonOptions.Json();
        var command = new DocumentedCommand("history", "who changed what, and when, newest first; also of what was removed", $"{noun} history {example}") { id, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var all = await changes(session, arguments.GetRequiredValue(id), cancellationToken).ToListAsync(cancellationToken);
            if (all.Count == 0)
            {
                throw new CommandException($"Team '{session.Team}' never had '{arguments.GetRequiredValue(id)}'; 'litwatch {noun} list' shows those it has.");
            }

            if (arguments.GetValue(json))
            {
                terminal.Print(new ListPage<Change>(all, null), WebJson.Readable.ListPageChange);
                return;
            }

            terminal.PrintTable(["!When", "Who", "What", "Old", "New"], [.. all.SelectMany(Rows)], "");
        });
        return command;
    }

    private static IEnumerable<string[]> Rows(Change change) => change is { What: "changed", Fields.Count: > 0 }
        ? change.Fields.Select((field, number) => (string[])[number == 0 ? Tables.Cell(change.At) : "", number == 0 ? change.By : "", field.Field, field.Old?.ToJsonString() ?? "", field.New?.ToJsonString() ?? ""])
        : [[Tables.Cell(change.At), change.By, change.What, "", ""]];
}
