using System.Net;
using System.Text;
using HtmlAgilityPack;
using LitWatch.Articles;

namespace LitWatch.Sources.Pages;

/// <summary>
/// What a reader finds in the text of a page: keywords, abstract and references, by the words they stand under. A block is the text of an element that holds
/// no other block: a paragraph, a heading, an item of a list.
/// </summary>
internal sealed class PageBody
{
    private const int LongestHeading = 80;
    private const int MostItems = 30;
    private const int ShortestParagraph = 60;

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    };

    private static readonly HashSet<string> Unread = new(StringComparer.Ordinal) { "script", "style", "noscript", "template", "svg", "button", "select", "nav", "head", "iframe", "object" };

    private static readonly HashSet<string> AbstractHeadings = new(StringComparer.OrdinalIgnoreCase)
    {
        "abstract", "summary", "article abstract", "structured abstract", "résumé", "resumen", "resumo", "riassunto", "zusammenfassung", "synopsis",
    };

    private static readonly HashSet<string> ReferenceHeadings = new(StringComparer.OrdinalIgnoreCase)
    {
        "references", "reference", "bibliography", "literature cited", "works cited", "cited literature", "reference list", "références", "referencias", "referências", "literatur", "bibliografia",
    };

    private static readonly HashSet<string> Machines = new(StringComparer.Ordinal) { "html", "link", "meta", "script", "title" };

    private readonly List<Block> blocks = [];
    private readonly List<HtmlNode> forMachines = [];

    public PageBody(HtmlNode root)
    {
        var text = new StringBuilder();
        Walk(root, root, text, isHeading: false);
        Flush(root, text, isHeading: false);
    }

    /// <summary>Elements that no reader sees and programs read, met on the same walk: <c>html</c>, <c>link</c>, <c>meta</c>, <c>script</c>, <c>title</c>.</summary>
    public IReadOnlyList<HtmlNode> ForMachines => forMachines;

    public string? Heading => blocks.Find(block => block.Node.Name == "h1")?.Text;

    public IReadOnlyList<string> Keywords()
    {
        for (var at = 0; at < blocks.Count; at++)
        {
            if (!KeywordLine.IsLabelled(blocks[at].Text, out var list))
            {
                continue;
            }

            if (KeywordLine.Split(list.Length > 0 ? list : ListAfter(at)) is { Count: > 0 } keywords)
            {
                return keywords;
            }
        }

        return [];
    }

    /// <summary>One paragraph with all keywords, or elements side by side with one each.</summary>
    private string ListAfter(int at)
    {
        var next = blocks.Skip(at + 1).TakeWhile(block => !block.IsHeading && block.Text.Length <= 4 * LongestHeading).Take(MostItems).ToList();
        if (next.Count == 0 || KeywordLine.Split(next[0].Text).Count > 1)
        {
            return next.FirstOrDefault()?.Text ?? "";
        }

        var around = ListOf(next[0].Node);
        return string.Join(';', next.TakeWhile(block => block.Text.Length <= LongestHeading && ListOf(block.Node) == around).Select(block => block.Text));
    }

    private static HtmlNode? ListOf(HtmlNode node) => (node.AncestorsAndSelf("li").FirstOrDefault() ?? node).ParentNode;

    /// <summary>All between the heading and the next one that does not belong to it, with the headings of a structured abstract as labels.</summary>
    public IReadOnlyList<AbstractSection> Abstract()
    {
        // The word also stands in menus, over nothing.
        for (var at = 0; at < blocks.Count; at++)
        {
            if (blocks[at].Text.Length <= LongestHeading && AbstractHeadings.Contains(blocks[at].Text.TrimEnd(':', '.', ' ')) && SectionsAfter(at) is { Count: > 0 } sections)
            {
                return sections;
            }
        }

        return Inline();
    }

    /// <summary>Paragraphs are sentences; what is shorter is the label of the one that follows, or belongs to the page and not to the article.</summary>
    private List<AbstractSection> SectionsAfter(int at)
    {
        var part = PartOf(at);
        var sections = new List<AbstractSection>();
        string? label = null;
        foreach (var block in blocks.Skip(at + 1).TakeWhile(part.Contains).TakeWhile(block => !KeywordLine.IsLabelled(block.Text, out _)))
        {
            if (block.Text.Length < ShortestParagraph && !block.Text.EndsWith('.'))
            {
                label = block.Text.TrimEnd(':', ' ');
            }
            else if (label is null && block.Label is { } bold)
            {
                sections.Add(new AbstractSection(bold.TrimEnd(':', '.', ' '), PlainText.Normalize(block.Text.AsSpan(bold.Length).TrimStart(" :.—–")) ?? block.Text));
            }
            else
            {
                sections.AddRange(label is null ? LabelledAbstract.Split(block.Text) : [new AbstractSection(label, block.Text)]);
                label = null;
            }
        }

        return sections;
    }

    public IReadOnlyList<ArticleLink> References()
    {
        var at = blocks.FindLastIndex(block => block.Text.Length <= LongestHeading && ReferenceHeadings.Contains(block.Text.TrimEnd(':', '.', ' ')));
        if (at < 0)
        {
            return [];
        }

        var part = PartOf(at);
        return [.. blocks.Skip(at + 1).TakeWhile(part.Contains)
            .Where(block => !block.IsHeading)
            .GroupBy(block => block.Node.AncestorsAndSelf("li").LastOrDefault() ?? block.Node)
            .Select(item => ReferenceText.Link(string.Join(' ', item.Select(block => block.Text)), Addresses(item.Key)))
            .OfType<ArticleLink>()
            .Where(link => link.Doi is not null || link.Pmid is not null || link.Pmcid is not null || link.Citation?.Length > LongestHeading / 2)
            .Distinct()];
    }

    /// <summary>The first DOI that the text states before its references.</summary>
    public Doi? Doi()
    {
        foreach (var block in blocks.TakeWhile(block => !ReferenceHeadings.Contains(block.Text.TrimEnd(':', '.', ' '))))
        {
            if (ReferenceText.DoiIn(block.Text) is { } doi)
            {
                return doi;
            }
        }

        return null;
    }

    /// <summary><c>Abstract: …</c> in one paragraph.</summary>
    private IReadOnlyList<AbstractSection> Inline()
    {
        foreach (var block in blocks)
        {
            var colon = block.Text.IndexOfAny([':', '—', '.']);
            if (colon is > 0 and < LongestHeading && block.Text.Length > 2 * LongestHeading && AbstractHeadings.Contains(block.Text[..colon].Trim()) && PlainText.Normalize(block.Text.AsSpan(colon + 1)) is { } text)
            {
                return LabelledAbstract.Split(text);
            }
        }

        return [];
    }

    /// <summary>The part of the page that the heading at <paramref name="at"/> opens.</summary>
    private Part PartOf(int at)
    {
        var heading = blocks[at];
        // What wraps the heading alone is the heading.
        var node = heading.Node;
        while (node.ParentNode is { } parent && parent.Name is not "body" && IsAlone(parent, at))
        {
            node = parent;
        }

        return new Part(node.ParentNode ?? node, heading.Level);
    }

    /// <summary>True when the element holds the block at <paramref name="at"/> and none after it.</summary>
    private bool IsAlone(HtmlNode element, int at) => at + 1 < blocks.Count && !IsIn(blocks[at + 1].Node, element);

    private static bool IsIn(HtmlNode node, HtmlNode element)
    {
        for (HtmlNode? up = node; up is not null; up = up.ParentNode)
        {
            if (up == element)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Addresses(HtmlNode node) =>
        node.Descendants("a").Select(link => WebUtility.HtmlDecode(link.GetAttributeValue("href", ""))).Select(Uri.UnescapeDataString);

    private void Walk(HtmlNode node, HtmlNode block, StringBuilder text, bool isHeading)
    {
        // From sibling to sibling: asking a node for its children makes a list even of none.
        for (var child = node.FirstChild; child is not null; child = child.NextSibling)
        {
            if (child is HtmlTextNode leaf)
            {
                text.Append(WebUtility.HtmlDecode(leaf.Text));
            }
            else if (child.NodeType is HtmlNodeType.Element)
            {
                Enter(child, child.Name, block, text, isHeading);
            }
        }
    }

    private void Enter(HtmlNode element, string name, HtmlNode block, StringBuilder text, bool isHeading)
    {
        if (Machines.Contains(name))
        {
            forMachines.Add(element);
        }

        if (Unread.Contains(name))
        {
            forMachines.AddRange(element.Descendants().Where(inside => Machines.Contains(inside.Name)));
        }
        else if (Blocks.Contains(name))
        {
            Flush(block, text, isHeading);
            var heads = name is ['h', >= '1' and <= '6'] or "dt" or "summary";
            Walk(element, element, text, heads);
            Flush(element, text, heads);
        }
        else
        {
            Walk(element, block, text, isHeading);
        }
    }

    private void Flush(HtmlNode node, StringBuilder text, bool isHeading)
    {
        if (PlainText.Normalize(text.ToString()) is { } words)
        {
            blocks.Add(new Block(node, words, isHeading || IsBold(node, words)));
        }

        text.Clear();
    }

    /// <summary>A short paragraph all of which is bold is a heading to the reader.</summary>
    private static bool IsBold(HtmlNode node, string words) =>
        words.Length <= LongestHeading && node.Name is "p" or "div" && node.ChildNodes.Where(child => child is not HtmlTextNode || !string.IsNullOrWhiteSpace(child.InnerText)).ToList() is [{ Name: "b" or "strong" }];

    private sealed record Block(HtmlNode Node, string Text, bool IsHeading)
    {
        /// <summary>Bold words that the block begins with.</summary>
        public string? Label => Node.ChildNodes.FirstOrDefault(child => child is not HtmlTextNode || !string.IsNullOrWhiteSpace(child.InnerText)) is { Name: "b" or "strong" } bold
            && PlainText.Normalize(WebUtility.HtmlDecode(bold.InnerText)) is { Length: <= LongestHeading } words && words.Length < Text.Length && Text.StartsWith(words, StringComparison.Ordinal) ? words : null;

        /// <summary>1 to 6; 7 for what only looks like a heading.</summary>
        public int Level => Node.Name is ['h', >= '1' and <= '6' and var digit] ? digit - '0' : 7;
    }

    /// <summary>What follows a heading within its container, up to the next heading of its own rank or a higher one.</summary>
    private sealed record Part(HtmlNode Container, int Level)
    {
        public bool Contains(Block block) => IsIn(block.Node, Container) && !(block.IsHeading && block.Level <= Level);
    }
}
