using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using LitWatch.Alerts;
using LitWatch.Digests;
using LitWatch.Local.Hosting;
using LitWatch.Replay;
using LitWatch.Storage;
using LitWatch.Web;
using Microsoft.Extensions.Options;
using MimeKit;

namespace LitWatch.Local.Commands;

/// <summary><c>litwatch demo</c>: the whole pipeline on replayed sources, without account or network.</summary>
internal static class DemoCommand
{
    private const string Team = "demo";
    private const string Recipient = "safety-team@example.org";

    // Before every date that a record may bear: with records of one's own, all of them count as this week's.
    private static readonly DateOnly Beginning = new(1900, 1, 1);

    // Longer than a search's own retries.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Command Create(Terminal terminal)
    {
        var corpus = new Option<string[]>("--corpus") { Description = "folder of PubMed XML and Crossref JSON to search instead of the bundled records; may be repeated", HelpName = "DIR" };
        var reset = new Option<bool>("--reset") { Description = "start over: forget what earlier demonstrations found and mailed" };
        var command = new DocumentedCommand("demo", "search, find, compose and mail once, on bundled records: no account, no network", "demo", "demo --corpus records --reset") { corpus, reset };
        command.SetAction((arguments, cancellationToken) => RunAsync(terminal, arguments.GetValue(corpus) ?? [], arguments.GetValue(reset), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string[] corpora, bool reset, CancellationToken cancellationToken)
    {
        if (corpora.FirstOrDefault(folder => !Directory.Exists(folder)) is { } missing)
        {
            throw new CommandException($"there is no folder '{missing}': --corpus takes a folder of PubMed XML and Crossref JSON.");
        }

        var state = Path.Combine(Directory.GetCurrentDirectory(), ".litwatch", "demo");
        if (reset && Directory.Exists(state))
        {
            Directory.Delete(state, recursive: true);
        }

        if (corpora.Length > 0)
        {
            // What was found in other records must not make these look known.
            state = Path.Combine(state, "corpus-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', corpora.Select(Path.GetFullPath)))))[..8]);
        }

        await using var sources = await ReplayServer.StartAsync(
            new ReplayOptions { Corpora = corpora.Length > 0 ? corpora : [BundledCorpus.Folder] }, TimeProvider.System, cancellationToken);
        terminal.Say($"Replaying {sources.ArticleCount} PubMed records and {sources.WorkCount} Crossref works on this machine.");
        await using var host = await CommandHost.StartAsync(Settings(terminal, state, sources), cancellationToken);
        await using var scope = host.ScopeFor(Team);

        var subscription = await SubscribeAsync(scope.ServiceProvider, corpora.Length > 0 ? Beginning : null, cancellationToken);
        await SearchAsync(host, scope.ServiceProvider, subscription, terminal, cancellationToken);
        var delivery = await DigestAsync(host, scope.ServiceProvider, subscription, terminal, cancellationToken);
        var manifest = await scope.ServiceProvider.GetRequiredService<DigestArchive>().FindManifestAsync(delivery, cancellationToken)
            ?? throw new CommandException($"the digest was not composed (run with LITWATCH_DEBUG=1, or --reset to start over).");

        DemoReport.Print(manifest, terminal);
        terminal.Data.WriteLine($"Mail: {MailFile(scope.ServiceProvider, delivery)}");
        return manifest.IsComplete() ? ExitCode.Done : ExitCode.Incomplete;
    }

    /// <summary>Nothing of the demonstration touches what is configured: own storage, own sources, own folder for mail.</summary>
    private static LocalHostSettings Settings(Terminal terminal, string state, ReplayServer sources) => new()
    {
        Parts = HostParts.Queues,
        StateFolder = state,
        Say = terminal.Say,
        Values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [StorageOptions.ConnectionKey] = "",
            [$"{StorageOptions.ConnectionKey}:accountName"] = "",
            ["Storage:Prefix"] = "",
            ["PubMed:BaseUrl"] = sources.PubMedBaseUrl.AbsoluteUri,
            ["PubMed:ApiKey"] = "demo",
            ["PubMed:Email"] = "demo@example.org",
            ["Crossref:BaseUrl"] = sources.CrossrefBaseUrl.AbsoluteUri,
            ["Crossref:Mailto"] = "demo@example.org",
            ["Crossref:PlusToken"] = "",
            ["Mail:From"] = "LitWatch <litwatch@example.org>",
            ["Mail:Host"] = "",
            ["Mail:Username"] = "",
            ["Mail:PickupDirectory"] = Path.Combine(state, "outbox"),
        },
    };

    private static async Task<Subscription> SubscribeAsync(IServiceProvider services, DateOnly? start, CancellationToken cancellationToken)
    {
        var edit = services.GetRequiredService<EditAlerts>();
        var alerts = new List<SubscribedAlertDraft>();
        foreach (var strategy in DemoAlerts.Strategies)
        {
            var alert = await edit.AddAsync(Team, "demo", new AlertDraft { Strategy = strategy, Start = start }, cancellationToken);
            alerts.Add(new SubscribedAlertDraft(alert.Id, start));
        }

        return await services.GetRequiredService<EditSubscriptions>().AddAsync(
            Team, "demo", new SubscriptionDraft { Name = "Demo", Recipients = [Recipient], Alerts = alerts }, cancellationToken);
    }

    private static async Task SearchAsync(LocalHost host, IServiceProvider services, Subscription subscription, Terminal terminal, CancellationToken cancellationToken)
    {
        var since = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var alerts = services.GetRequiredService<AlertStore>();
        var sweep = services.GetRequiredService<SweepAlerts>();
        foreach (var subscribed in subscription.Alerts)
        {
            if (await alerts.FindAsync(Team, subscribed.Alert, cancellationToken) is var (alert, _))
            {
                await sweep.SearchNowAsync(alert, cancellationToken);
            }
        }

        await terminal.WorkAsync($"Searching {subscription.Alerts.Count} alerts …", () => host.DrainAsync(Patience, cancellationToken));
        await RunSummary.PrintAsync(host, terminal with { Data = terminal.Words }, since, cancellationToken);
    }

    private static async Task<Delivery> DigestAsync(LocalHost host, IServiceProvider services, Subscription subscription, Terminal terminal, CancellationToken cancellationToken)
    {
        var slot = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await services.GetRequiredService<SweepDigests>().OpenAsync(subscription, slot, cancellationToken);
        await terminal.WorkAsync("Composing the digest …", () => host.DrainAsync(Patience, cancellationToken));
        return await services.GetRequiredService<DeliveryStore>().FindAsync(Team, subscription.Id, Delivery.SlotOf(Delivery.SlotName(slot)) ?? slot, cancellationToken)
            ?? throw new CommandException("the digest's slot is gone; run with --reset to start over.");
    }

    private static string MailFile(IServiceProvider services, Delivery delivery)
    {
        var mail = services.GetRequiredService<IOptions<MailOptions>>().Value;
        var id = DigestMessage.MessageIdOf(delivery, Recipient, MailboxAddress.Parse(mail.From));
        return Path.Combine(mail.PickupDirectory, PickupMailer.FileName(id));
    }
}
