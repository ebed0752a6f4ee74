using System.Xml;

namespace LitWatch.Sources.PubMed;

/// <summary>What <see cref="XmlReader"/> throws on malformed XML: its own exception, and, on text whose declared encoding is not its own, those of the buffers beneath it.</summary>
internal static class XmlFault
{
    public static bool Is(Exception fault) => fault is XmlException or ArgumentException or IndexOutOfRangeException;
}
