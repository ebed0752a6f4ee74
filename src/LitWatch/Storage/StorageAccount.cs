using System.Collections.Concurrent;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Options;

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

    public StorageAccount(IOptions<StorageOptions> options)
    {
        var settings = options.Value;
        prefix = settings.Prefix;
        // Messages are raw UTF-8 JSON, as host.json's messageEncoding none says.
        var queueOptions = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None };
        if (!string.IsNullOrEmpty(settings.ConnectionString))
        {
            tables = new TableServiceClient(settings.ConnectionString);
            blobs = new BlobServiceClient(settings.ConnectionString);
            queues = new QueueServiceClient(settings.ConnectionString, queueOptions);
            return;
        }

        TokenCredential credential = string.Equals(settings.Credential, "managedidentity", StringComparison.OrdinalIgnoreCase)
            ? new ManagedIdentityCredential(settings.ClientId is { Length: > 0 } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned)
            : new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = settings.ClientId });
        Uri Endpoint(string service) => new($"https://{settings.AccountName}.{service}.core.windows.net/");
        tables = new TableServiceClient(Endpoint("table"), credential);
        blobs = new BlobServiceClient(Endpoint("blob"), credential);
        queues = new QueueServiceClient(Endpoint("queue"), credential, queueOptions);
    }

    public async Task<TableClient> TableAsync(string name, CancellationToken cancellationToken)
    {
        var table = tables.GetTableClient(prefix + name);
        await MakeOnceAsync("table/" + name, () => table.CreateIfNotExistsAsync(CancellationToken.None), cancellationToken);
        return table;
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
