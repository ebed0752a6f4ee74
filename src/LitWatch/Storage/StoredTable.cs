using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace LitWatch.Storage;

/// <summary>
/// A table whose expected outcomes ("not there", "there already", "changed meanwhile") are values, not exceptions. Its rows say in which schema they are written (<see cref="RowSchema"/>) and are handed out
/// in today's; a payload too large for a row lies in a blob beside it.
/// </summary>
/// <param name="overflow">The container of those blobs, made when first used.</param>
internal sealed class StoredTable(string name, TableClient client, RowSchema schema, Func<CancellationToken, Task<BlobContainerClient>> overflow)
{
    /// <summary>The blob that holds the row's payload.</summary>
    private const string Blob = "Blob";

    /// <summary>The table as it is: for copies of it, which change nothing.</summary>
    public TableClient AsStored => client;

    public async Task<TableEntity?> FindAsync(string partition, string row, CancellationToken cancellationToken)
    {
        var found = await client.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken);
        return found.HasValue ? await ReadAsync(found.Value!, cancellationToken) : null;
    }

    /// <summary>Some columns of a row, as they are stored; null when there is no such row. Spares its payload.</summary>
    public async Task<TableEntity?> FindAsync(string partition, string row, IEnumerable<string> columns, CancellationToken cancellationToken)
    {
        var found = await client.GetEntityIfExistsAsync<TableEntity>(partition, row, columns, cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Whether there is such a row.</summary>
    public async Task<bool> HasAsync(string partition, string row, CancellationToken cancellationToken) =>
        await FindAsync(partition, row, [nameof(TableEntity.RowKey)], cancellationToken) is not null;

    /// <param name="filter">Null for all; what is put into it is quoted.</param>
    public async IAsyncEnumerable<TableEntity> RowsAsync(FormattableString? filter, [EnumeratorCancellation] CancellationToken cancellationToken, int? atOnce = null)
    {
        await foreach (var row in client.QueryAsync<TableEntity>(filter is null ? null : TableClient.CreateQueryFilter(filter), atOnce, cancellationToken: cancellationToken))
        {
            yield return await ReadAsync(row, cancellationToken);
        }
    }

    /// <summary>Adds the row, which then has its ETag; false when there is one already.</summary>
    public async Task<bool> TryAddAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            row.ETag = (await client.AddEntityAsync(await WrittenAsync(row, cancellationToken), cancellationToken)).Headers.ETag ?? default;
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status == 409)
        {
            return false;
        }
    }

    /// <summary>Replaces the row as it was read, which then has its new ETag; false when someone changed or deleted it since.</summary>
    public async Task<bool> TryReplaceAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            row.ETag = (await client.UpdateEntityAsync(await WrittenAsync(row, cancellationToken), row.ETag, TableUpdateMode.Replace, cancellationToken)).Headers.ETag ?? default;
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status is 412 or 404)
        {
            return false;
        }
    }

    /// <summary>Writes the row, whatever was there.</summary>
    public async Task PutAsync(TableEntity row, CancellationToken cancellationToken) =>
        await client.UpsertEntityAsync(await WrittenAsync(row, cancellationToken), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Makes all changes within one partition together; false, and none made, when a row to add is there already or one to change was changed since it was read.</summary>
    public async Task<bool> TrySubmitAsync(IReadOnlyList<TableTransactionAction> changes, CancellationToken cancellationToken)
    {
        var written = new List<TableTransactionAction>(changes.Count);
        foreach (var change in changes)
        {
            written.Add(new(change.ActionType, await WrittenAsync((TableEntity)change.Entity, cancellationToken), change.ETag));
        }

        try
        {
            await client.SubmitTransactionAsync(written, cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException conflict) when (conflict.Status is 409 or 412 or 404)
        {
            return false;
        }
    }

    private async Task<TableEntity> ReadAsync(TableEntity row, CancellationToken cancellationToken)
    {
        if (row.GetString(Blob) is { } blob)
        {
            var content = await (await overflow(cancellationToken)).GetBlobClient(blob).DownloadContentAsync(cancellationToken);
            row.WithBytes(content.Value.Content.ToArray()).Remove(Blob);
        }

        schema.Upgrade(name, row);
        return row;
    }

    private async Task<TableEntity> WrittenAsync(TableEntity row, CancellationToken cancellationToken)
    {
        row[RowSchema.Column] = schema.Current;
        if (!row.IsTooLarge())
        {
            return row;
        }

        var bytes = row.Bytes();
        var blob = $"{row.RowKey}/{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
        await (await overflow(cancellationToken)).GetBlobClient(blob).UploadAsync(BinaryData.FromBytes(bytes), overwrite: true, cancellationToken);
        var written = new TableEntity(row) { ETag = row.ETag };
        written.WithBytes([])[Blob] = blob;
        return written;
    }
}
