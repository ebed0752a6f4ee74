using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using HtmlAgilityPack;
using LitWatch.Articles;

namespace LitWatch.Sources;

/// <summary>
/// Plain text of the titles and abstracts that publishers deposit at Crossref and write into the meta tags of pages: JATS, HTML or MathML fragments, with bare <c>&lt;</c>
/// (<c>P&lt;0.001</c>, <c>n &lt;p</c>) and entities escaped once too often (<c>&amp;amp;amp;</c>). XML parsers refuse those and HTML parsers swallow the text
/// after them, so only what is a tag by name (prefixed, or known) is left a tag for HtmlAgilityPack; every other <c>&lt;</c> is text.
/// </summary>
internal static partial class MarkupText
{
    /// <summary>All tags get one prefix, so that none means something of its own to an HTML parser.</summary>
    private const string Prefix = "jats:";

    private const string Data = "<![CDATA[";
    private const string EndOfData = "]]>";

    /// <summary>Tags that are nested deeper only leave their text: whoever reads a tree goes down it by recursion.</summary>
    private const int Deepest = 100;

    /// <summary>Text between these does not run together.</summary>
    private static readonly HashSet<string> Blocks = new(
        new[]
        {
            "p", "sec", "title", "label", "caption", "list", "list-item", "def-list", "def-item", "term", "def", "ul", "ol", "li", "br", "break", "hr",
            "table", "table-wrap", "thead", "tbody", "tfoot", "tr", "th", "td", "div", "section", "boxed-text", "disp-quote", "disp-formula", "fig",
            "abstract", "trans-abstract", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "related-article",
        }.Select(name => Prefix + name),
        StringComparer.Ordinal);

    /// <summary>The formula again, for typesetters.</summary>
    private static readonly HashSet<string> Skipped = new(new[] { "tex-math", "annotation", "annotation-xml" }.Select(name => Prefix + name), StringComparer.Ordinal);

    public static string? Plain(string? markup)
    {
        if (markup is null || markup.AsSpan().IndexOfAny('<', '&') < 0)
        {
            return PlainText.Normalize(markup);
        }

        var text = new StringBuilder();
        Collect(Parse(markup), text);
        return PlainText.Normalize(text.ToString());
    }

    /// <summary>The sections of an abstract by their <c>title</c> elements; a heading that only says "Abstract" is none.</summary>
    public static List<AbstractSection> Sections(string? markup)
    {
        var sections = new SectionList();
        if (markup is not null)
        {
            sections.Walk(Parse(markup));
        }

        return sections.Closed();
    }

    private static HtmlNode Parse(string markup)
    {
        // Markup that was escaped as a whole (&lt;p&gt;, &lt;i&gt;) is markup once unescaped.
        if (markup.Contains('&', StringComparison.Ordinal) && !Tag().IsMatch(markup) && Tag().IsMatch(WebUtility.HtmlDecode(markup)))
        {
            markup = WebUtility.HtmlDecode(markup);
        }

        var document = new HtmlDocument { OptionUseIdAttribute = false };
        document.LoadHtml(OnlyTags(markup));
        return document.DocumentNode;
    }

    /// <summary>The same with every tag in one form, without attributes, and with every other angle bracket escaped.</summary>
    private static string OnlyTags(string markup)
    {
        var clean = new StringBuilder(markup.Length);
        var (position, depth) = (0, 0);
        foreach (var match in Tag().EnumerateMatches(markup))
        {
            Escape(clean, markup.AsSpan(position..match.Index));
            position = match.Index + match.Length;
            var tag = markup.AsSpan(match.Index, match.Length);
            if (tag.StartsWith(Data, StringComparison.Ordinal))
            {
                Escape(clean, WebUtility.HtmlEncode(tag[Data.Length..^EndOfData.Length].ToString()));
            }
            else if (tag[1] is not ('!' or '?'))
            {
                var name = NameOf(tag);
                var closes = tag[1] == '/';
                var isEmpty = tag.EndsWith("/>", StringComparison.Ordinal) || name is "br" or "hr" or "break";
                if (depth + (closes ? 0 : 1) <= Deepest && !(closes && isEmpty))
                {
                    clean.Append(closes ? "</" : "<").Append(Prefix).Append(name).Append(isEmpty ? "/>" : ">");
                }

                depth = isEmpty ? depth : closes ? Math.Max(0, depth - 1) : depth + 1;
            }
        }

        return Escape(clean, markup.AsSpan(position..)).ToString();
    }

    /// <summary>In lower case, without prefix.</summary>
    private static string NameOf(ReadOnlySpan<char> tag)
    {
        var name = tag.TrimStart("</");
        var end = 0;
        while (!char.IsWhiteSpace(name[end]) && name[end] is not ('/' or '>'))
        {
            end++;
        }

        name = name[..end];
        return name[(name.IndexOf(':') + 1)..].ToString().ToLowerInvariant();
    }

    private static StringBuilder Escape(StringBuilder clean, ReadOnlySpan<char> text)
    {
        var first = clean.Length;
        clean.Append(text);
        return text.Contains('<') ? clean.Replace("<", "&lt;", first, text.Length) : clean;
    }

    private static void Collect(HtmlNode node, StringBuilder text)
    {
        if (node is HtmlTextNode leaf)
        {
            // Twice: the fragment's own escaping, and the one too many that many deposits carry.
            text.Append(WebUtility.HtmlDecode(WebUtility.HtmlDecode(leaf.Text)));
            return;
        }

        if (Skipped.Contains(node.Name))
        {
            return;
        }

        var space = Blocks.Contains(node.Name) ? " " : "";
        text.Append(space);
        foreach (var child in node.ChildNodes)
        {
            Collect(child, text);
        }

        text.Append(space);
    }

    /// <summary>Text under its latest heading.</summary>
    private sealed class SectionList
    {
        private readonly List<AbstractSection> sections = [];
        private readonly StringBuilder text = new();
        private string? label;

        public void Walk(HtmlNode node)
        {
            if (node.Name == Prefix + "title" && !node.ChildNodes.Any(IsBody))
            {
                Close();
                var heading = new StringBuilder();
                Collect(node, heading);
                label = Heading(heading.ToString());
            }
            else if (node is HtmlTextNode || Skipped.Contains(node.Name) || node.Name == Prefix + "caption")
            {
                Collect(node, text);
            }
            else
            {
                var space = Blocks.Contains(node.Name) ? " " : "";
                text.Append(space);
                foreach (var child in node.ChildNodes)
                {
                    Walk(child);
                }

                text.Append(space);
            }
        }

        public List<AbstractSection> Closed()
        {
            Close();
            return sections;
        }

        private void Close()
        {
            if (PlainText.Normalize(text.ToString()) is { } body)
            {
                sections.Add(new AbstractSection(label, body));
            }

            (label, _) = (null, text.Clear());
        }

        /// <summary>A title that was never closed holds all that follows.</summary>
        private static bool IsBody(HtmlNode child) => child.Name is Prefix + "p" or Prefix + "sec" or Prefix + "title";

        private static string? Heading(string text)
        {
            var heading = PlainText.Normalize(text)?.TrimEnd(':', '.', ' ');
            return string.IsNullOrEmpty(heading) || heading.Equals("abstract", StringComparison.OrdinalIgnoreCase) ? null : heading;
        }
    }

    [GeneratedRegex(
        """
        <!--.*?--> | <!\[CDATA\[.*?\]\]> | <\?.*?\?>
        | </?(?:[A-Za-z][\w.]*:[A-Za-z][\w.-]*
            | (?:p|sec|title|label|caption|list|list-item|def-list|def-item|def|term|ul|ol|li|br|break|hr|table|table-wrap|thead|tbody|tfoot|tr|th|td|col|colgroup
              |div|span|section|boxed-text|disp-quote|disp-formula|inline-formula|inline-graphic|alternatives|tex-math|formula|tex|fig|graphic|abstract|trans-abstract
              |h[1-6]|blockquote|related-article|i|b|u|em|strong|italic|bold|underline|sub|sup|sc|small|scp|monospace|roman|strike|overline|a|xref|ext-link|uri|email|font|tt
              |named-content|styled-content|math|mi|mo|mn|ms|mtext|mspace|mrow|msub|msup|msubsup|mover|munder|munderover|mfrac|msqrt|mroot|mfenced|mstyle|mtable|mtr|mtd|mpadded|mphantom|semantics|annotation|annotation-xml|inf))
          (?:\s+[A-Za-z][\w:.-]*\s*=\s*["'][^<>]*)?\s*/?>
        """,
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Tag();
}
