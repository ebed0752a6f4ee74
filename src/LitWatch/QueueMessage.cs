using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace LitWatch;

/// <summary>The wire form of queue messages: UTF-8 JSON, ids only, and the trace they belong to.</summary>
internal static class QueueMessage
{
    public static BinaryData Write<TMessage>(TMessage message, JsonTypeInfo<TMessage> json)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C, Id: { } id } || JsonSerializer.SerializeToNode(message, json) is not JsonObject members)
        {
            return BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(message, json));
        }

        members[Telemetry.Parent] = id;
        return BinaryData.FromString(members.ToJsonString());
    }

    public static TMessage Read<TMessage>(BinaryData message, JsonTypeInfo<TMessage> json) =>
        JsonSerializer.Deserialize(message.ToMemory().Span, json) ?? throw new JsonException("The message is null.");

    /// <summary>The activity that sent it; null when it does not say, or is no message at all.</summary>
    public static string? ParentOf(BinaryData message)
    {
        try
        {
            using var members = JsonDocument.Parse(message.ToMemory());
            return members.RootElement.ValueKind == JsonValueKind.Object && members.RootElement.TryGetProperty(Telemetry.Parent, out var parent) && parent.ValueKind == JsonValueKind.String ? parent.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
