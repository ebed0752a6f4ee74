using System.Net;
using System.Text;
using HtmlAgilityPack;
using LitWatch.Digests;
using LitWatch.Digests.Mail;

namespace LitWatch.Tests.Digests.Mail;

/// <summary>The HTML of a digest as tests look at it.</summary>
internal static class RenderedDigest
{
    public static async Task<HtmlDocument> Parsed(DigestManifest digest) => Parse(await DigestHtml.RenderAsync(digest, Manifests.Links, CancellationToken.None));

    public static HtmlDocument Parse(string html)
    {
        var page = new HtmlDocument();
        page.LoadHtml(html);
        return page;
    }

    public static HtmlNode One(HtmlDocument page, string path) => Assert.Single(All(page, path));

    public static HtmlNode[] All(HtmlDocument page, string path) => [.. page.DocumentNode.SelectNodes(path) ?? Enumerable.Empty<HtmlNode>()];

    public static IEnumerable<string> Links(HtmlDocument page) =>
        All(page, "//@href").Select(link => WebUtility.HtmlDecode(link.GetAttributeValue("href", "")));

    // As it reads: elements that start a line are apart, the preheader and title element are not seen.
    public static string Text(HtmlDocument page)
    {
        string[] blocks = ["td", "th", "div", "h1", "h2", "h3", "p", "li", "br", "tr", "ul", "span"];
        var text = new StringBuilder();
        foreach (var node in One(page, "//div[@role='main']/table").DescendantsAndSelf())
        {
            text.Append(node is HtmlTextNode ? node.InnerText : blocks.Contains(node.Name) ? " " : "");
        }

        return string.Join(' ', WebUtility.HtmlDecode(text.ToString()).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    public static void InOrder(string text, params string[] parts)
    {
        var at = 0;
        foreach (var part in parts)
        {
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{part}' is not after position {at} of:\n{text}");
            at = found + part.Length;
        }
    }
}
