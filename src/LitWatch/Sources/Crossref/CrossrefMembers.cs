using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace LitWatch.Sources.Crossref;

/// <summary>
/// The members of a work that an article is made of, found in one pass. A <see cref="JsonElement"/> looks through all its members for each, of which a work has fifty and more.
/// Reads like <see cref="JsonText"/>; of members of one name, the last counts.
/// </summary>
internal sealed class CrossrefMembers
{
    private static readonly FrozenDictionary<string, int> Places = new[]
    {
        "DOI", "type", "title", "subtitle", "original-title", "abstract", "author", "language", "container-title", "short-container-title", "container-title-short", "ISSN", "volume", "issue",
        "journal-issue", "page", "article-number", "published-print", "published-online", "published", "issued", "posted", "published-other", "created", "indexed", "update-to", "updated-by",
        "relation", "reference",
    }.Index().ToFrozenDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);

    /// <summary>The same by the length of the name in UTF-8, which leaves a few to compare.</summary>
    private static readonly (byte[] Name, int Place)[][] ByLength =
        [.. Enumerable.Range(0, Places.Keys.Max(name => name.Length) + 1).Select(length => Places.Where(place => place.Key.Length == length).Select(place => (Encoding.UTF8.GetBytes(place.Key), place.Value)).ToArray())];

    private readonly JsonElement[] members = new JsonElement[Places.Count];

    /// <exception cref="InvalidOperationException">A member's name is no text (half a surrogate pair).</exception>
    public CrossrefMembers(JsonElement work)
    {
        foreach (var property in work.EnumerateObject())
        {
            Keep(property);
        }
    }

    private void Keep(JsonProperty property)
    {
        var name = JsonMarshal.GetRawUtf8PropertyName(property);
        if (name.Contains((byte)'\\'))
        {
            name = Encoding.UTF8.GetBytes(property.Name);
        }

        foreach (var (known, place) in name.Length < ByLength.Length ? ByLength[name.Length] : [])
        {
            if (name.SequenceEqual(known))
            {
                members[place] = property.Value;
            }
        }
    }

    /// <summary>Null where it is missing or null.</summary>
    /// <exception cref="KeyNotFoundException">No article is made of members of this name: it is to be added to the list above.</exception>
    public JsonElement? Member(string name) => members[Places[name]] is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } member ? member : null;

    /// <inheritdoc cref="JsonText.Many(JsonElement,string)"/>
    public IEnumerable<JsonElement> Many(string name) => JsonText.Many(Member(name));

    /// <inheritdoc cref="JsonText.Text(JsonElement,string)"/>
    public string? Text(string name) => Member(name) is { } member ? JsonText.FirstText(member) : null;
}
