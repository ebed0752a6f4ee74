using System.CommandLine;
using LitWatch.Digests;
using LitWatch.Digests.Mail;
using LitWatch.Storage;
using LitWatch.Web;
using Microsoft.Extensions.Options;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch digests</c>: what was mailed, and what would be.</summary>
internal static class DigestsCommand
{
    public static Command Create(Terminal terminal) => new("digests", "what was mailed, and what would be mailed now") { List(terminal), Show(terminal), Preview(terminal) };

    private static DocumentedCommand List(Terminal terminal)
    {
        var id = CommonOptions.Required("--subscription", "ID", "the subscription");
        var json = CommonOptions.Json();
        var command = new DocumentedCommand("list", "the digests of a subscription, newest first", "digests list --subscription sb0123456789ab") { id, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var (subscription, _) = await session.SubscriptionAsync(arguments.GetRequiredValue(id), cancellationToken);
            Delivery[] digests = [.. (await session.Get<DeliveryStore>().OfAsync(session.Team, subscription.Id, cancellationToken)).Reverse()];
            if (arguments.GetValue(json))
            {
                terminal.Print(new ListPage<Delivery>(digests, null), WebJson.Readable.ListPageDelivery);
                return;
            }

            terminal.PrintTable(
                ["!Digest", "Slot", "State", "Subject"],
                [.. digests.Select(digest => (string[])[digest.Id, Tables.Cell(digest.Slot), digest.State.ToString().ToLowerInvariant(), digest.Suppressed is { } why ? $"(no mail: {why})" : digest.Subject ?? ""])],
                "No digests so far.");
        });
        return command;
    }

    private static DocumentedCommand Show(Terminal terminal)
    {
        var id = CommonOptions.Id();
        var html = Html();
        var json = CommonOptions.Json();
        var command = new DocumentedCommand("show", "one digest as it was mailed", "digests show sb0123456789ab.20261123T070000000Z") { id, html, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var digest = await DigestAsync(session, arguments.GetRequiredValue(id), cancellationToken);
            var archive = session.Get<DigestArchive>();
            if (await archive.FindManifestAsync(digest, cancellationToken) is not { } manifest || await archive.FindBodiesAsync(digest, cancellationToken) is not var (page, text))
            {
                throw new CommandException(digest.Suppressed is { } why ? $"No mail was made for this slot: {why}." : $"The digest '{digest.Id}' is not composed yet.");
            }

            if (arguments.GetValue(json))
            {
                terminal.Print(manifest, WebJson.Readable.DigestManifest);
                return;
            }

            terminal.Data.Write(arguments.GetValue(html) ? page : text);
        });
        return command;
    }

    private static DocumentedCommand Preview(Terminal terminal)
    {
        var id = CommonOptions.Required("--subscription", "ID", "the subscription");
        var html = Html();
        var json = CommonOptions.Json();
        var command = new DocumentedCommand("preview", "what the digest would be if its time were now; nothing is mailed or noted as mailed", "digests preview --subscription sb0123456789ab") { id, html, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var (subscription, _) = await session.SubscriptionAsync(arguments.GetRequiredValue(id), cancellationToken);
            var before = await session.Get<DeliveryStore>().OfAsync(session.Team, subscription.Id, cancellationToken);
            var manifest = await session.Get<ManifestBuilder>().BuildAsync(
                subscription, session.Get<TimeProvider>().GetUtcNow(), Delivery.LastTold(before.Where(delivery => delivery.State == DeliveryState.Settled)), cancellationToken);
            if (arguments.GetValue(json))
            {
                terminal.Print(manifest, WebJson.Readable.DigestManifest);
                return;
            }

            var links = new DigestLinks(session.Get<IOptions<WebOptions>>().Value.PublicUrl);
            terminal.Data.Write(arguments.GetValue(html) ? await DigestHtml.RenderAsync(manifest, links, cancellationToken) : DigestText.Render(manifest, links));
        });
        return command;
    }

    private static Option<bool> Html() => new("--html") { Description = "print the HTML body instead of the text" };

    private static async Task<Delivery> DigestAsync(TeamSession session, string id, CancellationToken cancellationToken) =>
        id.Split('.') is [var subscription, var name]
        && Delivery.SlotOf(name) is { } slot
        && await session.Get<DeliveryStore>().FindAsync(session.Team, subscription, slot, cancellationToken) is { } delivery
            ? delivery
            : throw new CommandException($"Team '{session.Team}' has no digest '{id}'; 'litwatch digests list' shows those of a subscription.");
}
