using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LitWatch.Articles;

/// <summary>The JSON form of an <see cref="Article"/>: camelCase, unknown members absent, one line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Article))]
[JsonSerializable(typeof(StoredArticle))]
internal sealed partial class ArticleJson : JsonSerializerContext
{
    /// <summary>As <see cref="Default"/>, but with letters of all scripts as themselves: for output that people read too.</summary>
    public static ArticleJson Readable => field ??= new(new JsonSerializerOptions(Default.GeneratedSerializerOptions!)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
