using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using LitWatch.Storage.Backup;

namespace LitWatch.Tests.Pipelines;

/// <summary>Everything that a storage account holds under a prefix, as it is: past the code that wrote it.</summary>
internal sealed class StoredContent
{
    private StoredContent(IReadOnlyList<StoredRow> rows, IReadOnlyList<StoredBlob> blobs, IReadOnlyList<StoredMessage> messages) => (Rows, Blobs, Messages) = (rows, blobs, messages);

    public IReadOnlyList<StoredRow> Rows { get; }

    public IReadOnlyList<StoredBlob> Blobs { get; }

    public IReadOnlyList<StoredMessage> Messages { get; }

    public static async Task<StoredContent> ReadAsync(string connection, string prefix)
    {
        var (rows, blobs, messages) = (new List<StoredRow>(), new List<StoredBlob>(), new List<StoredMessage>());
        var (tables, containers, queues) = (new TableServiceClient(connection), new BlobServiceClient(connection), new QueueServiceClient(connection));
        await foreach (var table in tables.QueryAsync().Where(table => table.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
        {
            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                rows.Add(new(table.Name[prefix.Length..], row));
            }
        }

        await foreach (var container in containers.GetBlobContainersAsync(prefix: prefix))
        {
            var client = containers.GetBlobContainerClient(container.Name);
            await foreach (var blob in client.GetBlobsAsync())
            {
                blobs.Add(new(container.Name[prefix.Length..], blob.Name, (await client.GetBlobClient(blob.Name).DownloadContentAsync()).Value));
            }
        }

        await foreach (var queue in queues.GetQueuesAsync(prefix: prefix))
        {
            messages.AddRange((await queues.GetQueueClient(queue.Name).PeekMessagesAsync(32)).Value.Select(message => new StoredMessage(queue.Name[prefix.Length..], message.Body.ToString())));
        }

        return new(rows, blobs, messages);
    }

    /// <summary>By place, whatever a person or a program would read there: columns, payloads and bodies, expanded where compressed; names and metadata of blobs; messages.</summary>
    public IEnumerable<KeyValuePair<string, string>> Texts() =>
    [
        .. Rows.Select(row => KeyValuePair.Create(row.Place, row.Text)),
        .. Blobs.Select(blob => KeyValuePair.Create(blob.Place, $"{blob.Place} {blob.Headers} {blob.Text}")),
        .. Messages.Select(message => KeyValuePair.Create(message.Queue, message.Text)),
    ];

    /// <summary>By place, to compare: rows and blobs to the byte, without what only the account knows of them.</summary>
    public SortedDictionary<string, string> Exact() => new(
        Rows.Select(row => KeyValuePair.Create(row.Place, row.Json)).Concat(Blobs.Select(blob => KeyValuePair.Create("blob " + blob.Place, $"{blob.Headers} {Convert.ToBase64String(blob.Content)}"))).ToDictionary(StringComparer.Ordinal),
        StringComparer.Ordinal);

    /// <summary>What is gzip, expanded; as UTF-8.</summary>
    public static string Expanded(byte[] bytes)
    {
        if (bytes is not [0x1f, 0x8b, ..])
        {
            return Encoding.UTF8.GetString(bytes);
        }

        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var text = new StreamReader(gzip);
        return text.ReadToEnd();
    }
}

internal sealed record StoredRow(string Table, TableEntity Entity)
{
    public string Place => $"{Table}|{Entity.PartitionKey}|{Entity.RowKey}";

    /// <summary>All values, the payload expanded.</summary>
    public string Text
    {
        get
        {
            var bytes = Entity.Where(value => value.Value is byte[]).OrderBy(value => value.Key, StringComparer.Ordinal).SelectMany(value => (byte[])value.Value).ToArray();
            return string.Join(' ', Entity.Where(value => value.Value is not byte[]).Select(value => Convert.ToString(value.Value, CultureInfo.InvariantCulture))) + " " + StoredContent.Expanded(bytes);
        }
    }

    public string Json
    {
        get
        {
            using var json = new MemoryStream();
            using (var writer = new Utf8JsonWriter(json))
            {
                EntityJson.Write(writer, Entity);
            }

            return Encoding.UTF8.GetString(json.ToArray());
        }
    }
}

internal sealed record StoredBlob(string Container, string Name, BlobDownloadResult Download)
{
    public string Place => $"{Container}/{Name}";

    public byte[] Content => Download.Content.ToArray();

    public string Headers => $"{Download.Details.ContentType} {Download.Details.ContentEncoding} {string.Join(',', Download.Details.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))}";

    public string Text => StoredContent.Expanded(Content);
}

internal sealed record StoredMessage(string Queue, string Text);
