using System.CommandLine;
using LitWatch.Digests;
using LitWatch.Digests.Mail;
using LitWatch.Storage;
using LitWatch.Web;
using Microsoft.Extensions.Options;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch digests</c>: what was mailed, what would be, and mailing it again.</summary>
internal static class DigestsCommand
{
    public static Command Create(Terminal terminal) => new("digests", "what was mailed, what would be mailed now, and mailing it again") { List(terminal), Show(terminal), Preview(terminal), Resend(terminal) };

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
        var mails = new Option<bool>("--mails") { Description = "what became of each recipient's mail, instead of the digest" };
        var json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "show", "one digest as it was mailed, and to whom", "digests show sb0123456789ab.20261123T070000000Z", "digests show sb0123456789ab.20261123T070000000Z --mails --json") { id, html, mails, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var digest = await DigestAsync(session, arguments.GetRequiredValue(id), cancellationToken);
            var sent = await session.Get<RecipientStore>().OfAsync(digest, cancellationToken);
            if (arguments.GetValue(mails) && ResendDigest.Refusal(digest) is null)
            {
                MailTable.Print(terminal, sent, arguments.GetValue(json));
                return;
            }

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
            terminal.Say($"Mails: {MailTable.Summary(sent)} (--mails shows them).");
            foreach (var again in digest.Resends)
            {
                terminal.Say($"Sent again to {again.Mails} recipient(s) by {again.By}, {Tables.Cell(again.At)}.");
            }
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
                subscription, session.Get<TimeProvider>().GetUtcNow(), Delivery.LastTold(before.Where(delivery => delivery.IsTold)), cancellationToken);
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

    private static DocumentedCommand Resend(Terminal terminal)
    {
        var id = CommonOptions.Id();
        var to = CommonOptions.Many("--to", "ADDRESS", "only these of the digest's recipients; all who still get mail of the subscription when not given");
        var json = CommonOptions.Json();
        var command = new DocumentedCommand(
            "resend", "mail a digest again, as it was; also to those whose mail was refused", "digests resend sb0123456789ab.20261123T070000000Z", "digests resend sb0123456789ab.20261123T070000000Z --to safety@example.org") { id, to, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            await using var session = await TeamSession.OpenAsync(terminal, arguments, cancellationToken);
            var digest = await DigestAsync(session, arguments.GetRequiredValue(id), cancellationToken);
            if (ResendDigest.Refusal(digest) is { } refusal)
            {
                throw new CommandException(refusal);
            }

            var mails = await session.Get<ResendDigest>().RunAsync(digest, session.By, arguments.GetResult(to) is null ? null : arguments.GetValue(to), cancellationToken);
            MailTable.Print(terminal, mails, arguments.GetValue(json));
            terminal.Say($"{mails.Count} mail(s) wait to go out: 'litwatch run' or a running 'litwatch serve' sends them.");
        });
        return command;
    }

    private static Option<bool> Html() => new("--html") { Description = "print the HTML body instead of the text" };

    private static async Task<Delivery> DigestAsync(TeamSession session, string id, CancellationToken cancellationToken) =>
        await session.Get<DeliveryStore>().FindAsync(session.Team, id, cancellationToken)
        ?? throw new CommandException($"Team '{session.Team}' has no digest '{id}'; 'litwatch digests list' shows those of a subscription.");
}
