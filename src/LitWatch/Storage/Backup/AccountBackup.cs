using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;

namespace LitWatch.Storage.Backup;

/// <summary>
/// Writes all tables and blobs of the account into one archive, while LitWatch goes on. What refers to something is read before what it refers to, so that the archive never knows of more than it
/// holds: a search that looks complete has its hits, a hit its article, a run its answers. Messages are not kept: sweeps ask again for what is open.
/// </summary>
internal sealed class AccountBackup(StorageAccount storage, TimeProvider clock)
{
    /// <summary>Those that refer before those that are referred to; others come first.</summary>
    private static readonly string[] Order = ["Cursors", "Deliveries", "Recipients", "Mailed", "Runs", "Decisions", "Subscriptions", "Alerts", "Strategies", "Hits", "ArticleKeys", "Articles"];

    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    /// <param name="progress">Told the name of each table and container before it is read.</param>
    public async Task<BackupManifest> WriteAsync(Stream archive, Action<string>? progress, CancellationToken cancellationToken)
    {
        var began = clock.GetUtcNow();
        using var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true);
        var files = new List<BackupFile>();
        foreach (var table in (await storage.TablesAsync(cancellationToken)).OrderBy(name => Array.IndexOf(Order, name)).ThenBy(name => name, StringComparer.Ordinal))
        {
            progress?.Invoke(table);
            files.Add(await TableAsync(zip, table, cancellationToken));
        }

        foreach (var container in await storage.ContainersAsync(cancellationToken))
        {
            progress?.Invoke(container);
            await foreach (var blob in (await storage.ContainerAsync(container, cancellationToken)).GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix: null, cancellationToken))
            {
                files.Add(await BlobAsync(zip, container, blob, cancellationToken));
            }
        }

        var manifest = new BackupManifest(BackupManifest.CurrentFormat, SoftwareVersion.Current, began, files) { Schema = storage.Schema.Current };
        await using var last = zip.CreateEntry(BackupManifest.Path).Open();
        await JsonSerializer.SerializeAsync(last, manifest, BackupJson.Default.BackupManifest, cancellationToken);
        return manifest;
    }

    private async Task<BackupFile> TableAsync(ZipArchive zip, string name, CancellationToken cancellationToken)
    {
        var table = (await storage.TableAsync(name, cancellationToken)).AsStored;
        var (file, rows) = (new BackupFile(name, null, 0, ""), 0L);
        var (length, hash) = await WriteAsync(zip, file.Path, CompressionLevel.Fastest, async stream =>
        {
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: cancellationToken))
            {
                await using (var json = new Utf8JsonWriter(stream))
                {
                    EntityJson.Write(json, row);
                }

                await stream.WriteAsync(LineEnd, cancellationToken);
                rows++;
            }
        });
        return file with { Length = length, Sha256 = hash, Rows = rows };
    }

    private async Task<BackupFile> BlobAsync(ZipArchive zip, string container, BlobItem blob, CancellationToken cancellationToken)
    {
        var file = new BackupFile(container, blob.Name, 0, "") { ContentType = blob.Properties.ContentType, ContentEncoding = blob.Properties.ContentEncoding, Metadata = new Dictionary<string, string>(blob.Metadata, StringComparer.Ordinal) };
        var source = (await storage.ContainerAsync(container, cancellationToken)).GetBlobClient(blob.Name);
        // Answers are compressed as they are.
        var (length, hash) = await WriteAsync(zip, file.Path, blob.Properties.ContentEncoding is null ? CompressionLevel.Fastest : CompressionLevel.NoCompression, stream => source.DownloadToAsync(stream, cancellationToken));
        return file with { Length = length, Sha256 = hash };
    }

    private static async Task<(long Length, string Sha256)> WriteAsync(ZipArchive zip, string path, CompressionLevel level, Func<Stream, Task> write)
    {
        using var hash = SHA256.Create();
        await using var file = zip.CreateEntry(path, level).Open();
        await using var counted = new CountingStream(file);
        await using (var hashed = new CryptoStream(counted, hash, CryptoStreamMode.Write, leaveOpen: true))
        {
            await write(hashed);
        }

        return (counted.Count, Convert.ToHexStringLower(hash.Hash!));
    }

    /// <summary>Counts what is written to another.</summary>
    private sealed class CountingStream(Stream inner) : Stream
    {
        public long Count { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Count; set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            inner.Write(buffer);
            Count += buffer.Length;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await inner.WriteAsync(buffer, cancellationToken);
            Count += buffer.Length;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
