using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace LitWatch.Tests.Histories.Memory;

internal sealed class MemoryBlobs(IStorageWeather weather) : BlobServiceClient
{
    private readonly Dictionary<string, Container> containers = new(StringComparer.Ordinal);

    public override BlobContainerClient GetBlobContainerClient(string blobContainerName) =>
        containers.TryGetValue(blobContainerName, out var container) ? container : containers[blobContainerName] = new Container(blobContainerName, weather);

    private sealed class Container(string name, IStorageWeather weather) : BlobContainerClient
    {
        private readonly Dictionary<string, BinaryData> blobs = new(StringComparer.Ordinal);

        public override Task<Response<BlobContainerInfo>> CreateIfNotExistsAsync(
            PublicAccessType publicAccessType = PublicAccessType.None, IDictionary<string, string>? metadata = null, BlobContainerEncryptionScopeOptions? encryptionScopeOptions = null, CancellationToken cancellationToken = default) =>
            Task.FromResult<Response<BlobContainerInfo>>(null!);

        public override BlobClient GetBlobClient(string blobName) => new Blob(name, blobName, blobs, weather);
    }

    private sealed class Blob(string container, string name, Dictionary<string, BinaryData> blobs, IStorageWeather weather) : BlobClient
    {
        public override async Task<Response<BlobContentInfo>> UploadAsync(BinaryData content, BlobUploadOptions options, CancellationToken cancellationToken = default)
        {
            StorageStep[] call = [new(StepKind.Upload, container, name)];
            await weather.BeforeAsync(call);
            if (options.Conditions?.IfNoneMatch == ETag.All && blobs.ContainsKey(name) && !weather.IsUnconditional(call[0]))
            {
                throw MemoryAnswer.Failure(409);
            }

            if (!weather.IsLost(call[0]))
            {
                blobs[name] = content;
            }

            weather.After(call);
            var info = BlobsModelFactory.BlobContentInfo(new ETag(blobs.Count.ToString(CultureInfo.InvariantCulture)), default, [], "", "", "", 0);
            return Response.FromValue(info, new MemoryAnswer(201));
        }

        public override async Task<Response<BlobDownloadResult>> DownloadContentAsync(CancellationToken cancellationToken)
        {
            StorageStep[] call = [new(StepKind.Read, container, name)];
            await weather.BeforeAsync(call);
            var content = weather.IsLost(call[0]) ? null : blobs.GetValueOrDefault(name);
            weather.After(call);
            return content is null ? throw MemoryAnswer.Failure(404) : Response.FromValue(BlobsModelFactory.BlobDownloadResult(content), new MemoryAnswer(200));
        }
    }
}
