using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;

namespace LitWatch.Storage;

/// <summary>
/// A value as gzip JSON in the binary properties P0, P1 … of a row: a property holds 64 KiB at most and a row 1 MiB
/// (Table service data model), so a value may have up to <see cref="MaxBytes"/> compressed.
/// </summary>
internal static class Payload
{
    public const int MaxBytes = ChunkBytes * 14;
    private const int ChunkBytes = 60 * 1024;

    public static byte[] Compress<T>(T value, JsonTypeInfo<T> json)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            JsonSerializer.Serialize(gzip, value, json);
        }

        return buffer.ToArray();
    }

    public static T Expand<T>(Stream compressed, JsonTypeInfo<T> json)
    {
        using var gzip = new GZipStream(compressed, CompressionMode.Decompress);
        return JsonSerializer.Deserialize(gzip, json) ?? throw new JsonException("The stored value is null.");
    }

    /// <exception cref="InvalidOperationException">The value is over <see cref="MaxBytes"/> compressed; the caller keeps it in a blob instead.</exception>
    public static TableEntity With<T>(this TableEntity entity, T value, JsonTypeInfo<T> json) => entity.WithBytes(Compress(value, json));

    public static TableEntity WithBytes(this TableEntity entity, byte[] bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A row cannot hold {bytes.Length} bytes."));
        }

        var chunks = bytes.Chunk(ChunkBytes).ToArray();
        for (var i = 0; i < chunks.Length; i++)
        {
            entity[Name(i)] = chunks[i];
        }

        // A shorter value must not keep the old one's tail.
        for (var i = chunks.Length; entity.Remove(Name(i)); i++)
        {
        }

        return entity;
    }

    public static T Read<T>(this TableEntity entity, JsonTypeInfo<T> json)
    {
        var bytes = new MemoryStream();
        for (var i = 0; entity.TryGetValue(Name(i), out var chunk) && chunk is not null; i++)
        {
            bytes.Write(chunk as byte[] ?? ((BinaryData)chunk).ToArray());
        }

        bytes.Position = 0;
        return Expand(bytes, json);
    }

    private static string Name(int chunk) => string.Create(CultureInfo.InvariantCulture, $"P{chunk}");
}
