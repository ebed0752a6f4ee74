using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace LitWatch.Tests.Histories.Memory;

internal sealed class MemoryTables(IStorageWeather weather) : TableServiceClient
{
    private readonly Dictionary<string, MemoryTable> tables = new(StringComparer.Ordinal);

    public override TableClient GetTableClient(string tableName) => tables.TryGetValue(tableName, out var table) ? table : tables[tableName] = new MemoryTable(tableName, weather);
}

/// <summary>A table of the service as LitWatch uses it: rows by partition in order of their keys, ETags, batches within a partition, filters that compare.</summary>
internal sealed class MemoryTable(string name, IStorageWeather weather) : TableClient
{
    private readonly SortedDictionary<string, SortedDictionary<string, TableEntity>> partitions = new(StringComparer.Ordinal);
    private long changes;

    public override string Name => name;

    public override Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) => Task.FromResult<Response<TableItem>>(null!);

    public override async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        StorageStep[] call = [Step(StepKind.Read, partitionKey, rowKey)];
        await weather.BeforeAsync(call);
        var found = Find(partitionKey, rowKey);
        weather.After(call);
        return found is null ? new NoValue<T>() : Response.FromValue((T)(object)Copy(found), new MemoryAnswer(200, found.ETag));
    }

    public override async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        await SubmitOneAsync(new(TableTransactionActionType.Add, entity));

    public override async Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        await SubmitOneAsync(new(mode == TableUpdateMode.Merge ? TableTransactionActionType.UpsertMerge : TableTransactionActionType.UpsertReplace, entity));

    public override async Task<Response> UpdateEntityAsync<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        await SubmitOneAsync(new(mode == TableUpdateMode.Merge ? TableTransactionActionType.UpdateMerge : TableTransactionActionType.UpdateReplace, entity, ifMatch));

    public override async Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        await SubmitOneAsync(new(TableTransactionActionType.Delete, new TableEntity(partitionKey, rowKey), ifMatch));

    public override async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        var actions = transactionActions.ToArray();
        try
        {
            return Response.FromValue(await SubmitAsync(actions), new MemoryAnswer(202));
        }
        catch (RequestFailedException failed)
        {
            throw new TableTransactionFailedException(failed);
        }
    }

    public override AsyncPageable<T> QueryAsync<T>(string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        new Rows<T>(() => Query(filter));

    private async Task<Response> SubmitOneAsync(TableTransactionAction action) => (await SubmitAsync([action]))[0];

    // All or nothing: conditions are looked at before anything is changed.
    private async Task<IReadOnlyList<Response>> SubmitAsync(TableTransactionAction[] actions)
    {
        if (actions.Length is 0 or > 100 || actions.Select(action => action.Entity.PartitionKey).Distinct(StringComparer.Ordinal).Count() > 1
            || actions.Select(action => action.Entity.RowKey).Distinct(StringComparer.Ordinal).Count() < actions.Length)
        {
            throw MemoryAnswer.Failure(400);
        }

        StorageStep[] call = [.. actions.Select(action => Step(KindOf(action.ActionType), action.Entity.PartitionKey, action.Entity.RowKey))];
        await weather.BeforeAsync(call);
        foreach (var (action, step) in actions.Zip(call))
        {
            if (!weather.IsUnconditional(step) && Conflict(action) is { } status)
            {
                throw MemoryAnswer.Failure(status);
            }
        }

        Response[] answers = [.. actions.Zip(call).Select(pair => weather.IsLost(pair.Second) ? new MemoryAnswer(204, new ETag("lost")) : Apply(pair.First))];
        weather.After(call);
        return answers;
    }

    private int? Conflict(TableTransactionAction action)
    {
        var there = Find(action.Entity.PartitionKey, action.Entity.RowKey);
        return action.ActionType switch
        {
            TableTransactionActionType.Add => there is null ? null : 409,
            TableTransactionActionType.UpsertMerge or TableTransactionActionType.UpsertReplace => null,
            _ => there is null ? 404 : action.ETag == default || action.ETag == ETag.All || action.ETag == there.ETag ? null : 412,
        };
    }

    private MemoryAnswer Apply(TableTransactionAction action)
    {
        var (partition, row) = (action.Entity.PartitionKey, action.Entity.RowKey);
        if (action.ActionType == TableTransactionActionType.Delete)
        {
            partitions.GetValueOrDefault(partition)?.Remove(row);
            return new MemoryAnswer(204);
        }

        var merges = action.ActionType is TableTransactionActionType.UpsertMerge or TableTransactionActionType.UpdateMerge;
        var stored = merges && Find(partition, row) is { } there ? Copy(there) : new TableEntity(partition, row);
        foreach (var (key, value) in (TableEntity)action.Entity)
        {
            if (value is not null && !key.StartsWith("odata.", StringComparison.Ordinal))
            {
                stored[key] = value;
            }
        }

        stored.ETag = new ETag((++changes).ToString(CultureInfo.InvariantCulture));
        (partitions.TryGetValue(partition, out var rows) ? rows : partitions[partition] = new(StringComparer.Ordinal))[row] = stored;
        return new MemoryAnswer(204, stored.ETag);
    }

    private async Task<IReadOnlyList<TableEntity>> Query(string? filter)
    {
        StorageStep[] call = [Step(StepKind.Read, filter ?? "", "")];
        await weather.BeforeAsync(call);
        var wanted = RowFilter.Parse(filter);
        var rows = wanted.Partition is { } partition ? partitions.GetValueOrDefault(partition)?.Values ?? Enumerable.Empty<TableEntity>() : partitions.Values.SelectMany(rows => rows.Values);
        TableEntity[] found = weather.IsLost(call[0]) ? [] : [.. rows.Where(wanted.IsMet).Select(Copy)];
        weather.After(call);
        return found;
    }

    private TableEntity? Find(string partition, string row) => partitions.GetValueOrDefault(partition)?.GetValueOrDefault(row);

    private StorageStep Step(StepKind kind, string partition, string row) => new(kind, name, $"{partition} {row}");

    private static TableEntity Copy(TableEntity entity) => new(entity) { ETag = entity.ETag };

    private static StepKind KindOf(TableTransactionActionType type) => type switch
    {
        TableTransactionActionType.Add => StepKind.Add,
        TableTransactionActionType.Delete => StepKind.Delete,
        TableTransactionActionType.UpsertMerge or TableTransactionActionType.UpsertReplace => StepKind.Upsert,
        _ => StepKind.Replace,
    };

    private sealed class Rows<T>(Func<Task<IReadOnlyList<TableEntity>>> query) : AsyncPageable<T>
        where T : notnull
    {
        public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
        {
            yield return Page<T>.FromValues([.. (await query()).Cast<T>()], null, new MemoryAnswer(200));
        }
    }
}
