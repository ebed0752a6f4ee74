using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using LitWatch.Storage;

namespace LitWatch.Alerts;

/// <summary>Alerts of all teams, a row each, and beside it a row for every version there ever was.</summary>
internal sealed class AlertStore(StorageAccount storage, TimeProvider clock)
{
    private const string Table = "Alerts";

    /// <summary>False in the rows of versions, which lie in the same partition.</summary>
    private const string Current = "Current";

    public async Task<(Alert Alert, ETag ETag)?> FindAsync(string team, string id, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        return await table.FindAsync(TableKey.Of(team), TableKey.Of(id), cancellationToken) is { } row && row.GetBoolean(Current) == true
            ? (row.Read(AlertsJson.Default.Alert), row.ETag)
            : null;
    }

    /// <summary>Adds the alert; false when its team has one of that id.</summary>
    public async Task<bool> AddAsync(Alert alert, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        if (!await table.TryAddAsync(Row(alert, alert.Id), cancellationToken))
        {
            return false;
        }

        await KeepVersionAsync(alert, alert.CreatedBy, cancellationToken);
        return true;
    }

    /// <summary>Replaces the alert as it was read; false when somebody changed it since.</summary>
    public async Task<bool> ReplaceAsync(Alert alert, ETag read, string by, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var row = Row(alert, alert.Id);
        row.ETag = read;
        // The version is written first: a change that happened is never without its record.
        await KeepVersionAsync(alert, by, cancellationToken);
        return await table.TryReplaceAsync(row, cancellationToken);
    }

    public async Task<bool> DeleteAsync(Alert alert, ETag read, string by, CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        await KeepVersionAsync(alert, by, cancellationToken, deleted: true);
        try
        {
            await table.DeleteEntityAsync(TableKey.Of(alert.Team), TableKey.Of(alert.Id), read, cancellationToken);
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status is 412 or 404)
        {
            return false;
        }
    }

    /// <summary>The alerts of <paramref name="team"/>, or of all teams.</summary>
    public async IAsyncEnumerable<Alert> AllAsync(string? team, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var filter = team is null
            ? TableClient.CreateQueryFilter($"Current eq {true}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {TableKey.Of(team)} and Current eq {true}");
        await foreach (var row in table.RowsAsync(filter, cancellationToken))
        {
            yield return row.Read(AlertsJson.Default.Alert);
        }
    }

    private async Task KeepVersionAsync(Alert alert, string by, CancellationToken cancellationToken, bool deleted = false)
    {
        var table = await storage.TableAsync(Table, cancellationToken);
        var at = clock.GetUtcNow();
        var row = Row(alert, string.Create(CultureInfo.InvariantCulture, $"{alert.Id}|{TableKey.Inverted(at)}"));
        row[Current] = false;
        row["Deleted"] = deleted;
        row["At"] = at;
        row["By"] = by;
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    private static TableEntity Row(Alert alert, string key) =>
        new TableEntity(TableKey.Of(alert.Team), TableKey.Of(key)) { [Current] = true }.With(alert, AlertsJson.Default.Alert);
}
