using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs.Models;
using LitWatch.Sources;
using LitWatch.Storage;

namespace LitWatch.Alerts;

/// <summary>Every answer of every source, byte for byte as received, in the container <c>raw</c>; never overwritten.</summary>
internal sealed class RawArchive(StorageAccount storage)
{
    private const string Container = "raw";

    /// <summary>Archives one answer under date, run and page; the same answer of a repeated run lands in the same blob.</summary>
    public async Task<RawPage> KeepAsync(string run, int page, SourceAnswer answer, CancellationToken cancellationToken)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(answer.Body.Span));
        var name = string.Create(CultureInfo.InvariantCulture, $"{answer.ReceivedAt:yyyy/MM/dd}/{run}/{page:0000}-{answer.Kind}-{sha256[..12]}.gz");
        var container = await storage.ContainerAsync(Container, cancellationToken);
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = answer.ContentType ?? "application/octet-stream", ContentEncoding = "gzip" },
        };
        try
        {
            await container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(Compress(answer.Body)), options, cancellationToken);
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            // The same bytes under the same name: this run was cut off after it kept them.
        }

        return new RawPage(name, sha256, answer.Body.Length, answer.Kind, answer.Request.ToString(), answer.Status, answer.ContentType, answer.ReceivedAt);
    }

    /// <summary>The answer's bytes as received; null when the blob is gone (retention).</summary>
    public async Task<byte[]?> ReadAsync(RawPage page, CancellationToken cancellationToken)
    {
        var container = await storage.ContainerAsync(Container, cancellationToken);
        try
        {
            var content = await container.GetBlobClient(page.Blob).DownloadContentAsync(cancellationToken);
            using var gzip = new GZipStream(content.Value.Content.ToStream(), CompressionMode.Decompress);
            using var bytes = new MemoryStream();
            await gzip.CopyToAsync(bytes, cancellationToken);
            return bytes.ToArray();
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    private static byte[] Compress(ReadOnlyMemory<byte> body)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(body.Span);
        }

        return buffer.ToArray();
    }
}
