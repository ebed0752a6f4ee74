using System.Xml;
using System.Xml.Linq;

namespace LitWatch.Strategies.Vocabularies.Files;

/// <summary>
/// NLM's own files of MeSH (https://www.nlm.nih.gov/databases/download/mesh.html): descriptors (<c>desc2026.xml</c>) and supplementary concepts
/// (<c>supp2026.xml</c>), read record by record. Of a descriptor's concepts only those of the same or a narrower meaning give names.
/// </summary>
internal static class MeshXml
{
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true, IgnoreWhitespace = true };

    public static bool Is(string beginning) => beginning.Contains("<DescriptorRecordSet", StringComparison.Ordinal) || beginning.Contains("<SupplementalRecordSet", StringComparison.Ordinal);

    public static IEnumerable<Concept> Read(TextReader text, string file)
    {
        using var reader = XmlReader.Create(text, Safe);
        while (!reader.EOF)
        {
            if (reader is { NodeType: XmlNodeType.Element, Name: "DescriptorRecord" or "SupplementalRecord" })
            {
                yield return Concept((XElement)XNode.ReadFrom(reader), MeshName.Of(file));
            }
            else
            {
                reader.Read();
            }
        }
    }

    private static Concept Concept(XElement record, string vocabulary)
    {
        var kind = record.Name.LocalName == "DescriptorRecord" ? "Descriptor" : "SupplementalRecord";
        List<string> trees = [.. record.Elements("TreeNumberList").Elements("TreeNumber").Select(tree => tree.Value)];
        var concepts = record.Elements("ConceptList").Elements("Concept").Where(concept => (string?)concept.Attribute("PreferredConceptYN") == "Y" || !IsWider(concept));
        return new Concept(
            vocabulary,
            record.Element(kind + "UI")?.Value ?? "",
            record.Element(kind + "Name")?.Element("String")?.Value ?? "",
            kind == "Descriptor" ? MeshName.KindOf(trees) : SupplementKind(record))
        {
            Names = [.. concepts.Elements("TermList").Elements("Term").Elements("String").Select(name => name.Value).Distinct(StringComparer.Ordinal)],
            Trees = trees,
        };
    }

    private static bool IsWider(XElement concept) =>
        concept.Elements("ConceptRelationList").Elements("ConceptRelation").Any(relation => (string?)relation.Attribute("RelationName") == "BRD" && relation.Element("Concept2UI")?.Value == concept.Element("ConceptUI")?.Value);

    // Class 3 are diseases (since 2012), the rest substances, protocols and organisms.
    private static ConceptKind SupplementKind(XElement record) => (string?)record.Attribute("SCRClass") switch
    {
        "1" or "2" => ConceptKind.Drug,
        "3" => ConceptKind.Reaction,
        _ => ConceptKind.Other,
    };
}
