using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LitWatch.Web.OpenApi;

/// <summary>OpenAPI 3.1 of a table of entries: what a client can be generated from.</summary>
internal static partial class OpenApiDocument
{
    private const string Json = "application/json";

    public static JsonObject Of(IEnumerable<HttpEntry> entries)
    {
        var schemas = new SchemaSet();
        var paths = new JsonObject();
        foreach (var route in entries.Where(entry => entry.Operation.IsPublished).GroupBy(entry => entry.Route, StringComparer.Ordinal))
        {
            var path = new JsonObject();
            foreach (var entry in route)
            {
                path[entry.Method.ToLowerInvariant()] = OperationOf(entry, schemas);
            }

            paths["/" + route.Key] = path;
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "LitWatch",
                ["version"] = SoftwareVersion.Current,
                ["description"] = "Watches the medical literature for drug-safety teams. Errors are problem details (RFC 9457). Lists come in pages: give a page's continuationToken back for the next one.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.Components(),
                ["responses"] = new JsonObject { ["problem"] = Content("What is wrong, and what to do.", [("application/problem+json", SchemaSet.Reference(SchemaSet.Problem))]) },
                ["securitySchemes"] = new JsonObject
                {
                    ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "An API key of your team. Not needed on the machine itself, where LitWatch serves that alone." },
                },
            },
        };
    }

    private static JsonObject OperationOf(HttpEntry entry, SchemaSet schemas)
    {
        var told = entry.Operation;
        var operation = new JsonObject
        {
            ["operationId"] = char.ToLowerInvariant(entry.Name[0]) + entry.Name[1..],
            ["tags"] = new JsonArray(entry.Route.Split('/')[1]),
            ["summary"] = told.Summary,
            ["parameters"] = new JsonArray([.. Parameters(entry)]),
            ["responses"] = Responses(entry, schemas),
        };
        if (entry.Access == Access.Open)
        {
            operation["security"] = new JsonArray();
        }
        else
        {
            operation["description"] = $"Needs the role {entry.Access.ToString().ToLowerInvariant()}.";
        }

        if (told.Body is { } body)
        {
            operation["requestBody"] = new JsonObject { ["required"] = !told.IsBodyOptional, ["content"] = Media([(Json, schemas.Of(body))]) };
        }

        return operation;
    }

    private static IEnumerable<JsonNode> Parameters(HttpEntry entry)
    {
        foreach (var name in RouteValue().Matches(entry.Route).Select(match => match.Groups["name"].Value))
        {
            yield return Parameter(name, "path", isRequired: true, new JsonObject { ["type"] = name == "page" ? "integer" : "string" });
        }

        foreach (var value in entry.Operation.Query)
        {
            var one = SchemaOf(value);
            var parameter = Parameter(value.Name, "query", value.IsRequired, value.IsRepeatable ? new JsonObject { ["type"] = "array", ["items"] = one } : one);
            parameter["description"] = value.Description;
            yield return parameter;
        }

        if (entry.Operation.IsPaged)
        {
            yield return Parameter("pageSize", "query", isRequired: false, new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = ListPages.MaxSize, ["default"] = ListPages.DefaultSize });
            yield return Parameter("continuationToken", "query", isRequired: false, new JsonObject { ["type"] = "string" });
        }

        if (entry.Operation.IsVersioned && entry.Method != "GET")
        {
            yield return Parameter("If-Match", "header", isRequired: false, new JsonObject { ["type"] = "string" });
        }
    }

    private static JsonObject Parameter(string name, string place, bool isRequired, JsonNode schema) =>
        new() { ["name"] = name, ["in"] = place, ["required"] = isRequired, ["schema"] = schema };

    private static JsonObject SchemaOf(QueryValue value) => value switch
    {
        { Words.Count: > 0 } => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. value.Words.Select(word => JsonValue.Create(word))]) },
        { Kind: QueryKind.Truth } => new JsonObject { ["type"] = "boolean" },
        { Kind: QueryKind.Day } => new JsonObject { ["type"] = "string", ["format"] = "date" },
        // A day or an instant: no format of JSON Schema is both.
        _ => new JsonObject { ["type"] = "string" },
    };

    private static JsonObject Responses(HttpEntry entry, SchemaSet schemas)
    {
        var told = entry.Operation;
        var media = told.Media.Where(type => type != Json).Select(type => (type, (JsonNode)new JsonObject { ["type"] = "string" }));
        var answer = Content(told.Status == 204 ? "Done." : "The answer.", [.. told.Answer is { } json ? [(Json, schemas.Of(json))] : Array.Empty<(string, JsonNode)>(), .. media]);
        if (told.IsVersioned && entry.Method == "GET")
        {
            answer["headers"] = new JsonObject { ["ETag"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } } };
        }

        var responses = new JsonObject { [Status(told.Status)] = answer };
        int[] common = entry.Access == Access.Open ? [413, 500] : [401, 403, 413, 500];
        foreach (var status in told.Problems.Concat(common).Concat(told.Body is null ? Array.Empty<int>() : [415]).Concat(told.IsLimited ? [429] : Array.Empty<int>()).Order())
        {
            responses[Status(status)] = new JsonObject { ["$ref"] = "#/components/responses/problem" };
        }

        return responses;
    }

    private static JsonObject Content(string description, IReadOnlyList<(string Type, JsonNode Schema)> media)
    {
        var content = new JsonObject { ["description"] = description };
        if (media.Count > 0)
        {
            content["content"] = Media(media);
        }

        return content;
    }

    private static JsonObject Media(IReadOnlyList<(string Type, JsonNode Schema)> media) =>
        new(media.Select(one => KeyValuePair.Create<string, JsonNode?>(one.Type, new JsonObject { ["schema"] = one.Schema })));

    private static string Status(int status) => status.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{(?<name>[a-z]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex RouteValue();
}
