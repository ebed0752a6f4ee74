using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace LitWatch.Storage;

/// <summary>
/// The one door to the storage account: tables, containers and queues by their plain names, made when first used.
/// Nothing is called at start-up, so a host starts without its storage.
/// </summary>
internal sealed class StorageAccount
{
    private readonly string prefix;
    private readonly TableServiceClient tables;
    private readonly BlobServiceClient blobs;
    private readonly QueueServiceClient queues;
    private readonly ConcurrentDictionary<string, Lazy<Task>> made = new(StringComparer.Ordinal);

    public StorageAccount(TableServiceClient tables, BlobServiceClient blobs, QueueServiceClient queues, string prefix = "", RowSchema? schema = null) =>
        (this.tables, this.blobs, this.queues, this.prefix, Schema) = (tables, blobs, queues, prefix, schema ?? RowSchema.Today);

    /// <summary>In which rows are written.</summary>
    public RowSchema Schema { get; }

    public static StorageAccount Of(StorageOptions settings, StorageMetrics? metrics = null, RowSchema? schema = null)
    {
        // Messages are raw UTF-8 JSON, as host.json's messageEncoding none says.
        var queueOptions = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None };
        var (tableOptions, blobOptions) = (new TableClientOptions(), new BlobClientOptions());
        metrics?.Count(tableOptions, "table");
        metrics?.Count(blobOptions, "blob");
        metrics?.Count(queueOptions, "queue");
        if (settings.ConnectionString is { Length: > 0 } connection)
        {
            return new(new TableServiceClient(connection, tableOptions), new BlobServiceClient(connection, blobOptions), new QueueServiceClient(connection, queueOptions), settings.Prefix, schema);
        }

        TokenCredential credential = string.Equals(settings.Credential, "managedidentity", StringComparison.OrdinalIgnoreCase)
            ? new ManagedIdentityCredential(settings.ClientId is { Length: > 0 } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned)
            : new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = settings.ClientId });
        Uri Endpoint(string service) => new($"https://{settings.AccountName}.{service}.core.windows.net/");
        return new(new TableServiceClient(Endpoint("table"), credential, tableOptions), new BlobServiceClient(Endpoint("blob"), credential, blobOptions), new QueueServiceClient(Endpoint("queue"), credential, queueOptions), settings.Prefix, schema);
    }

    public async Task<StoredTable> TableAsync(string name, CancellationToken cancellationToken)
    {
        var table = tables.GetTableClient(prefix + name);
        await MakeOnceAsync("table/" + name, () => table.CreateIfNotExistsAsync(CancellationToken.None), cancellationToken);
        return new(name, table, Schema, token => ContainerAsync(name.ToLowerInvariant(), token));
    }

    public async Task<BlobContainerClient> ContainerAsync(string name, CancellationToken cancellationToken)
    {
        var container = blobs.GetBlobContainerClient(prefix + name);
        await MakeOnceAsync("container/" + name, () => container.CreateIfNotExistsAsync(cancellationToken: CancellationToken.None), cancellationToken);
        return container;
    }

    public async Task<QueueClient> QueueAsync(string name, CancellationToken cancellationToken)
    {
        var queue = queues.GetQueueClient(prefix + name);
        await MakeOnceAsync("queue/" + name, () => queue.CreateIfNotExistsAsync(cancellationToken: CancellationToken.None), cancellationToken);
        return queue;
    }

    /// <summary>Whether a call failed because the account was not reached, is busy or down, or lets nobody in: it may work later, and nothing is wrong with what was asked.</summary>
    public static bool IsAway(Exception fault) => fault switch
    {
        RequestFailedException failed => failed.Status is 0 or 403 or >= 500,
        // All tries of one call.
        AggregateException tries => tries.InnerExceptions.Any(IsAway),
        AuthenticationFailedException => true,
        _ => false,
    };

    /// <summary>The tables there are, but for those of the Functions host.</summary>
    public async Task<IReadOnlyList<string>> TablesAsync(CancellationToken cancellationToken) =>
        await tables.QueryAsync(cancellationToken: cancellationToken).Select(table => table.Name).Where(name => IsOurs(name, "AzureWebJobs", "AzureFunctions")).Select(name => name[prefix.Length..]).ToListAsync(cancellationToken);

    /// <summary>The containers there are, but for those of the Functions host and its packages.</summary>
    public async Task<IReadOnlyList<string>> ContainersAsync(CancellationToken cancellationToken) =>
        await blobs.GetBlobContainersAsync(cancellationToken: cancellationToken).Select(container => container.Name).Where(name => IsOurs(name, "azure-webjobs", "app-package", "$")).Select(name => name[prefix.Length..]).ToListAsync(cancellationToken);

    private bool IsOurs(string name, params IEnumerable<string> hosts) => name.StartsWith(prefix, StringComparison.Ordinal) && !hosts.Any(host => name.StartsWith(host, StringComparison.OrdinalIgnoreCase));

    private async Task MakeOnceAsync(string key, Func<Task> make, CancellationToken cancellationToken)
    {
        var making = made.GetOrAdd(key, _ => new Lazy<Task>(make));
        try
        {
            await making.Value.WaitAsync(cancellationToken);
        }
        catch when (making.Value.IsFaulted)
        {
            made.TryRemove(new KeyValuePair<string, Lazy<Task>>(key, making));
            throw;
        }
    }
}
