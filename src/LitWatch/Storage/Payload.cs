using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;

namespace LitWatch.Storage;

/// <summary>
/// A value as gzip JSON in the binary properties P0, P1 … of a row: a property holds 64 KiB at most and a row 1 MiB
/// (Table service data model), so that a row takes <see cref="MostChunks"/> of them.
/// </summary>
internal static partial class Payload
{
    private const int MostChunks = 14;
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

    public static TableEntity With<T>(this TableEntity row, T value, JsonTypeInfo<T> json) => row.WithBytes(Compress(value, json));

    public static TableEntity WithBytes(this TableEntity row, byte[] bytes)
    {
        var chunks = bytes.Chunk(ChunkBytes).ToArray();
        for (var i = 0; i < chunks.Length; i++)
        {
            row[Name(i)] = chunks[i];
        }

        // A shorter value must not keep the old one's tail.
        for (var i = chunks.Length; row.Remove(Name(i)); i++)
        {
        }

        return row;
    }

    public static T Read<T>(this TableEntity row, JsonTypeInfo<T> json) => Expand(Compressed(row), json);

    /// <summary>The value compressed; empty when the row has none.</summary>
    public static byte[] Bytes(this TableEntity row) => Compressed(row).ToArray();

    /// <summary>Whether the value is over what a row takes.</summary>
    public static bool IsTooLarge(this TableEntity row) => row.ContainsKey(Name(MostChunks));

    /// <summary>Changes the JSON itself: for steps from one schema to the next, which know nothing of today's types.</summary>
    public static void Change(this TableEntity row, Action<JsonObject> change)
    {
        var value = row.Read(JsonNodes.Default.JsonObject);
        change(value);
        row.With(value, JsonNodes.Default.JsonObject);
    }

    private static MemoryStream Compressed(TableEntity row)
    {
        var bytes = new MemoryStream();
        for (var i = 0; row.TryGetValue(Name(i), out var chunk) && chunk is not null; i++)
        {
            bytes.Write(chunk as byte[] ?? ((BinaryData)chunk).ToArray());
        }

        bytes.Position = 0;
        return bytes;
    }

    private static string Name(int chunk) => string.Create(CultureInfo.InvariantCulture, $"P{chunk}");

    [JsonSerializable(typeof(JsonObject))]
    private sealed partial class JsonNodes : JsonSerializerContext;
}
