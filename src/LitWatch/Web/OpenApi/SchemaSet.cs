using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Strategies;

namespace LitWatch.Web.OpenApi;

/// <summary>JSON Schemas of what the API takes and gives, made from the serializer's own metadata: each type once, by name.</summary>
internal sealed class SchemaSet
{
    public const string Problem = "ProblemDetails";

    private const string StrategyName = "Strategy";
    private const string TermName = "Strategy.term";

    private readonly SortedDictionary<string, JsonNode> components = new(StringComparer.Ordinal);

    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    /// <summary>A reference to the schema of a type, which is added to the components.</summary>
    public JsonNode Of(JsonTypeInfo json)
    {
        if (Known(json.Type) is { } known)
        {
            return known;
        }

        var name = NameOf(json.Type);
        if (components.TryAdd(name, new JsonObject()))
        {
            components[name] = json.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Named });
        }

        return Reference(name);
    }

    public JsonObject Components()
    {
        components[Problem] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["type"] = Text(),
                ["title"] = Text(),
                ["status"] = new JsonObject { ["type"] = "integer" },
                ["detail"] = Text(),
                ["errors"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "array", ["items"] = Text() } },
            },
        };
        AddStrategy();
        return new JsonObject(components.Select(component => KeyValuePair.Create<string, JsonNode?>(component.Key, component.Value.DeepClone())));
    }

    private JsonNode Named(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (Known(context.TypeInfo.Type) is { } known)
        {
            return known;
        }

        if (schema is JsonObject && schema["required"] is JsonArray required)
        {
            // What is null is left out.
            var always = context.TypeInfo.Properties.Where(property => !property.IsGetNullable).Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
            schema["required"] = new JsonArray([.. required.Select(name => (string)name!).Where(always.Contains).Select(name => JsonValue.Create(name))]);
        }

        if (context.Path.Length > 0 && context.TypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            return Of(context.TypeInfo);
        }

        if (schema is JsonValue)
        {
            // Anything: as a schema of words, since not every reader of OpenAPI takes a bare "true".
            return new JsonObject();
        }

        if (schema is JsonObject { } words && words.ContainsKey("enum") && !words.ContainsKey("type"))
        {
            words["type"] = "string";
        }

        return schema;
    }

    // What converters of ours write: the serializer does not know its shape.
    private static JsonNode? Known(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var one when one == typeof(Strategy) => Reference(StrategyName),
        var one when one == typeof(IReadOnlyList<Term>) => new JsonObject { ["type"] = "array", ["items"] = Reference(TermName) },
        var one when one == typeof(Term) => Reference(TermName),
        var one when one == typeof(Pmid) || one == typeof(Doi) || one == typeof(Pmcid) || one == typeof(PartialDate) => Text(),
        var one when one == typeof(TimeOnly) => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?$" },
        var one when one == typeof(Verdict) => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Verdicts.Names.Select(name => JsonValue.Create(name))]) },
        _ => null,
    };

    // The published schema of strategies, its parts beside it.
    private void AddStrategy()
    {
        var text = PageFiles.Text("strategy.schema.json").Replace("#/$defs/", "#/components/schemas/Strategy.", StringComparison.Ordinal);
        var schema = JsonNode.Parse(text)!.AsObject();
        var parts = schema["$defs"]!.AsObject();
        foreach (var name in new[] { "$schema", "$id", "$defs" })
        {
            schema.Remove(name);
        }

        components[StrategyName] = schema;
        foreach (var (name, part) in parts)
        {
            components[$"Strategy.{name}"] = part!.DeepClone();
        }
    }

    // ListPage<AlertView> is an AlertViewPage.
    private static string NameOf(Type type) => type.IsGenericType ? string.Concat(type.GetGenericArguments().Select(NameOf)) + type.Name.Split('`')[0].Replace("ListPage", "Page", StringComparison.Ordinal) : type.Name;

    private static JsonObject Text() => new() { ["type"] = "string" };
}
