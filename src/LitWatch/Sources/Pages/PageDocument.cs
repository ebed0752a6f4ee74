using System.Text;
using System.Text.RegularExpressions;
using HtmlAgilityPack;
using LitWatch.Articles;

namespace LitWatch.Sources.Pages;

/// <summary>A page of HTML as a tree, from bytes in whatever encoding it says or shows to be in.</summary>
internal static partial class PageDocument
{
    /// <summary>No article is nested like this; a page made to exhaust the stack is.</summary>
    private const int Deepest = 600;

    private const int Looked = 4096;

    static PageDocument() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <exception cref="SourceException">The tags are nested so deep that no article can be meant.</exception>
    public static HtmlDocument Load(ReadOnlySpan<byte> bytes)
    {
        var document = new HtmlDocument { OptionMaxNestedChildNodes = Deepest, OptionUseIdAttribute = false };
        try
        {
            document.LoadHtml(Decode(bytes));
            return document;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            throw new SourceException(SourceNames.Page, $"The page cannot be read: {fault.Message}", retryable: false, innerException: fault);
        }
    }

    /// <summary>Text by its byte order mark, as UTF-8 where it is that, by what it says in a <c>meta</c> tag, else as Windows-1252.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            return Encoding.UTF8.GetString(bytes[3..]);
        }

        if (bytes.StartsWith(Encoding.Unicode.Preamble) || bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            return (bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(bytes[2..]);
        }

        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var said = Charset().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, Looked)])).Groups["name"].Value;
        return (Named(said) ?? Encoding.GetEncoding(1252)).GetString(bytes);
    }

    /// <summary>An encoding of bytes like ASCII's; a page that says UTF-16 about bytes in which that word can be read is mistaken.</summary>
    private static Encoding? Named(string name)
    {
        try
        {
            return name.Length == 0 || name.StartsWith("utf-", StringComparison.OrdinalIgnoreCase) ? null : Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"<meta\b[^>]*\bcharset\s*=\s*[""']?(?<name>[\w.:-]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Charset();
}
