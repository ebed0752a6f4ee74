using System.Net;
using HtmlAgilityPack;
using LitWatch.Articles;

namespace LitWatch.Sources.Pages;

/// <summary>
/// What a page says of itself in <c>meta</c> tags: Highwire's <c>citation_*</c>, Dublin Core (<c>dc.*</c>, <c>dcterms.*</c>), <c>prism.*</c>, Open Graph. Names are compared in lower
/// case with dots for colons, <c>dcterms</c> as <c>dc</c>, and bepress's prefix left out. https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
/// </summary>
internal sealed class PageMeta
{
    private readonly List<(string Name, string Value)> tags = [];
    private readonly ILookup<string, string> values;

    public PageMeta(IEnumerable<HtmlNode> metas)
    {
        foreach (var meta in metas)
        {
            var name = Attribute(meta, "name") ?? Attribute(meta, "property") ?? Attribute(meta, "itemprop");
            if (name is not null && (Attribute(meta, "content") ?? Attribute(meta, "value")) is { } content && MarkupText.Plain(content) is { } value)
            {
                tags.Add((Normal(name), value));
            }
        }

        values = tags.ToLookup(tag => tag.Name, tag => tag.Value, StringComparer.Ordinal);
    }

    /// <summary>All tags in their order.</summary>
    public IReadOnlyList<(string Name, string Value)> Tags => tags;

    /// <summary>Whether the page describes an article to machines.</summary>
    public bool DescribesArticle => tags.Exists(tag => tag.Name.StartsWith("citation_", StringComparison.Ordinal) || tag.Name.StartsWith("prism.", StringComparison.Ordinal) || tag.Name is "dc.title" or "dc.identifier");

    /// <summary>The first value of the first of these names that has one.</summary>
    public string? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (values[name].FirstOrDefault() is { } value)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>All values of the first of these names that has any.</summary>
    public IReadOnlyList<string> All(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (values[name].ToList() is { Count: > 0 } all)
            {
                return all;
            }
        }

        return [];
    }

    /// <summary>All values of all of these names.</summary>
    public IEnumerable<string> Every(IEnumerable<string> names) => names.SelectMany(name => values[name]);

    private static string? Attribute(HtmlNode node, string name) =>
        node.Attributes[name]?.Value is { Length: > 0 } value ? WebUtility.HtmlDecode(value) : null;

    private static string Normal(string name)
    {
        var normal = name.Trim().ToLowerInvariant().Replace(':', '.');
        return normal.StartsWith("dcterms.", StringComparison.Ordinal) ? "dc." + normal[8..]
            : normal.StartsWith("bepress_citation_", StringComparison.Ordinal) ? normal[8..]
            : normal;
    }
}
