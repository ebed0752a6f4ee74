using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using LitWatch.Storage;

namespace LitWatch.Digests;

/// <summary>Subscriptions of all teams, a row each.</summary>
internal sealed class SubscriptionStore(StorageAccount storage)
{
    private const string Table = "Subscriptions";

    public async Task<(Subscription Subscription, ETag ETag)?> FindAsync(string team, string id, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        return await table.FindAsync(TableKey.Of(team), TableKey.Of(id), cancellationToken) is { } row ? (row.Read(DigestsJson.Default.Subscription), row.ETag) : null;
    }

    /// <summary>Adds the subscription; false when its team has one of that id.</summary>
    public async Task<bool> AddAsync(Subscription subscription, CancellationToken cancellationToken) =>
        await (await storage.TableAsync(Table, cancellationToken)).TryAddAsync(Row(subscription), cancellationToken);

    /// <summary>Replaces the subscription as it was read; false when somebody changed it since.</summary>
    public async Task<bool> ReplaceAsync(Subscription subscription, ETag read, CancellationToken cancellationToken)
    {
        var row = Row(subscription);
        row.ETag = read;
        return await (await storage.TableAsync(Table, cancellationToken)).TryReplaceAsync(row, cancellationToken);
    }

    public async Task<bool> DeleteAsync(Subscription subscription, ETag read, CancellationToken cancellationToken)
    {
        try
        {
            var table = await storage.TableAsync(Table, cancellationToken);
            await table.DeleteEntityAsync(TableKey.Of(subscription.Team), TableKey.Of(subscription.Id), read, cancellationToken);
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status is 412 or 404)
        {
            return false;
        }
    }

    /// <summary>The subscriptions of <paramref name="team"/>, or of all teams.</summary>
    public async IAsyncEnumerable<Subscription> AllAsync(string? team, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var filter = team is null ? null : TableClient.CreateQueryFilter($"PartitionKey eq {TableKey.Of(team)}");
        await foreach (var row in table.RowsAsync(filter, cancellationToken))
        {
            yield return row.Read(DigestsJson.Default.Subscription);
        }
    }

    private static TableEntity Row(Subscription subscription) =>
        new TableEntity(TableKey.Of(subscription.Team), TableKey.Of(subscription.Id)).With(subscription, DigestsJson.Default.Subscription);
}
