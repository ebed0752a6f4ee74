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
    private const string Address = "Address";

    /// <summary>Adds a mail that waits to be sent; one that never will be where the address was erased.</summary>
    /// <param name="hash">Of the address.</param>
    public async Task AddAsync(Delivery delivery, string hash, string? address, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var row = new TableEntity(Partition(delivery), hash) { [Address] = address, ["State"] = nameof(MailState.Pending) };
        await table.TryAddAsync(address is null ? Erased(row) : row, cancellationToken);
    }

    /// <summary>Takes the address out of the records of all mails to it; they keep its hash. One that was still to be sent is given up.</summary>
    /// <returns>How many mails.</returns>
    public async Task<int> EraseAsync(string hash, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var count = 0;
        await foreach (var row in table.RowsAsync($"RowKey eq {hash}", cancellationToken).Where(row => !MailAddress.IsMask(row.GetString(Address))))
        {
            count++;
            for (var current = row; current is not null && !await table.TryReplaceAsync(Erased(current), cancellationToken); current = await table.FindAsync(row.PartitionKey, row.RowKey, cancellationToken))
            {
            }
        }

        return count;
    }

    /// <summary>When a mail was last sent to each address, in all digests; null for one to which none was.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset?>> LastSentAsync(CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var last = new Dictionary<string, DateTimeOffset?>(StringComparer.OrdinalIgnoreCase);
        await foreach (var mail in table.RowsAsync(filter: null, cancellationToken).Select(Read))
        {
            last[mail.Address] = last.GetValueOrDefault(mail.Address) is { } before && !(mail.SentAt > before) ? before : mail.SentAt;
        }

        return last;
    }

    public async Task<IReadOnlyList<RecipientMail>> OfAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var recipients = new List<RecipientMail>();
        await foreach (var row in table.RowsAsync($"PartitionKey eq {Partition(delivery)}", cancellationToken))
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

    /// <summary>Lets every mail that somebody asked for again wait to go out; safe to repeat.</summary>
    /// <returns>The mails as they are then.</returns>
    public async Task<IReadOnlyList<RecipientMail>> ReopenAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var mails = await OfAsync(delivery, cancellationToken);
        if (mails.All(mail => delivery.Owed(mail) is null))
        {
            return mails;
        }

        foreach (var mail in mails)
        {
            // One that is on its way is not sent twice: it waits already.
            await ChangeAsync(delivery, mail.Hash, current => delivery.Owed(current) is { } again ? current with { State = MailState.Pending, Again = again } : null, cancellationToken);
        }

        return await OfAsync(delivery, cancellationToken);
    }

    private static string Partition(Delivery delivery) => TableKey.Of($"{delivery.Team}|{delivery.Id}");

    private static TableEntity Erased(TableEntity row)
    {
        row[Address] = MailAddress.Mask(row.RowKey);
        if (row.GetString("State") == nameof(MailState.Pending))
        {
            (row["State"], row["Error"], row["LeasedUntil"]) = (nameof(MailState.Failed), "The address was erased.", null);
        }

        return row;
    }

    private static RecipientMail Read(TableEntity row) => new(row.RowKey, row.GetString(Address))
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
