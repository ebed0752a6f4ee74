using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using LitWatch.Articles;

namespace LitWatch.Sources.Crossref;

/// <summary>
/// Plain text of Crossref's titles and abstracts: JATS, HTML or MathML fragments as publishers deposit them, with bare <c>&lt;</c>
/// (<c>P&lt;0.001</c>, <c>n &lt;p</c>) and entities escaped once too often (<c>&amp;amp;amp;</c>). XML parsers refuse those and HTML parsers swallow the text
/// after them, so only what is a tag by name (prefixed, or known) is taken for one.
/// </summary>
internal static partial class JatsText
{
    /// <summary>Text between these does not run together.</summary>
    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "sec", "title", "label", "caption", "list", "list-item", "def-list", "def-item", "term", "def", "ul", "ol", "li", "br", "break", "hr",
        "table", "table-wrap", "thead", "tbody", "tfoot", "tr", "th", "td", "div", "section", "boxed-text", "disp-quote", "disp-formula", "fig",
        "abstract", "trans-abstract", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "related-article",
    };

    /// <summary>The formula again, for typesetters.</summary>
    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase) { "tex-math", "annotation", "annotation-xml" };

    public static string? Plain(string? markup)
    {
        var text = new StringBuilder();
        foreach (var token in Tokens(markup))
        {
            text.Append(token.Text ?? (token.IsBlock ? " " : ""));
        }

        return PlainText.Normalize(text.ToString());
    }

    /// <summary>The sections of an abstract by their <c>title</c> elements; a heading that only says "Abstract" is none.</summary>
    public static List<AbstractSection> Sections(string? markup)
    {
        var sections = new List<AbstractSection>();
        var text = new StringBuilder();
        string? label = null;
        var captions = 0;
        foreach (var token in Tokens(markup))
        {
            captions += token.Depth("caption");
            if (captions > 0 || token.Depth("title") == 0)
            {
                text.Append(token.Text ?? (token.IsBlock ? " " : ""));
                continue;
            }

            // A title opens: what was collected belongs to the section before. It closes: what was collected is the heading.
            if (token.IsOpening)
            {
                Close(sections, label, text);
                label = null;
            }
            else
            {
                label = Heading(text.ToString());
            }

            text.Clear();
        }

        Close(sections, label, text);
        return sections;
    }

    private static void Close(List<AbstractSection> sections, string? label, StringBuilder text)
    {
        if (PlainText.Normalize(text.ToString()) is { } body)
        {
            sections.Add(new AbstractSection(label, body));
        }
    }

    private static string? Heading(string text)
    {
        var heading = PlainText.Normalize(text)?.TrimEnd(':', '.', ' ');
        return string.IsNullOrEmpty(heading) || heading.Equals("abstract", StringComparison.OrdinalIgnoreCase) ? null : heading;
    }

    private static IEnumerable<Token> Tokens(string? markup)
    {
        // Markup that was escaped as a whole (&lt;p&gt;, &lt;i&gt;) is markup once unescaped.
        var source = markup ?? "";
        if (!Tag().IsMatch(source) && Tag().IsMatch(WebUtility.HtmlDecode(source)))
        {
            source = WebUtility.HtmlDecode(source);
        }

        var position = 0;
        var skipping = 0;
        foreach (Match tag in Tag().Matches(source))
        {
            if (skipping == 0)
            {
                yield return new Token(null, Decode(source[position..tag.Index]), false);
            }

            position = tag.Index + tag.Length;
            var name = tag.Groups["name"].Value;
            var closes = tag.Groups["close"].Length > 0;
            var empty = tag.Value.EndsWith("/>", StringComparison.Ordinal);
            if (Skipped.Contains(name))
            {
                skipping = closes ? 0 : empty ? skipping : 1;
            }
            else if (tag.Groups["data"].Success)
            {
                yield return new Token(null, tag.Groups["data"].Value, false);
            }
            else if (name.Length > 0)
            {
                yield return new Token(name, null, !closes, empty);
            }
        }

        // An unclosed formula hides nothing.
        yield return new Token(null, Decode(source[position..]), false);
    }

    /// <summary>Twice: the fragment's own escaping, and the one too many that many deposits carry.</summary>
    private static string Decode(string text) => WebUtility.HtmlDecode(WebUtility.HtmlDecode(text));

    [GeneratedRegex(
        """
        <!--.*?--> | <!\[CDATA\[(?<data>.*?)\]\]> | <\?.*?\?>
        | <(?<close>/?)(?:[A-Za-z][\w.]*:(?<name>[A-Za-z][\w.-]*)
            | (?<name>p|sec|title|label|caption|list|list-item|def-list|def-item|def|term|ul|ol|li|br|break|hr|table|table-wrap|thead|tbody|tfoot|tr|th|td|col|colgroup
              |div|span|section|boxed-text|disp-quote|disp-formula|inline-formula|inline-graphic|alternatives|tex-math|formula|tex|fig|graphic|abstract|trans-abstract
              |h[1-6]|blockquote|related-article|i|b|u|em|strong|italic|bold|underline|sub|sup|sc|small|scp|monospace|roman|strike|overline|a|xref|ext-link|uri|email|font|tt
              |named-content|styled-content|math|mi|mo|mn|ms|mtext|mspace|mrow|msub|msup|msubsup|mover|munder|munderover|mfrac|msqrt|mroot|mfenced|mstyle|mtable|mtr|mtd|mpadded|mphantom|semantics|annotation|annotation-xml|inf))
          (?:\s+[A-Za-z][\w:.-]*\s*=\s*["'][^<>]*)?\s*/?>
        """,
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Tag();

    /// <summary>A stretch of text, or a tag in <paramref name="Name"/>.</summary>
    private readonly record struct Token(string? Name, string? Text, bool IsOpening, bool IsEmpty = false)
    {
        public bool IsBlock => Name is not null && Blocks.Contains(Name);

        /// <summary>1 where <paramref name="element"/> opens, -1 where it closes, else 0.</summary>
        public int Depth(string element) => IsEmpty || !string.Equals(Name, element, StringComparison.OrdinalIgnoreCase) ? 0 : IsOpening ? 1 : -1;
    }
}
