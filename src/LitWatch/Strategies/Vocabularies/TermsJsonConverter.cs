using System.Text.Json;
using System.Text.Json.Serialization;

namespace LitWatch.Strategies.Vocabularies;

/// <summary>Terms as the JSON contract of a strategy has them.</summary>
internal sealed class TermsJsonConverter : JsonConverter<IReadOnlyList<Term>>
{
    public override IReadOnlyList<Term> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return StrategyJsonReader.Terms(document.RootElement, "terms");
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<Term> value, JsonSerializerOptions options) => StrategyJson.WriteTerms(writer, value);
}
