using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LitWatch.Digests;

/// <summary>A time of day as people write it, <c>07:00</c>; the serializer's own way takes seconds or nothing.</summary>
internal sealed class TimeOfDayConverter : JsonConverter<TimeOnly>
{
    private static readonly string[] Forms = ["HH:mm", "HH:mm:ss"];

    public override TimeOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TimeOnly.TryParseExact(reader.GetString(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new JsonException("time must be a time of day such as 07:00.");

    public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(value.Second == 0 ? Forms[0] : Forms[1], CultureInfo.InvariantCulture));
}
