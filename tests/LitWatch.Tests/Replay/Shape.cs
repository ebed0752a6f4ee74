using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace LitWatch.Tests.Replay;

/// <summary>What a recorded answer has that ours lacks: names of properties or elements and kinds of values, never the values.</summary>
internal static class Shape
{
    public static IEnumerable<string> Missing(JsonNode? recorded, JsonNode? ours, string[] exceptions, string path = "$")
    {
        if (recorded is null || exceptions.Contains(path, StringComparer.Ordinal))
        {
            return [];
        }

        if (ours is null || Kind(recorded) != Kind(ours))
        {
            return [$"{path}: recorded {Kind(recorded)}, ours {(ours is null ? "none" : Kind(ours))}"];
        }

        return recorded switch
        {
            JsonObject o => o.SelectMany(p => Missing(p.Value, ours[p.Key], exceptions, $"{path}.{Name(p.Key)}")),
            JsonArray { Count: > 0 } a when ours.AsArray().Count == 0 => [$"{path}: recorded {a.Count} entries, ours none"],
            JsonArray { Count: > 0 } a => Missing(a[0], ours[0], exceptions, path + "[]"),
            _ => [],
        };
    }

    public static IEnumerable<string> Missing(XElement recorded, XElement ours, string[] exceptions)
    {
        var have = Paths(ours).ToHashSet(StringComparer.Ordinal);
        return Paths(recorded).Distinct(StringComparer.Ordinal)
            .Where(path => !have.Contains(path) && !exceptions.Any(e => path.Contains(e, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>Names from the root down; an Item's Name attribute is part of its name.</summary>
    private static IEnumerable<string> Paths(XElement root) => root.DescendantsAndSelf()
        .Select(e => string.Join('/', e.AncestorsAndSelf().Reverse().Select(a => a.Attribute("Name") is { } name ? $"{a.Name.LocalName}:{name.Value}" : a.Name.LocalName)));

    /// <summary>PMIDs are keys in ESummary's JSON.</summary>
    private static string Name(string key) => key.All(char.IsAsciiDigit) ? "#" : key;

    private static string Kind(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => "Boolean",
        var kind => kind.ToString(),
    };
}
