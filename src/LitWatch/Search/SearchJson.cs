using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LitWatch.Sources;
using LitWatch.Strategies.Matching;

namespace LitWatch.Search;

/// <summary>The answer of <c>GET search</c>.</summary>
internal sealed record AdHocAnswer(AdHocRequest Query, IReadOnlyList<AdHocSource> Sources, IReadOnlyList<AdHocArticle> Articles)
{
    public string? Notice { get; } = NcbiNotice.For(Sources.Select(source => source.Source));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AdHocAnswer))]
[JsonSerializable(typeof(AdHocLine))]
internal sealed partial class SearchJson : JsonSerializerContext
{
    /// <summary>Letters of all scripts as themselves: for output that people read too.</summary>
    public static SearchJson Readable => field ??= new(new JsonSerializerOptions(Default.GeneratedSerializerOptions!)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
