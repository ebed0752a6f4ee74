using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using LitWatch.Replay.Crossref;
using LitWatch.Replay.PubMed;

namespace LitWatch.Replay.Corpora;

/// <summary>Reads folders of PubMed XML and Crossref JSON. What is neither is skipped and counted; what cannot be read is reported.</summary>
internal sealed class CorpusReader(Corpus corpus, DateOnly today, Action<string> report)
{
    private const string SettingsFile = "corpus.json";
    private static readonly EnumerationOptions AnyDepth = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };

    /// <summary>Several documents in a row are a dump with one work a line.</summary>
    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, AllowMultipleValues = true };


    /// <summary>Files that held no record of ours.</summary>
    public int SkippedFiles { get; private set; }

    /// <summary>Files that broke off or were malformed; records before the fault are kept.</summary>
    public int UnreadableFiles { get; private set; }

    public void ReadFolder(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", AnyDepth).Order(StringComparer.Ordinal))
        {
            try
            {
                SkippedFiles += ReadFile(file, folder) > 0 || Path.GetFileName(file) == SettingsFile ? 0 : 1;
            }
            catch (Exception e) when (e is XmlException or JsonException or IOException or InvalidDataException or UnauthorizedAccessException or FormatException or ArgumentException)
            {
                UnreadableFiles++;
                report($"{file}: {e.Message}");
            }
        }
    }

    /// <summary>Adds the records of one document; returns how many it held.</summary>
    public int ReadXml(Stream stream, int shiftDays, Action<PubMedRecord> take)
    {
        var count = 0;
        using var reader = XmlReader.Create(stream, Safe);
        for (var more = reader.Read(); more;)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "PubmedArticle" or "PubmedBookArticle" or "MedlineCitation" })
            {
                // ReadFrom leaves the reader behind the element.
                var element = (XElement)XNode.ReadFrom(reader);
                CorpusDates.Shift(element, shiftDays);
                if (PubMedRecord.From(element) is { } record)
                {
                    take(record);
                    count++;
                }

                more = !reader.EOF;
            }
            else
            {
                more = reader.Read();
            }
        }

        return count;
    }

    public int ReadJson(Stream stream, int shiftDays, Action<CrossrefWork> take)
    {
        var count = 0;
        foreach (var json in Documents(stream).SelectMany(WorksIn))
        {
            var work = (JsonObject)json.DeepClone();
            CorpusDates.Shift(work, shiftDays);
            if (CrossrefWork.From(work) is { } read)
            {
                take(read);
                count++;
            }
        }

        return count;
    }

    private static List<JsonNode?> Documents(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        var bytes = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        var documents = new List<JsonNode?>();
        var reader = new Utf8JsonReader(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes, Lenient);
        while (reader.Read())
        {
            documents.Add(JsonNode.Parse(ref reader));
        }

        return documents;
    }

    private static IEnumerable<JsonObject> WorksIn(JsonNode? node) => node switch
    {
        JsonArray array => array.OfType<JsonObject>(),
        JsonObject o when o["message"] is JsonObject message => message["items"] is JsonArray items ? items.OfType<JsonObject>() : [message],
        JsonObject o when o["items"] is JsonArray items => items.OfType<JsonObject>(),
        JsonObject o => [o],
        _ => [],
    };

    private int ReadFile(string file, string root)
    {
        var name = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file;
        var isXml = name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);
        if (!isXml && (!name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || Path.GetFileName(file) == SettingsFile))
        {
            return 0;
        }

        using Stream raw = File.OpenRead(file);
        using var stream = name == file ? raw : new GZipStream(raw, CompressionMode.Decompress);
        var days = ShiftOf(Path.GetDirectoryName(file)!, root);
        return isXml ? ReadXml(stream, days, corpus.Offer) : ReadJson(stream, days, corpus.Offer);
    }

    /// <summary>Days from the nearest corpus.json's asOf to today; 0 where none says.</summary>
    private int ShiftOf(string folder, string root)
    {
        var settings = Path.Combine(folder, SettingsFile);
        if (File.Exists(settings))
        {
            using var stream = File.OpenRead(settings);
            return JsonNode.Parse(stream)?["asOf"] is { } asOf
                ? today.DayNumber - DateOnly.ParseExact((string)asOf!, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber
                : 0;
        }

        return folder.Length <= root.TrimEnd('/', '\\').Length ? 0 : ShiftOf(Path.GetDirectoryName(folder)!, root);
    }
}
