using System.Text.Json.Serialization;

namespace LitWatch.Sources.Crossref;

[JsonSerializable(typeof(string))]
internal sealed partial class CrossrefJsonContext : JsonSerializerContext;
