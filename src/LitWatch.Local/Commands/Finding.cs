using LitWatch.Alerts;
using LitWatch.Digests;
using LitWatch.Storage;

namespace LitWatch.Local.Commands;

/// <summary>What an identifier on the command line names.</summary>
internal static class Finding
{
    /// <exception cref="CommandException">The team has none of that id.</exception>
    public static async Task<(Alert Alert, Azure.ETag ETag)> AlertAsync(this TeamSession session, string id, CancellationToken cancellationToken) =>
        await session.Get<AlertStore>().FindAsync(session.Team, id, cancellationToken)
        ?? throw new CommandException($"Team '{session.Team}' has no alert '{id}'; 'litwatch alerts list' shows those it has.");

    /// <exception cref="CommandException">The team has none of that id.</exception>
    public static async Task<(Subscription Subscription, Azure.ETag ETag)> SubscriptionAsync(this TeamSession session, string id, CancellationToken cancellationToken) =>
        await session.Get<SubscriptionStore>().FindAsync(session.Team, id, cancellationToken)
        ?? throw new CommandException($"Team '{session.Team}' has no subscription '{id}'; 'litwatch subscriptions list' shows those it has.");

    /// <summary>Somebody was quicker.</summary>
    public static CommandException Changed(string id) => new($"'{id}' was changed by somebody else at this moment; look at it and try again.");
}
