using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// Reads PubMed XML as EFetch, the bulk files and the website's export deliver it: a <c>PubmedArticleSet</c>, <c>PubmedBookArticleSet</c> or
/// <c>MedlineCitationSet</c>, one bare record, or several of these one after another. Holds about 256 KB of it in memory.
/// DTDs are ignored: nothing is fetched, and a reference to an entity that XML itself does not know is malformed XML, not lost text.
/// </summary>
internal static class PubMedXml
{
    /// <summary>The articles of <paramref name="stream"/>, each as soon as it is read.</summary>
    /// <param name="retrieved">When the answer was received; goes into each article's record.</param>
    /// <exception cref="SourceException">
    /// While enumerating, after the articles before the break: the XML is malformed or cut off (with line), or it is no PubMed XML at all.
    /// An empty set is no error here: who asked for records compares what came with what was asked.
    /// </exception>
    public static IEnumerable<Article> Read(Stream stream, ParseReport report, DateTimeOffset? retrieved = null)
    {
        var walk = new PubMedWalk(new RecurringText());
        return PubMedPieces.Of(stream).SelectMany(piece => Read(piece, walk, report, retrieved));
    }

    /// <summary>The same articles in the same order, the same report and the same errors, parsed on several threads: for large files.</summary>
    public static IEnumerable<Article> ReadParallel(Stream stream, ParseReport report, int threads, DateTimeOffset? retrieved = null) =>
        new PubMedParallel(stream, report, threads, retrieved).Read();

    /// <summary>The articles of one piece, which is disposed when they were read.</summary>
    internal static IEnumerable<Article> Read(PubMedPiece piece, PubMedWalk walk, ParseReport report, DateTimeOffset? retrieved)
    {
        using var document = new PubMedDocument(piece, walk, report, retrieved);
        while (document.Next() is { } article)
        {
            yield return article;
        }
    }
}
