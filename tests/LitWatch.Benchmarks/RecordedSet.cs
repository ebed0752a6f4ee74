using System.Text;
using System.Xml;

namespace LitWatch.Benchmarks;

/// <summary>One PubmedArticleSet of real size: the recorded records (made-up ones where they are not beside this checkout), over and over, as a temporary file.</summary>
internal sealed class RecordedSet : IDisposable
{
    private RecordedSet(string path, int records) => (Path, Records) = (path, records);

    public string Path { get; }

    public int Records { get; }

    public long Bytes => new FileInfo(Path).Length;

    public static RecordedSet Of(int count)
    {
        var records = Recorded();
        var path = System.IO.Path.GetTempFileName();
        using var file = File.Create(path);
        file.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PubmedArticleSet>\n"u8);
        for (var i = 0; i < count; i++)
        {
            file.Write(records[i % records.Count]);
        }

        file.Write("</PubmedArticleSet>\n"u8);
        return new RecordedSet(path, count);
    }

    public void Dispose() => File.Delete(Path);

    private static List<byte[]> Recorded()
    {
        var files = RecordedData.Files("pubmed", "*.xml");
        return [.. (files.Count > 0 ? files.SelectMany(file => Elements(File.OpenRead(file))) : Elements(Made())).Select(Encoding.UTF8.GetBytes)];
    }

    private static MemoryStream Made() => new(Encoding.UTF8.GetBytes(SyntheticRecords.PubMedSet(1_000, new DateOnly(2026, 11, 20))));

    private static IEnumerable<string> Elements(Stream stream)
    {
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, CloseInput = true });
        while (!reader.EOF)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "PubmedArticle" or "PubmedBookArticle" })
            {
                yield return reader.ReadOuterXml() + "\n";
            }
            else
            {
                reader.Read();
            }
        }
    }
}
