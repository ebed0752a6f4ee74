using System.CommandLine;
using System.Globalization;
using LitWatch.Storage;
using LitWatch.Web;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch poison</c>: messages that were given up after all attempts.</summary>
internal static class PoisonCommand
{
    public static Command Create(Terminal terminal) => new("poison", "messages that handlers gave up after all attempts")
    {
        List(terminal), Redrive(terminal),
    };

    private static DocumentedCommand List(Terminal terminal)
    {
        var json = CommonOptions.Json();
        var command = new DocumentedCommand("list", "show them, the oldest of each queue", "poison list", "poison list --json") { json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var messages = await session.Get<PoisonQueues>().ListAsync(Pipeline.Queues, cancellationToken);
            if (arguments.GetValue(json))
            {
                terminal.Print(new ListPage<PoisonMessage>(messages, null), WebJson.Readable.ListPagePoisonMessage);
                return;
            }

            terminal.PrintTable(
                ["Queue", "Given up", "Message"],
                [.. messages.Select(message => (string[])[message.Queue, message.GivenUpAt?.ToString("u", CultureInfo.InvariantCulture) ?? "", message.Body])],
                "No message was given up.");
        });
        return command;
    }

    private static DocumentedCommand Redrive(Terminal terminal)
    {
        var queue = new Option<string?>("--queue") { Description = $"only of this one of {string.Join(", ", Pipeline.Queues)}", HelpName = "QUEUE" };
        var json = CommonOptions.Json();
        queue.AcceptOnlyFromAmong([.. Pipeline.Queues]);
        var command = new DocumentedCommand("redrive", "send them back to the queues they come from, once what they failed for is mended", "poison redrive", "poison redrive --queue litwatch-emails") { queue, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var count = await session.Get<PoisonQueues>().RedriveAsync(arguments.GetValue(queue) is { } one ? [one] : Pipeline.Queues, cancellationToken);
            if (arguments.GetValue(json))
            {
                terminal.Print(new Redriven(count), WebJson.Readable.Redriven);
            }

            terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{count} message(s) sent back."));
        });
        return command;
    }
}
