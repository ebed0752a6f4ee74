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
}
