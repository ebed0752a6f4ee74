using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace LitWatch.Storage;

/// <summary>Table operations whose expected outcomes ("not there", "there already", "changed meanwhile") are values, not exceptions.</summary>
internal static class TableAccess
{
    public static async Task<TableEntity?> FindAsync(this TableClient table, string partition, string row, CancellationToken cancellationToken, IEnumerable<string>? select = null)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, select, cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Adds the row, which then has its ETag; false when there is one already.</summary>
    public static async Task<bool> TryAddAsync(this TableClient table, TableEntity entity, CancellationToken cancellationToken)
    {
        try
        {
            entity.ETag = (await table.AddEntityAsync(entity, cancellationToken)).Headers.ETag ?? default;
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status == 409)
        {
            return false;
        }
    }

    /// <summary>Replaces the row as it was read; false when someone changed or deleted it since.</summary>
    public static async Task<bool> TryReplaceAsync(this TableClient table, TableEntity entity, CancellationToken cancellationToken)
    {
        try
        {
            await table.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status is 412 or 404)
        {
            return false;
        }
    }

    /// <summary>Makes all changes within one partition together; false, and none made, when a row to add is there already or one to change was changed since it was read.</summary>
    public static async Task<bool> TrySubmitAsync(this TableClient table, IReadOnlyList<TableTransactionAction> changes, CancellationToken cancellationToken)
    {
        try
        {
            await table.SubmitTransactionAsync(changes, cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException conflict) when (conflict.Status is 409 or 412 or 404)
        {
            return false;
        }
    }

    public static async IAsyncEnumerable<TableEntity> RowsAsync(this TableClient table, string? filter, [EnumeratorCancellation] CancellationToken cancellationToken, int? atOnce = null)
    {
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, atOnce, cancellationToken: cancellationToken))
        {
            yield return entity;
        }
    }
}
