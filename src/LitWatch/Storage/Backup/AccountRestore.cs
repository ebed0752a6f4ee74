using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;

namespace LitWatch.Storage.Backup;

/// <summary>
/// Writes a backup into an empty account. Everything is read and checked before anything is written; then blobs and rows come in the order opposite to that of the backup, so that what is there never refers
/// to what is not. A restore that was cut off goes on when it is asked for again with the same archive.
/// </summary>
internal sealed class AccountRestore(StorageAccount storage, TimeProvider clock)
{
    private const string Log = "Restores";
    private const string Finished = "FinishedAt";

    /// <summary>What the Table service takes in one transaction: 100 rows, 4 MiB.</summary>
    private const int MostRows = 100;
    private const int MostBytes = 3 * 1024 * 1024;

    private static readonly int AtOnce = 8;

    /// <param name="archive">That can be read from anywhere.</param>
    /// <exception cref="InvalidDataException">The archive is damaged, or the account is not empty; nothing was written.</exception>
    public async Task<BackupManifest> ReadAsync(Stream archive, Action<string>? progress, CancellationToken cancellationToken)
    {
        using var zip = Open(archive);
        var (manifest, name) = await ManifestAsync(zip, cancellationToken);
        progress?.Invoke("checking the archive");
        foreach (var file in manifest.Files)
        {
            await CheckAsync(zip, file, cancellationToken);
        }

        await BeginAsync(name, cancellationToken);
        foreach (var blob in manifest.Files.Where(file => !file.IsTable))
        {
            await BlobAsync(zip, blob, cancellationToken);
        }

        foreach (var table in manifest.Files.Where(file => file.IsTable && file.Set != Log).Reverse())
        {
            progress?.Invoke(table.Set);
            await TableAsync(zip, table, cancellationToken);
        }

        await (await storage.TableAsync(Log, cancellationToken)).PutAsync(new TableEntity("restore", name) { [Finished] = clock.GetUtcNow() }, cancellationToken);
        return manifest;
    }

    private static ZipArchive Open(Stream archive)
    {
        try
        {
            return new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException damaged)
        {
            throw new InvalidDataException("The file is no backup, or its end is missing: nothing was restored.", damaged);
        }
    }

    private async Task<(BackupManifest Manifest, string Name)> ManifestAsync(ZipArchive zip, CancellationToken cancellationToken)
    {
        var entry = zip.GetEntry(BackupManifest.Path) ?? throw new InvalidDataException($"The file has no {BackupManifest.Path}: it is no backup, or was not finished. Nothing was restored.");
        using var bytes = new MemoryStream();
        await using (var file = entry.Open())
        {
            await file.CopyToAsync(bytes, cancellationToken);
        }

        bytes.Position = 0;
        try
        {
            return await JsonSerializer.DeserializeAsync(bytes, BackupJson.Default.BackupManifest, cancellationToken) is { Format: BackupManifest.CurrentFormat } manifest && manifest.Schema <= storage.Schema.Current
                ? (manifest, Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())))
                : throw new InvalidDataException("The backup is of a later LitWatch: update this one. Nothing was restored.");
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException($"{BackupManifest.Path} cannot be read: nothing was restored.", damaged);
        }
    }

    private static async Task CheckAsync(ZipArchive zip, BackupFile file, CancellationToken cancellationToken)
    {
        var entry = zip.GetEntry(file.Path) ?? throw new InvalidDataException($"The backup lacks {file.Path}: nothing was restored.");
        try
        {
            await using var content = entry.Open();
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) == file.Sha256)
            {
                return;
            }
        }
        catch (InvalidDataException)
        {
            // As bad as another hash.
        }

        throw new InvalidDataException($"{file.Path} is not what was backed up: nothing was restored.");
    }

    private async Task BeginAsync(string name, CancellationToken cancellationToken)
    {
        var log = await storage.TableAsync(Log, cancellationToken);
        var begun = await log.FindAsync("restore", name, cancellationToken);
        if (begun is not null && !begun.ContainsKey(Finished))
        {
            return;
        }

        foreach (var table in await storage.TablesAsync(cancellationToken))
        {
            if (await (await storage.TableAsync(table, cancellationToken)).AsStored.QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: cancellationToken).AnyAsync(cancellationToken))
            {
                throw new InvalidDataException($"The account is not empty: table {table} has rows. Restore into an empty one, or under another Storage:Prefix. Nothing was restored.");
            }
        }

        foreach (var container in await storage.ContainersAsync(cancellationToken))
        {
            if (await (await storage.ContainerAsync(container, cancellationToken)).GetBlobsAsync(cancellationToken: cancellationToken).AnyAsync(cancellationToken))
            {
                throw new InvalidDataException($"The account is not empty: container {container} has blobs. Restore into an empty one, or under another Storage:Prefix. Nothing was restored.");
            }
        }

        await log.PutAsync(new TableEntity("restore", name), cancellationToken);
    }

    private async Task BlobAsync(ZipArchive zip, BackupFile file, CancellationToken cancellationToken)
    {
        var blob = (await storage.ContainerAsync(file.Set, cancellationToken)).GetBlobClient(file.Name);
        await using var content = zip.GetEntry(file.Path)!.Open();
        try
        {
            await blob.UploadAsync(
                content,
                new BlobUploadOptions
                {
                    Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                    HttpHeaders = new BlobHttpHeaders { ContentType = file.ContentType, ContentEncoding = file.ContentEncoding },
                    Metadata = file.Metadata.ToDictionary(StringComparer.Ordinal),
                },
                cancellationToken);
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412)
        {
            // By the same restore, before it was cut off: evidence is never written twice.
        }
    }

    private async Task TableAsync(ZipArchive zip, BackupFile file, CancellationToken cancellationToken)
    {
        var table = (await storage.TableAsync(file.Set, cancellationToken)).AsStored;
        await using var content = zip.GetEntry(file.Path)!.Open();
        using var lines = new StreamReader(content);
        await Parallel.ForEachAsync(BatchesAsync(lines, cancellationToken), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (batch, token) =>
            await table.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), token));
    }

    /// <summary>Rows of one partition each, as they follow each other.</summary>
    private static async IAsyncEnumerable<IReadOnlyList<TableEntity>> BatchesAsync(StreamReader lines, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (batch, bytes) = (new List<TableEntity>(), 0);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var row = EntityJson.Read(json.RootElement);
            if (batch.Count > 0 && (batch.Count == MostRows || bytes + line.Length > MostBytes || batch[0].PartitionKey != row.PartitionKey))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(row);
            bytes += line.Length;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
