using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using LitWatch.Storage;

namespace LitWatch.Digests;

/// <summary>Deliveries by subscription and slot, changed by ETag.</summary>
internal sealed class DeliveryStore(StorageAccount storage)
{
    private const string Table = "Deliveries";

    /// <summary>Adds a delivery; false when the slot has one already.</summary>
    public async Task<bool> AddAsync(Delivery delivery, CancellationToken cancellationToken) =>
        await (await storage.TableAsync(Table, cancellationToken)).TryAddAsync(Row(delivery), cancellationToken);

    public async Task<Delivery?> FindAsync(string team, string subscription, DateTimeOffset slot, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        return await table.FindAsync(Partition(team, subscription), Delivery.SlotName(slot), cancellationToken) is { } row ? Read(row) : null;
    }

    /// <param name="id">As <see cref="Delivery.Id"/> says it.</param>
    public async Task<Delivery?> FindAsync(string team, string id, CancellationToken cancellationToken) =>
        Delivery.Parse(id) is var (subscription, slot) ? await FindAsync(team, subscription, slot, cancellationToken) : null;

    /// <summary>Applies <paramref name="change"/> to the delivery as it is; null leaves it.</summary>
    public async Task<Delivery?> ChangeAsync(Delivery delivery, Func<Delivery, Delivery?> change, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        while (await table.FindAsync(Partition(delivery.Team, delivery.Subscription), Delivery.SlotName(delivery.Slot), cancellationToken) is { } row)
        {
            if (change(Read(row)) is not { } changed)
            {
                return null;
            }

            var entity = Row(changed);
            entity.ETag = row.ETag;
            if (await table.TryReplaceAsync(entity, cancellationToken))
            {
                return changed;
            }
        }

        return null;
    }

    /// <summary>Deliveries of all teams of which mails are to be sent.</summary>
    public async IAsyncEnumerable<Delivery> UnsettledAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var settled = nameof(DeliveryState.Settled);
        await foreach (var row in table.RowsAsync($"State ne {settled}", cancellationToken))
        {
            yield return Read(row);
        }
    }

    /// <summary>Deliveries of one subscription, oldest first.</summary>
    public async Task<IReadOnlyList<Delivery>> OfAsync(string team, string subscription, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var deliveries = new List<Delivery>();
        await foreach (var row in table.RowsAsync($"PartitionKey eq {Partition(team, subscription)}", cancellationToken))
        {
            deliveries.Add(Read(row));
        }

        return deliveries;
    }

    private static string Partition(string team, string subscription) => TableKey.Of($"{team}|{subscription}");

    private static TableEntity Row(Delivery delivery) => new(Partition(delivery.Team, delivery.Subscription), Delivery.SlotName(delivery.Slot))
    {
        ["Team"] = delivery.Team,
        ["Subscription"] = delivery.Subscription,
        ["State"] = delivery.State.ToString(),
        ["EnqueuedAt"] = delivery.EnqueuedAt,
        ["ComposedAt"] = delivery.ComposedAt,
        ["SettledAt"] = delivery.SettledAt,
        ["Subject"] = delivery.Subject,
        ["Attached"] = delivery.Attached,
        ["Suppressed"] = delivery.Suppressed,
        ["Resends"] = delivery.Resends.Count == 0 ? null : Payload.Compress(delivery.Resends, DigestsJson.Default.IReadOnlyListResend),
    };

    private static Delivery Read(TableEntity row) => new(row.GetString("Team"), row.GetString("Subscription"), Delivery.SlotOf(row.RowKey) ?? default)
    {
        State = Enum.Parse<DeliveryState>(row.GetString("State")),
        EnqueuedAt = row.GetDateTimeOffset("EnqueuedAt") ?? default,
        ComposedAt = row.GetDateTimeOffset("ComposedAt"),
        SettledAt = row.GetDateTimeOffset("SettledAt"),
        Subject = row.GetString("Subject"),
        Attached = row.GetInt32("Attached") ?? 0,
        Suppressed = row.GetString("Suppressed"),
        Resends = row.GetBinary("Resends") is { } resends ? Payload.Expand(new MemoryStream(resends), DigestsJson.Default.IReadOnlyListResend) : [],
    };
}
