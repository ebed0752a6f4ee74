using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LitWatch;

/// <summary>The wire form of queue messages: UTF-8 JSON, ids only.</summary>
internal static class QueueMessage
{
    public static TMessage Read<TMessage>(BinaryData message, JsonTypeInfo<TMessage> json) =>
        JsonSerializer.Deserialize(message.ToMemory().Span, json) ?? throw new JsonException("The message is null.");
}
