using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs.Models;
using LitWatch.Strategies.Vocabularies;

namespace LitWatch.Storage;

/// <summary>The vocabulary that a team supplied, as one compressed file in the container <c>vocabularies</c>: a line for its sources, then a line a concept.</summary>
internal sealed class VocabularyStore(StorageAccount storage, TimeProvider clock)
{
    private const string Container = "vocabularies";

    /// <summary>A vocabulary changes once a year; whoever replaces it sees it within this time on every instance.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Held> held = new(StringComparer.Ordinal);

    /// <summary>Replaces the team's vocabulary.</summary>
    public async Task KeepAsync(string team, IReadOnlyList<VocabularySource> sources, IEnumerable<Concept> concepts, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            await JsonSerializer.SerializeAsync(gzip, sources, VocabularyJson.Default.IReadOnlyListVocabularySource, cancellationToken);
            foreach (var concept in concepts)
            {
                gzip.WriteByte((byte)'\n');
                await JsonSerializer.SerializeAsync(gzip, concept, VocabularyJson.Default.Concept, cancellationToken);
            }
        }

        buffer.Position = 0;
        var container = await storage.ContainerAsync(Container, cancellationToken);
        await container.GetBlobClient(Name(team)).UploadAsync(buffer, overwrite: true, cancellationToken);
        held.TryRemove(team, out _);
    }

    /// <summary>The team's vocabulary and what it was made from; empty where it supplied none.</summary>
    public async Task<(Vocabulary Vocabulary, IReadOnlyList<VocabularySource> Sources)> FindAsync(string team, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var known = held.GetValueOrDefault(team);
        if (known is null || now - known.Seen >= Fresh)
        {
            known = await ReadAsync(team, known, now, cancellationToken);
            held[team] = known;
        }

        return (known.Vocabulary, known.Sources);
    }

    // A team's name may hold what a blob's may not.
    private static string Name(string team) => Uri.EscapeDataString(team) + ".ndjson.gz";

    private async Task<Held> ReadAsync(string team, Held? known, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var container = await storage.ContainerAsync(Container, cancellationToken);
        try
        {
            var conditions = known is { Version: { } version } ? new BlobRequestConditions { IfNoneMatch = version } : null;
            var blob = await container.GetBlobClient(Name(team)).DownloadContentAsync(new BlobDownloadOptions { Conditions = conditions }, cancellationToken);
            var (vocabulary, sources) = Read(blob.Value.Content.ToStream());
            return new(vocabulary, sources, blob.Value.Details.ETag, now);
        }
        catch (RequestFailedException unchanged) when (unchanged.Status == 304)
        {
            return known! with { Seen = now };
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return new(Vocabulary.Empty, [], null, now);
        }
    }

    private static (Vocabulary, IReadOnlyList<VocabularySource>) Read(Stream stored)
    {
        using var lines = new StreamReader(new GZipStream(stored, CompressionMode.Decompress), Encoding.UTF8);
        var sources = JsonSerializer.Deserialize(lines.ReadLine() ?? "[]", VocabularyJson.Default.IReadOnlyListVocabularySource)!;
        var concepts = new List<Concept>();
        while (lines.ReadLine() is { } line)
        {
            concepts.Add(JsonSerializer.Deserialize(line, VocabularyJson.Default.Concept)!);
        }

        return (new Vocabulary(concepts), sources);
    }

    private sealed record Held(Vocabulary Vocabulary, IReadOnlyList<VocabularySource> Sources, ETag? Version, DateTimeOffset Seen);
}
