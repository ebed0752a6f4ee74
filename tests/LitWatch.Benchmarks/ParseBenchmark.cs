using System.Diagnostics;
using System.Globalization;
using System.Xml;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.PubMed;

namespace LitWatch.Benchmarks;

/// <summary>
/// The PubMed parser on one file of 30,000 records, each way in a process of its own: against its floor, an XmlReader that only walks over the same
/// bytes; on two cores, against what these two give two processes at once (no program gets more of a machine); against xtract of NCBI's Entrez Direct, where it is installed, for the same fields; and the memory at most in use.
/// </summary>
internal static class ParseBenchmark
{
    private const int Records = 30_000;
    private const string TwoCores = "2 cores";

    /// <summary>Ways to go through the file, by the name a child process is told.</summary>
    private static readonly Dictionary<string, Func<Stream, int>> Ways = new(StringComparer.Ordinal)
    {
        ["walk"] = Walk,
        ["parse"] = stream => PubMedXml.Read(stream, new ParseReport()).Count(),
        [TwoCores] = stream => PubMedXml.ReadParallel(stream, new ParseReport(), threads: 2).Count(),
    };

    public static void Run(int repeat)
    {
        using var set = RecordedSet.Of(Records * repeat);
        Console.WriteLine(Line($"{set.Records} records, {set.Bytes / 1e6:0} MB"));
        Console.WriteLine("way       | count    | s      | MB/s  | x walk | peak MB");
        double? floor = null;
        foreach (var way in Ways.Keys)
        {
            var (count, seconds, peak) = InChild(way, set.Path);
            floor ??= seconds;
            Row(set, way, count, seconds, floor.Value, peak);
        }

        var apart = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => InChild("parse", set.Path)))).GetAwaiter().GetResult();
        Row(set, "apart", apart[0].Count, 1 / apart.Sum(child => 1 / child.Seconds), floor!.Value, apart.Sum(child => child.Peak));
        Xtract(set, floor.Value);
    }

    /// <summary>What a child process does: one way through one file; prints count, seconds and peak memory. The file is gone through once before, for the compiler.</summary>
    public static void RunOne(string way, string path)
    {
        using (var before = File.OpenRead(path))
        {
            Ways[way](before);
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        var watch = Stopwatch.StartNew();
        var count = Ways[way](file);
        var seconds = watch.Elapsed.TotalSeconds;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(Line($"{count} {seconds} {process.PeakWorkingSet64 / 1e6}"));
    }

    private static int Walk(Stream stream)
    {
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true });
        var nodes = 0;
        while (reader.Read())
        {
            nodes++;
        }

        return nodes;
    }

    private static (string Count, double Seconds, double Peak) InChild(string way, string path)
    {
        var start = new ProcessStartInfo(Path.ChangeExtension(typeof(ParseBenchmark).Assembly.Location, null), ["parse-one", way, path]) { RedirectStandardOutput = true, UseShellExecute = false };
        if (way == TwoCores)
        {
            // The collector for servers, as the deployed worker has it: the one for clients stops both threads to collect on one.
            start.Environment["DOTNET_gcServer"] = "1";
            start.Environment["DOTNET_GCHeapCount"] = "2";
        }

        using var child = Process.Start(start)!;
        var said = child.StandardOutput.ReadToEnd().Split(' ');
        child.WaitForExit();
        return (said[0], double.Parse(said[1], CultureInfo.InvariantCulture), double.Parse(said[2], CultureInfo.InvariantCulture));
    }

    /// <summary>The fields of an Article, as far as one xtract command says them.</summary>
    private static void Xtract(RecordedSet set, double floor)
    {
        string[] arguments =
        [
            "-input", set.Path, "-mixed", "-pattern", "PubmedArticle", "-def", "-",
            "-element", "MedlineCitation/PMID", "ArticleTitle", "VernacularTitle", "ISSN", "Volume", "Issue", "Journal/Title", "ISOAbbreviation", "MedlinePgn", "Language", "PublicationType", "PubDate/Year", "PubDate/Month", "PubDate/MedlineDate", "DateRevised/Year",
            "-block", "Abstract/AbstractText", "-element", "@Label", "AbstractText",
            "-block", "Author", "-element", "LastName", "ForeName", "Initials", "CollectiveName", "Identifier", "Affiliation",
            "-block", "MeshHeading", "-element", "DescriptorName", "DescriptorName@UI", "DescriptorName@MajorTopicYN", "QualifierName", "QualifierName@UI",
            "-block", "Chemical", "-element", "NameOfSubstance", "NameOfSubstance@UI", "RegistryNumber",
            "-block", "Keyword", "-element", "Keyword",
            "-block", "CommentsCorrections", "-element", "@RefType", "RefSource", "PMID",
            "-block", "PubMedPubDate", "-element", "@PubStatus", "Year", "Month", "Day",
            "-block", "ArticleId", "-element", "@IdType", "ArticleId",
            "-block", "Reference", "-element", "Citation",
        ];
        try
        {
            var watch = Stopwatch.StartNew();
            using var process = Process.Start(new ProcessStartInfo("xtract", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            process.BeginErrorReadLine();
            var lines = 0;
            while (process.StandardOutput.ReadLine() is not null)
            {
                lines++;
            }

            process.WaitForExit();
            var seconds = watch.Elapsed.TotalSeconds;
            Row(set, "xtract", Line($"{lines}"), seconds, floor, peak: null);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine("xtract is not installed (Debian: ncbi-entrez-direct); left out.");
        }
    }

    private static void Row(RecordedSet set, string way, string count, double seconds, double floor, double? peak) =>
        Console.WriteLine(Line($"{way,-9} | {count,8} | {seconds,6:0.00} | {set.Bytes / 1e6 / seconds,5:0} | {seconds / floor,6:0.00} | {peak,7:0}"));

    private static string Line(FormattableString text) => FormattableString.Invariant(text);
}
