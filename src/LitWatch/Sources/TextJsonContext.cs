using System.Text.Json.Serialization;

namespace LitWatch.Sources;

[JsonSerializable(typeof(string))]
internal sealed partial class TextJsonContext : JsonSerializerContext;
