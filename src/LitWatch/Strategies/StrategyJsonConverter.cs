using System.Text.Json;
using System.Text.Json.Serialization;

namespace LitWatch.Strategies;

/// <summary>Lets a strategy be part of other JSON (alerts, API bodies) in its contract's form. Throws <see cref="StrategyFormatException"/>, not <see cref="JsonException"/>.</summary>
internal sealed class StrategyJsonConverter : JsonConverter<Strategy>
{
    public override Strategy Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        StrategyJson.Read(JsonElement.ParseValue(ref reader), "$.strategy");

    public override void Write(Utf8JsonWriter writer, Strategy value, JsonSerializerOptions options) => StrategyJson.Write(writer, value);
}
