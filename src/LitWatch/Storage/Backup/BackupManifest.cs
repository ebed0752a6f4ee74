using System.Text.Json.Serialization;

namespace LitWatch.Storage.Backup;

/// <summary>What is in a backup: the last file of the archive.</summary>
/// <param name="Format">1: a zip of <c>tables/NAME.ndjson</c>, one row a line (<see cref="EntityJson"/>), and <c>blobs/CONTAINER/NAME</c>, as stored.</param>
/// <param name="Files">In the order in which they were read.</param>
internal sealed record BackupManifest(int Format, string SoftwareVersion, DateTimeOffset CreatedAt, IReadOnlyList<BackupFile> Files)
{
    public const string Path = "manifest.json";

    public const int CurrentFormat = 1;

    /// <summary>The latest that rows may be written in.</summary>
    public int Schema { get; init; } = 1;

    [JsonIgnore]
    public long Rows => Files.Sum(file => file.Rows ?? 0);

    [JsonIgnore]
    public int Tables => Files.Count(file => file.IsTable);

    [JsonIgnore]
    public int Blobs => Files.Count - Tables;
}

/// <param name="Set">The table or container, without prefix.</param>
/// <param name="Name">The blob; null for a table.</param>
/// <param name="Sha256">Of the file in the archive.</param>
internal sealed record BackupFile(string Set, string? Name, long Length, string Sha256)
{
    /// <summary>Of a table.</summary>
    public long? Rows { get; init; }

    public string? ContentType { get; init; }

    public string? ContentEncoding { get; init; }

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    [JsonIgnore]
    public bool IsTable => Name is null;

    [JsonIgnore]
    public string Path => Name is null ? $"tables/{Set}.ndjson" : $"blobs/{Set}/{Name}";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
