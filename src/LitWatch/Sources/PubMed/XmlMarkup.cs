using System.Buffers;

namespace LitWatch.Sources.PubMed;

/// <summary>What one piece of markup is.</summary>
internal enum Markup
{
    /// <summary>Its end is not among the bytes given.</summary>
    Unfinished,

    /// <summary>Nothing this scanner knows: only an XML reader can tell what it is.</summary>
    Unknown,
    StartTag,
    EmptyTag,
    EndTag,
    Declaration,
    DocumentType,

    /// <summary>A comment, a processing instruction or a CDATA section.</summary>
    Aside,
}

/// <summary>
/// Tells apart the markup of XML in UTF-8, byte by byte and without judging it: enough to find where elements end, also past comments, CDATA sections and
/// attributes that look like tags. Whether the XML is well-formed is the XML reader's to say.
/// </summary>
internal static class XmlMarkup
{
    private static readonly SearchValues<byte> NameEnds = SearchValues.Create(" \t\r\n/>"u8);

    /// <summary>The markup that begins at the start of <paramref name="bytes"/>, which is a <c>&lt;</c>, and its length.</summary>
    public static Markup At(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        if (bytes.Length < 2)
        {
            return Markup.Unfinished;
        }

        switch (bytes[1])
        {
            case (byte)'?':
                return Until(bytes, 2, "?>"u8, bytes.StartsWith("<?xml "u8) ? Markup.Declaration : Markup.Aside, out length);
            case (byte)'!' when bytes.Length < "<![CDATA["u8.Length:
                return Markup.Unfinished;
            case (byte)'!' when bytes.StartsWith("<!--"u8):
                return Until(bytes, 4, "-->"u8, Markup.Aside, out length);
            case (byte)'!' when bytes.StartsWith("<![CDATA["u8):
                return Until(bytes, 9, "]]>"u8, Markup.Aside, out length);
            case (byte)'!' when bytes.StartsWith("<!DOCTYPE"u8):
                var markup = Tag(bytes, Markup.DocumentType, out length);
                return bytes[..length].Contains((byte)'[') ? Markup.Unknown : markup;
            case (byte)'/':
                return Tag(bytes, Markup.EndTag, out length);
            case (byte)'_' or >= (byte)'A' and <= (byte)'Z' or >= (byte)'a' and <= (byte)'z' or >= 0x80:
                return Tag(bytes, Markup.StartTag, out length);
            default:
                return Markup.Unknown;
        }
    }

    /// <summary>The name in a tag.</summary>
    public static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> tag)
    {
        var name = tag[(tag[1] == (byte)'/' ? 2 : 1)..];
        return name[..name.IndexOfAny(NameEnds)];
    }

    private static Markup Until(ReadOnlySpan<byte> bytes, int from, ReadOnlySpan<byte> end, Markup markup, out int length)
    {
        var at = bytes[from..].IndexOf(end);
        length = at < 0 ? 0 : from + at + end.Length;
        return at < 0 ? Markup.Unfinished : markup;
    }

    private static Markup Tag(ReadOnlySpan<byte> bytes, Markup markup, out int length)
    {
        length = 0;
        for (var at = 2; at < bytes.Length; at++)
        {
            var next = bytes[at..].IndexOfAny((byte)'>', (byte)'"', (byte)'\'');
            if (next < 0)
            {
                break;
            }

            at += next;
            if (bytes[at] == (byte)'>')
            {
                length = at + 1;
                return markup is Markup.StartTag && bytes[at - 1] == (byte)'/' ? Markup.EmptyTag : markup;
            }

            var close = bytes[(at + 1)..].IndexOf(bytes[at]);
            if (close < 0)
            {
                break;
            }

            at += close + 1;
        }

        return Markup.Unfinished;
    }
}
