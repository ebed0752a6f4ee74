using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using LitWatch.Storage;

namespace LitWatch.Digests;

/// <summary>What became of one recipient's mail.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MailState>))]
internal enum MailState
{
    [JsonStringEnumMemberName("pending")]
    Pending,

    [JsonStringEnumMemberName("sent")]
    Sent,

    /// <summary>Refused for good by the mail server.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}

/// <summary>One recipient's mail of a digest.</summary>
/// <param name="Hash">Names the recipient where the address must not stand: keys, messages, logs.</param>
internal sealed record RecipientMail(string Hash, string Address)
{
    public MailState State { get; init; } = MailState.Pending;

    /// <summary>Of every mail of this digest to this recipient; null until the first was tried.</summary>
    public string? MessageId { get; init; }

    /// <summary>How often a mail was given to the mail server.</summary>
    public int Tries { get; init; }

    /// <summary>Why the last try came to nothing; null once a mail is sent.</summary>
    public string? Error { get; init; }

    /// <summary>The last time.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Who last asked for the mail to be sent again; null when nobody did.</summary>
    public SentAgain? Again { get; init; }

    [JsonIgnore]
    public DateTimeOffset? LeasedUntil { get; init; }
}

internal sealed record SentAgain(DateTimeOffset At, string By);

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
            row["MessageId"] = changed.MessageId;
            row["Tries"] = changed.Tries;
            row["AgainAt"] = changed.Again?.At;
            row["AgainBy"] = changed.Again?.By;
            if (await table.TryReplaceAsync(row, cancellationToken))
            {
                return changed;
            }
        }

        return null;
    }

    private static string Partition(Delivery delivery) => TableKey.Of($"{delivery.Team}|{delivery.Id}");

    private static RecipientMail Read(TableEntity row) => new(row.RowKey, row.GetString("Address"))
    {
        State = Enum.Parse<MailState>(row.GetString("State")),
        LeasedUntil = row.GetDateTimeOffset("LeasedUntil"),
        SentAt = row.GetDateTimeOffset("SentAt"),
        Error = row.GetString("Error"),
        MessageId = row.GetString("MessageId"),
        Tries = row.GetInt32("Tries") ?? 0,
        Again = row.GetDateTimeOffset("AgainAt") is { } at ? new SentAgain(at, row.GetString("AgainBy")) : null,
    };
}
