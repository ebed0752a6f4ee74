using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using LitWatch.Storage;

namespace LitWatch.Digests;

/// <summary>What became of one recipient's mail.</summary>
internal enum MailState
{
    Pending,
    Sent,

    /// <summary>Refused for good by the mail server.</summary>
    Failed,
}

/// <param name="Hash">Names the recipient where the address must not stand: keys, messages, logs.</param>
internal sealed record RecipientMail(string Hash, string Address, MailState State, DateTimeOffset? LeasedUntil, DateTimeOffset? SentAt, string? Error);

/// <summary>Recipients of each digest: one row a mail, leased by ETag while it is sent.</summary>
internal sealed class RecipientStore(StorageAccount storage)
{
    private const string Table = "Recipients";

    /// <summary>Sixteen bytes of SHA-256 over the address in lower case, hex.</summary>
    public static string HashOf(string address) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.Trim().ToLowerInvariant())))[..32];

    public async Task AddAsync(Delivery delivery, string address, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        await table.TryAddAsync(new TableEntity(Partition(delivery), HashOf(address)) { ["Address"] = address, ["State"] = nameof(MailState.Pending) }, cancellationToken);
    }

    public async Task<IReadOnlyList<RecipientMail>> OfAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var recipients = new List<RecipientMail>();
        await foreach (var row in table.RowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition(delivery)}"), cancellationToken))
        {
            recipients.Add(Read(row));
        }

        return recipients;
    }

    /// <summary>Applies <paramref name="change"/> to the recipient as it is; null leaves it, and is returned.</summary>
    public async Task<RecipientMail?> ChangeAsync(Delivery delivery, string hash, Func<RecipientMail, RecipientMail?> change, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        while (await table.FindAsync(Partition(delivery), hash, cancellationToken) is { } row)
        {
            if (change(Read(row)) is not { } changed)
            {
                return null;
            }

            row["State"] = changed.State.ToString();
            row["LeasedUntil"] = changed.LeasedUntil;
            row["SentAt"] = changed.SentAt;
            row["Error"] = changed.Error;
            if (await table.TryReplaceAsync(row, cancellationToken))
            {
                return changed;
            }
        }

        return null;
    }

    private static string Partition(Delivery delivery) => TableKey.Of($"{delivery.Team}|{delivery.Id}");

    private static RecipientMail Read(TableEntity row) => new(
        row.RowKey, row.GetString("Address"), Enum.Parse<MailState>(row.GetString("State")), row.GetDateTimeOffset("LeasedUntil"), row.GetDateTimeOffset("SentAt"), row.GetString("Error"));
}
