using System.Security.Cryptography;
using System.Text;
using LitWatch.Alerts;
using LitWatch.Storage;
using Microsoft.Extensions.Options;

namespace LitWatch.Digests;

/// <summary>A subscription as a person gives it; what is null keeps its value or takes the default.</summary>
internal sealed record SubscriptionDraft
{
    public string? Name { get; init; }

    /// <summary>Mail addresses.</summary>
    public IReadOnlyList<string>? Recipients { get; init; }

    public IReadOnlyList<SubscribedAlertDraft>? Alerts { get; init; }

    public DigestSchedule? Schedule { get; init; }

    public bool? MailWhenNothingNew { get; init; }

    /// <summary>Files that go with each digest; an empty list for none.</summary>
    public IReadOnlyList<DigestAttachment>? Attach { get; init; }

    /// <summary>Abstracts in full instead of their first lines.</summary>
    public bool? FullAbstracts { get; init; }

    public bool? Paused { get; init; }
}

internal sealed record SubscribedAlertDraft(string Id, DateOnly? Since = null);

/// <summary>Adds and changes subscriptions: for the API and the command line alike.</summary>
internal sealed class EditSubscriptions(SubscriptionStore subscriptions, AlertStore alerts, IOptions<MailOptions> mail, TimeProvider clock)
{
    /// <summary>Adds the subscription, or returns the one that the team has under the same name.</summary>
    /// <exception cref="RequestException">Something in the draft cannot be taken.</exception>
    public async Task<Subscription> AddAsync(string team, string by, SubscriptionDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Recipients is null or { Count: 0 })
        {
            throw new RequestException("recipients", "A subscription needs at least one mail address.");
        }

        var now = clock.GetUtcNow();
        var name = string.IsNullOrWhiteSpace(draft.Name) ? draft.Recipients[0].Trim() : draft.Name.Trim();
        var created = new Subscription
        {
            Id = "sb" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{team}\n{name.ToLowerInvariant()}")))[..12],
            Team = team,
            Name = name,
            Recipients = [],
            Alerts = [],
            CreatedAt = now,
            CreatedBy = by,
        };
        var subscription = await ApplyAsync(created, by, draft, cancellationToken);
        return await subscriptions.AddAsync(subscription, by, cancellationToken) ? subscription : (await subscriptions.FindAsync(team, subscription.Id, cancellationToken))?.Value ?? subscription;
    }

    /// <summary>Changes a subscription; null when somebody changed it since it was read.</summary>
    public async Task<Subscription?> ChangeAsync(Subscription subscription, Azure.ETag read, string by, SubscriptionDraft draft, CancellationToken cancellationToken)
    {
        var changed = await ApplyAsync(subscription, by, draft, cancellationToken);
        return await subscriptions.ReplaceAsync(changed, read, by, cancellationToken) ? changed : null;
    }

    private async Task<Subscription> ApplyAsync(Subscription subscription, string by, SubscriptionDraft draft, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var recipients = draft.Recipients is null ? subscription.Recipients : await RecipientsAsync(subscription, by, draft.Recipients, errors, cancellationToken);
        var subscribed = draft.Alerts is null ? subscription.Alerts : await AlertsAsync(subscription, draft.Alerts, errors, cancellationToken);
        if (draft.Schedule?.Fault() is { } fault)
        {
            errors["schedule"] = [fault];
        }

        return errors.Count > 0
            ? throw new RequestException(errors)
            : subscription with
            {
                Name = string.IsNullOrWhiteSpace(draft.Name) ? subscription.Name : draft.Name.Trim(),
                Recipients = recipients,
                Alerts = subscribed,
                Schedule = draft.Schedule ?? subscription.Schedule,
                ScheduledSince = draft.Schedule is null || draft.Schedule == subscription.Schedule ? subscription.ScheduledSince : clock.GetUtcNow(),
                MailWhenNothingNew = draft.MailWhenNothingNew ?? subscription.MailWhenNothingNew,
                Attach = draft.Attach is null ? subscription.Attach : [.. draft.Attach.Distinct().Order()],
                FullAbstracts = draft.FullAbstracts ?? subscription.FullAbstracts,
                PausedSince = draft.Paused switch { null => subscription.PausedSince, false => null, true => subscription.PausedSince ?? clock.GetUtcNow() },
            };
    }

    private async Task<IReadOnlyList<Recipient>> RecipientsAsync(
        Subscription subscription, string by, IReadOnlyList<string> addresses, Dictionary<string, string[]> errors, CancellationToken cancellationToken)
    {
        string[] wrong = [.. addresses.Where(address => !MailAddress.Is(address) || (MailAddress.IsMask(address) && !subscription.Recipients.Any(known => known.Is(address))))];
        if (wrong.Length > 0)
        {
            errors["recipients"] = [.. wrong.Select(MailAddress.Wrong)];
            return subscription.Recipients;
        }

        var recipients = new List<Recipient>();
        foreach (var address in addresses.Select(address => address.Trim()).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            recipients.Add(subscription.Recipients.FirstOrDefault(known => known.Is(address)) ?? await InvitedAsync(subscription, address, by, cancellationToken));
        }

        return recipients;
    }

    // Who names the own address has signed up. Anybody else is asked where the administrator wants that; who has left the subscription once, always.
    private async Task<Recipient> InvitedAsync(Subscription subscription, string address, string by, CancellationToken cancellationToken)
    {
        var recipient = new Recipient(address);
        return !recipient.Is(by) && (mail.Value.ConfirmRecipients || await HasLeftAsync(subscription, address, cancellationToken)) ? recipient with { AwaitedSince = clock.GetUtcNow() } : recipient;
    }

    private ValueTask<bool> HasLeftAsync(Subscription subscription, string address, CancellationToken cancellationToken) =>
        subscriptions.VersionsAsync(subscription.Team, subscription.Id, cancellationToken)
            .AnyAsync(version => version.Value.Recipients.Any(known => known.IsOrWas(address) && known.UnsubscribedAt is not null), cancellationToken);

    private async Task<IReadOnlyList<SubscribedAlert>> AlertsAsync(
        Subscription subscription, IReadOnlyList<SubscribedAlertDraft> wanted, Dictionary<string, string[]> errors, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var subscribed = new List<SubscribedAlert>();
        foreach (var alert in wanted.DistinctBy(alert => alert.Id, StringComparer.Ordinal))
        {
            if (await alerts.FindAsync(subscription.Team, alert.Id, cancellationToken) is null)
            {
                errors["alerts"] = [.. errors.GetValueOrDefault("alerts") ?? [], $"Your team has no alert '{alert.Id}'."];
            }

            var known = subscription.Alerts.FirstOrDefault(known => known.Alert == alert.Id);
            subscribed.Add(known is null ? new SubscribedAlert(alert.Id, now, alert.Since) : known with { Since = alert.Since ?? known.Since });
        }

        return subscribed;
    }
}
