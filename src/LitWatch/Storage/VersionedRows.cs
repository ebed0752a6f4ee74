using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Data.Tables;

namespace LitWatch.Storage;

/// <summary>What belongs to a team and is edited by people.</summary>
internal interface ITeamOwned
{
    string Team { get; }

    string Id { get; }
}

/// <summary>A table of what teams edit: a row for each as it is, and beside it a row for every version there ever was, with who made it and when.</summary>
internal abstract class VersionedRows<T>(StorageAccount storage, TimeProvider clock, string name, JsonTypeInfo<T> json)
    where T : class, ITeamOwned
{
    /// <summary>False in the rows of versions, which lie in the same partition.</summary>
    private const string Current = "Current";

    public async Task<(T Value, ETag ETag)?> FindAsync(string team, string id, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(name, cancellationToken);
        return await table.FindAsync(TableKey.Of(team), TableKey.Of(id), cancellationToken) is { } row && row.GetBoolean(Current) == true ? (row.Read(json), row.ETag) : null;
    }

    /// <summary>Adds it; false when its team has one of that id.</summary>
    public Task<bool> AddAsync(T value, string by, CancellationToken cancellationToken) =>
        SubmitAsync(new(TableTransactionActionType.Add, Row(value, value.Id)), value, by, isRemoved: false, cancellationToken);

    /// <summary>Replaces it as it was read; false when somebody changed it since.</summary>
    public Task<bool> ReplaceAsync(T value, ETag read, string by, CancellationToken cancellationToken) =>
        SubmitAsync(new(TableTransactionActionType.UpdateReplace, Row(value, value.Id), read), value, by, isRemoved: false, cancellationToken);

    /// <summary>Deletes it as it was read; false when somebody changed it since. Its versions stay.</summary>
    public Task<bool> DeleteAsync(T value, ETag read, string by, CancellationToken cancellationToken) =>
        SubmitAsync(new(TableTransactionActionType.Delete, Row(value, value.Id), read), value, by, isRemoved: true, cancellationToken);

    /// <summary>Those of <paramref name="team"/>, or of all teams.</summary>
    public async IAsyncEnumerable<T> AllAsync(string? team, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(name, cancellationToken);
        FormattableString filter = team is null ? (FormattableString)$"Current eq {true}" : $"PartitionKey eq {TableKey.Of(team)} and Current eq {true}";
        await foreach (var row in table.RowsAsync(filter, cancellationToken))
        {
            yield return row.Read(json);
        }
    }

    /// <summary>All versions of one of the team's, newest first; of one that was removed too.</summary>
    public async IAsyncEnumerable<RowVersion<T>> VersionsAsync(string team, string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(name, cancellationToken);
        await foreach (var row in table.RowsAsync($"PartitionKey eq {TableKey.Of(team)} and RowKey gt {TableKey.Of(id) + "|"} and RowKey lt {TableKey.Of(id) + "}"}", cancellationToken))
        {
            yield return new RowVersion<T>(row.RowKey, row.GetDateTimeOffset("At") ?? default, row.GetString("By"), row.GetBoolean("Deleted") == true, row.Read(json));
        }
    }

    /// <summary>All versions of all teams, also of what was removed, in no order that means anything.</summary>
    public async IAsyncEnumerable<T> AllVersionsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(name, cancellationToken);
        await foreach (var row in table.RowsAsync($"Current eq {false}", cancellationToken))
        {
            yield return row.Read(json);
        }
    }

    /// <summary>
    /// Changes what versions say, and who made them, also those of what was removed; a version is never changed but for the one thing that may not stay, a person's address. What they are versions of stays as it is.
    /// </summary>
    /// <param name="change">Null leaves a version as it is.</param>
    /// <returns>How many were changed.</returns>
    protected async Task<int> RewriteVersionsAsync(Func<T, string, (T Value, string By)?> change, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(name, cancellationToken);
        var count = 0;
        await foreach (var row in table.RowsAsync($"Current eq {false}", cancellationToken))
        {
            if (change(row.Read(json), row.GetString("By")) is var (value, by))
            {
                row["By"] = by;
                // Nobody else changes versions: it is there as it was read.
                count += await table.TryReplaceAsync(row.With(value, json), cancellationToken) ? 1 : 0;
            }
        }

        return count;
    }

    // The change and its version are one transaction: neither is ever without the other.
    private async Task<bool> SubmitAsync(TableTransactionAction change, T value, string by, bool isRemoved, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        // What it replaces is in the name: two changes at one moment are two versions.
        var version = Row(value, string.Create(CultureInfo.InvariantCulture, $"{value.Id}|{TableKey.Inverted(at)}|{change.ETag}"));
        version[Current] = false;
        version["Deleted"] = isRemoved;
        version["At"] = at;
        version["By"] = by;
        var table = await storage.TableAsync(name, cancellationToken);
        return await table.TrySubmitAsync([change, new(TableTransactionActionType.UpsertReplace, version)], cancellationToken);
    }

    private TableEntity Row(T value, string key) => new TableEntity(TableKey.Of(value.Team), TableKey.Of(key)) { [Current] = true }.With(value, json);
}

/// <param name="Key">Sorts the versions of one row, newest first.</param>
internal sealed record RowVersion<T>(string Key, DateTimeOffset At, string By, bool IsRemoved, T Value);
