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
    public Task<bool> AddAsync(Alert alert, CancellationToken cancellationToken) =>
        SubmitAsync(new(TableTransactionActionType.Add, Row(alert, alert.Id)), alert, alert.CreatedBy, deleted: false, cancellationToken);

    /// <summary>Replaces the alert as it was read; false when somebody changed it since.</summary>
    public Task<bool> ReplaceAsync(Alert alert, ETag read, string by, CancellationToken cancellationToken) =>
        SubmitAsync(new(TableTransactionActionType.UpdateReplace, Row(alert, alert.Id), read), alert, by, deleted: false, cancellationToken);

    /// <summary>Deletes the alert as it was read; false when somebody changed it since. Its versions stay.</summary>
    public Task<bool> DeleteAsync(Alert alert, ETag read, string by, CancellationToken cancellationToken) =>
        SubmitAsync(new(TableTransactionActionType.Delete, Row(alert, alert.Id), read), alert, by, deleted: true, cancellationToken);

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

    // The change and its version are one transaction: neither is ever without the other.
    private async Task<bool> SubmitAsync(TableTransactionAction change, Alert alert, string by, bool deleted, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var version = Row(alert, string.Create(CultureInfo.InvariantCulture, $"{alert.Id}|{TableKey.Inverted(at)}"));
        version[Current] = false;
        version["Deleted"] = deleted;
        version["At"] = at;
        version["By"] = by;
        var table = await storage.TableAsync(Table, cancellationToken);
        return await table.TrySubmitAsync([change, new(TableTransactionActionType.UpsertReplace, version)], cancellationToken);
    }

    private static TableEntity Row(Alert alert, string key) =>
        new TableEntity(TableKey.Of(alert.Team), TableKey.Of(key)) { [Current] = true }.With(alert, AlertsJson.Default.Alert);
}
