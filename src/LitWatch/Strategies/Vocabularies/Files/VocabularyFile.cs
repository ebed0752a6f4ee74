using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;

namespace LitWatch.Strategies.Vocabularies.Files;

/// <summary>A file of a vocabulary, recognised by how it begins; gzip is opened.</summary>
internal static class VocabularyFile
{
    private const int Beginning = 4096;

    /// <summary>In the order in which they are tried.</summary>
    private static readonly (Func<string, bool> Is, Func<TextReader, string, IEnumerable<Concept>> Read)[] Kinds =
    [
        (MeshXml.Is, MeshXml.Read),
        (MeshTerms.Is, MeshTerms.Read),
        (DrugBank.Is, DrugBank.Read),
        (Ontology.Is, Ontology.Read),
        (MeshTree.Is, MeshTree.Read),
    ];

    /// <exception cref="VocabularyException">Of no kind that is known, or damaged.</exception>
    public static (VocabularySource Source, IReadOnlyList<Concept> Concepts) Read(string path)
    {
        var name = Path.GetFileName(path);
        try
        {
            return Read(path, name);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException or System.Xml.XmlException or CsvFormatException)
        {
            throw new VocabularyException($"{name} cannot be read: {fault.Message}", fault);
        }
    }

    private static (VocabularySource Source, IReadOnlyList<Concept> Concepts) Read(string path, string name)
    {
        var begins = Begin(path);
        if (Array.Find(Kinds, kind => kind.Is(begins)).Read is not { } read)
        {
            throw new VocabularyException($"{name} is no vocabulary file that LitWatch knows. It reads MeSH (desc….xml, supp….xml, mtrees….bin, or a table of terms), DrugBank's open vocabulary (CSV) and ontologies (OBO), also gzipped.");
        }

        using var text = Open(path);
        List<Concept> concepts = [.. read(text, name)];
        if (concepts.Count == 0)
        {
            throw new VocabularyException($"{name} begins like a vocabulary but holds no concept.");
        }

        using var bytes = File.OpenRead(path);
        return (new(name, concepts[0].Vocabulary, Convert.ToHexStringLower(SHA256.HashData(bytes)), concepts.Count), concepts);
    }

    private static string Begin(string path)
    {
        using var text = Open(path);
        var buffer = new char[Beginning];
        return new string(buffer, 0, text.ReadBlock(buffer));
    }

    private static StreamReader Open(string path)
    {
        var file = File.OpenRead(path);
        var isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return new StreamReader(isGzip ? new GZipStream(file, CompressionMode.Decompress) : file, Encoding.UTF8);
    }
}
