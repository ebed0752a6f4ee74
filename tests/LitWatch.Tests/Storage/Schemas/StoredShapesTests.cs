using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Digests;

namespace LitWatch.Tests.Storage.Schemas;

/// <summary>Nobody changes what is stored without noticing: the shape of every stored value, member by member, as it was last agreed upon.</summary>
public sealed class StoredShapesTests
{
    private static readonly JsonTypeInfo[] Stored =
    [
        ArticleJson.Default.StoredArticle, AlertsJson.Default.SearchCursor, AlertsJson.Default.SearchRun, AlertsJson.Default.Hit, AlertsJson.Default.Alert, AlertsJson.Default.Decision,
        DigestsJson.Default.Subscription, DigestsJson.Default.IReadOnlyListResend, DigestsJson.Default.DigestManifest,
    ];

    [Fact]
    public async Task The_shape_of_what_is_stored_is_the_one_agreed_upon()
    {
        var agreed = await File.ReadAllLinesAsync(Path.Combine(ShippedData.Root, "tests/LitWatch.Tests/Storage/Schemas/shapes.txt"));

        var lines = Lines().Order(StringComparer.Ordinal).ToArray();

        Assert.True(
            lines.SequenceEqual(agreed),
            $"""
            Stored values have another shape now. Gone: {string.Join(", ", agreed.Except(lines))}. New: {string.Join(", ", lines.Except(agreed))}.
            A member that is only added and may be absent: write it into shapes.txt. Anything else: a step in RowSchema, then shapes.txt; and a backup of a small account by the LitWatch before beside schema-1.zip. Digests' manifests have no steps: add to them only.
            """);
    }

    private static HashSet<string> Lines()
    {
        var lines = new HashSet<string>(StringComparer.Ordinal);
        var (open, seen) = (new Stack<JsonTypeInfo>(Stored), new HashSet<Type>());
        while (open.TryPop(out var type))
        {
            if (!seen.Add(type.Type))
            {
                continue;
            }

            foreach (var property in type.Properties)
            {
                lines.Add($"{Name(type.Type)}.{property.Name}: {Name(property.PropertyType)}{(property.IsRequired ? ", required" : "")}");
            }

            foreach (var next in type.Properties.Select(property => property.PropertyType).Append(type.ElementType).OfType<Type>())
            {
                if (type.Options.TryGetTypeInfo(Nullable.GetUnderlyingType(next) ?? next, out var info))
                {
                    open.Push(info);
                }
            }

            if (type.Type.IsEnum)
            {
                lines.UnionWith(type.Type.GetFields().Where(field => field.IsStatic).Select(field => $"{type.Type.Name} = {(Attribute.GetCustomAttribute(field, typeof(JsonStringEnumMemberNameAttribute)) as JsonStringEnumMemberNameAttribute)?.Name ?? field.Name}"));
            }
        }

        return lines;
    }

    private static string Name(Type type) => Nullable.GetUnderlyingType(type) is { } value ? $"{value.Name}?" : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
}
