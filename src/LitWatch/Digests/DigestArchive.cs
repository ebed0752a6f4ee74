using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using LitWatch.Storage;

namespace LitWatch.Digests;

/// <summary>
/// Everything of a digest as it was made and sent, in the container <c>digests</c>: manifest, bodies, mails. Nothing in it can be changed later, so it names no person: recipients are told by the hash of their address
/// (<see cref="MailAddress.Hash"/>), and nobody gets a link from it that works.
/// </summary>
internal sealed class DigestArchive(StorageAccount storage)
{
    private const string Container = "digests";

    /// <summary>Freezes the manifest: whoever comes first decides what is in the digest, and everybody goes on with that.</summary>
    public async Task<DigestManifest> FreezeAsync(Delivery delivery, DigestManifest manifest, CancellationToken cancellationToken)
    {
        var written = await WriteOnceAsync(delivery, "manifest.json.gz", Payload.Compress(manifest, DigestsJson.Default.DigestManifest), "application/gzip", cancellationToken);
        return written ? manifest : (await FindManifestAsync(delivery, cancellationToken))!;
    }

    public async Task<DigestManifest?> FindManifestAsync(Delivery delivery, CancellationToken cancellationToken) =>
        await ReadAsync(delivery, "manifest.json.gz", cancellationToken) is { } bytes ? Payload.Expand(bytes.ToStream(), DigestsJson.Default.DigestManifest) : null;

    public async Task KeepBodiesAsync(Delivery delivery, string html, string text, CancellationToken cancellationToken)
    {
        await WriteOnceAsync(delivery, "digest.html", Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", cancellationToken);
        await WriteOnceAsync(delivery, "digest.txt", Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", cancellationToken);
    }

    public async Task<(string Html, string Text)?> FindBodiesAsync(Delivery delivery, CancellationToken cancellationToken) =>
        await ReadAsync(delivery, "digest.html", cancellationToken) is { } html && await ReadAsync(delivery, "digest.txt", cancellationToken) is { } text
            ? (html.ToString(), text.ToString())
            : null;

    /// <summary>The files of a digest that says it has some; made from its frozen manifest.</summary>
    public async Task<IReadOnlyList<AttachedFile>> FindAttachedAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Attached == 0)
        {
            return [];
        }

        return AttachedFile.Of(await FindManifestAsync(delivery, cancellationToken) ?? throw new InvalidOperationException($"The digest {delivery.Id} is composed, but its manifest is gone."));
    }

    /// <summary>Keeps the mail that one recipient got, and got again.</summary>
    /// <param name="mail">As sent, but that the hash of the address stands for it, and a placeholder for the personal link.</param>
    /// <param name="sha256">Of the mail as sent, to the byte.</param>
    public Task KeepMailAsync(Delivery delivery, RecipientMail recipient, byte[] mail, string sha256, CancellationToken cancellationToken) =>
        WriteOnceAsync(delivery, $"{recipient.Hash}{(recipient.Again is { } again ? $"-{Delivery.SlotName(again.At)}" : "")}.eml", mail, "message/rfc822", cancellationToken, new(StringComparer.Ordinal) { ["sha256"] = sha256 });

    private async Task<bool> WriteOnceAsync(Delivery delivery, string name, byte[] content, string type, CancellationToken cancellationToken, Dictionary<string, string>? metadata = null)
    {
        try
        {
            var options = new BlobUploadOptions
            {
                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                HttpHeaders = new BlobHttpHeaders { ContentType = type },
                Metadata = metadata,
            };
            await (await BlobAsync(delivery, name, cancellationToken)).UploadAsync(BinaryData.FromBytes(content), options, cancellationToken);
            return true;
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            return false;
        }
    }

    private async Task<BinaryData?> ReadAsync(Delivery delivery, string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await (await BlobAsync(delivery, name, cancellationToken)).DownloadContentAsync(cancellationToken)).Value.Content;
        }
        catch (RequestFailedException absent) when (absent.Status == 404)
        {
            return null;
        }
    }

    private async Task<BlobClient> BlobAsync(Delivery delivery, string name, CancellationToken cancellationToken) =>
        (await storage.ContainerAsync(Container, cancellationToken)).GetBlobClient($"{TableKey.Of(delivery.Team)}/{TableKey.Of(delivery.Subscription)}/{Delivery.SlotName(delivery.Slot)}/{name}");
}
