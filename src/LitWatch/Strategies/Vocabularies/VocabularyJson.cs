using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LitWatch.Strategies.Vocabularies;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Concept))]
[JsonSerializable(typeof(IReadOnlyList<VocabularySource>))]
[JsonSerializable(typeof(Suggestion))]
internal sealed partial class VocabularyJson : JsonSerializerContext
{
    /// <summary>As <see cref="Default"/>, but with letters of all scripts as themselves: for output that people read too.</summary>
    public static VocabularyJson Readable => field ??= new(new JsonSerializerOptions(Default.GeneratedSerializerOptions!)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
