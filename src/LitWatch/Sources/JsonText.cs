using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LitWatch.Sources;

/// <summary>
/// Access to JSON whose shape varies: what is a list in the API's own answers is a single value in exports and citeproc JSON, and any member may be null or missing.
/// </summary>
internal static partial class JsonText
{
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

    /// <summary>The same by a name in UTF-8, which needs no translation: for what there are hundreds of in a document.</summary>
    public static JsonElement? Member(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

    /// <summary>The member's elements; a single value counts as a list of one.</summary>
    public static IEnumerable<JsonElement> Many(this JsonElement element, string name) => Many(element.Member(name));

    /// <summary>A list's elements; a single value counts as a list of one, null as an empty one.</summary>
    public static IEnumerable<JsonElement> Many(JsonElement? value) => value switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
        { } single => [single],
    };

    /// <summary>The member as text (numbers too); of a list, the first.</summary>
    public static string? Text(this JsonElement element, string name) => element.Member(name) is { } member ? FirstText(member) : null;

    /// <inheritdoc cref="Text(JsonElement,string)"/>
    public static string? Text(this JsonElement element, ReadOnlySpan<byte> name) => element.Member(name) is { } member ? FirstText(member) : null;

    /// <summary>The value as text; of a list, its first text that says something.</summary>
    public static string? FirstText(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return Text(value) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
        }

        foreach (var item in value.EnumerateArray())
        {
            if (Text(item) is { } text && !string.IsNullOrWhiteSpace(text))
            {
                return text;
            }
        }

        return null;
    }

    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Decode(value),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    /// <summary>A whole number from 0 on, also one that stands as text.</summary>
    public static int? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.TryGetInt32(out var counted) && counted >= 0 ? counted : null
        : int.TryParse(Text(value), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Decode(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair as \uD83D: legal JSON by its grammar, but no text.
            return JsonSerializer.Deserialize(HalfPair().Replace(value.GetRawText(), @"\uFFFD"), TextJsonContext.Default.String);
        }
    }

    [GeneratedRegex(@"\\u[dD][89a-fA-F][0-9a-fA-F]{2}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HalfPair();
}
