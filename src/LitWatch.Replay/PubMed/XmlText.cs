using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace LitWatch.Replay.PubMed;

/// <summary>Writes an element as it was read: no indentation, no declaration, line ends kept.</summary>
internal static class XmlText
{
    private static readonly XmlWriterSettings Settings = new()
    {
        OmitXmlDeclaration = true,
        NewLineHandling = NewLineHandling.None,
        ConformanceLevel = ConformanceLevel.Fragment,
    };

    public static string Write(XElement element)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, Settings))
        {
            element.WriteTo(writer);
        }

        return text.ToString();
    }

    /// <summary>An answer of prolog and element. A request may hold characters that XML cannot; they are echoed as a question mark.</summary>
    public static Answer Document(string prolog, XElement root, int status = 200)
    {
        foreach (var text in root.DescendantNodes().OfType<XText>())
        {
            text.Value = Clean(text.Value);
        }

        return Answer.Xml(prolog + root.ToString(SaveOptions.DisableFormatting), status);
    }

    private static string Clean(string value)
    {
        var chars = value.ToCharArray();
        for (var i = 0; i < chars.Length; i++)
        {
            if (i + 1 < chars.Length && char.IsSurrogatePair(chars[i], chars[i + 1]))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(chars[i]))
            {
                chars[i] = '?';
            }
        }

        return new string(chars);
    }
}
