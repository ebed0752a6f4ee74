using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LitWatch.Alerts;
using LitWatch.Digests;
using LitWatch.Storage;
using LitWatch.Strategies.Vocabularies;

namespace LitWatch.Web;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AlertDraft))]
[JsonSerializable(typeof(AlertView))]
[JsonSerializable(typeof(ListPage<AlertView>))]
[JsonSerializable(typeof(SearchesAsked))]
[JsonSerializable(typeof(FeedAddress))]
[JsonSerializable(typeof(SubscriptionDraft))]
[JsonSerializable(typeof(ListPage<SubscriptionView>))]
[JsonSerializable(typeof(DigestManifest))]
[JsonSerializable(typeof(ListPage<HitView>))]
[JsonSerializable(typeof(DecisionDraft))]
[JsonSerializable(typeof(DecisionHistory))]
[JsonSerializable(typeof(ListPage<SearchRun>))]
[JsonSerializable(typeof(ListPage<Delivery>))]
[JsonSerializable(typeof(ListPage<Change>))]
[JsonSerializable(typeof(ListPage<RecipientMail>))]
[JsonSerializable(typeof(ResendRequest))]
[JsonSerializable(typeof(ArticleHistory))]
[JsonSerializable(typeof(SplitRequest))]
[JsonSerializable(typeof(SplitAnswer))]
[JsonSerializable(typeof(ListPage<PoisonMessage>))]
[JsonSerializable(typeof(Redriven))]
[JsonSerializable(typeof(LintReport))]
[JsonSerializable(typeof(StrategyTrial))]
[JsonSerializable(typeof(ArticleSelection))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(ListPage<Suggestion>))]
[JsonSerializable(typeof(ListPage<VocabularySource>))]
[JsonSerializable(typeof(Liveness))]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class WebJson : JsonSerializerContext
{
    /// <summary>As <see cref="Default"/>, but with letters of all scripts as themselves: for output that people read too.</summary>
    public static WebJson Readable => field ??= new(new JsonSerializerOptions(Default.GeneratedSerializerOptions!)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>As <see cref="Default"/>, but what is never null in ours must be there in others'.</summary>
    public static JsonSerializerOptions Strict => field ??= new(Default.GeneratedSerializerOptions!) { RespectNullableAnnotations = true, TypeInfoResolver = Default.WithAddedModifier(Require) };

    private static void Require(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.AssociatedParameter is { IsNullable: false, HasDefaultValue: false }))
        {
            property.IsRequired = true;
        }
    }
}
