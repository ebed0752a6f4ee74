using System.Text;
using LitWatch.Articles;
using LitWatch.Sources;
using LitWatch.Sources.Crossref;
using LitWatch.Sources.PubMed;

namespace LitWatch.Tests.Deduplication;

/// <summary>Records of one source each, as the parsers make them.</summary>
internal static class Records
{
    private static readonly string Corpus = Path.Combine(ShippedData.Root, "src", "LitWatch.Replay", "corpus");

    /// <summary>The natalizumab report of 2022 as PubMed gives it; the corpus holds the real citation.</summary>
    public static Article Natalizumab { get; } = FromPubMed("natalizumab-psoriasis.xml").Single(article => article.Doi == Doi.Parse("10.5826/dpc.1202a88"));

    /// <summary>The same report as Crossref gives it.</summary>
    public static Article NatalizumabTwin { get; } = FromCrossref("natalizumab-psoriasis.json").Single(article => article.Doi == Doi.Parse("10.5826/dpc.1202a88"));

    public static Article PubMed(string pmid, string title, string? doi = null) => Of(SourceNames.PubMed, pmid, title, doi) with { Pmid = Pmid.Parse(pmid) };

    public static Article Crossref(string doi, string title, string? record = null) => Of(SourceNames.Crossref, record ?? doi, title, doi);

    public static IReadOnlyList<Article> FromPubMed(string file)
    {
        using var stream = File.OpenRead(Path.Combine(Corpus, "pubmed", file));
        return [.. PubMedXml.Read(stream, new ParseReport())];
    }

    public static IReadOnlyList<Article> FromCrossref(string file) =>
        [.. CrossrefJson.Read(Encoding.UTF8.GetBytes(File.ReadAllText(Path.Combine(Corpus, "crossref", file))), new ParseReport())];

    private static Article Of(string source, string id, string title, string? doi) => new()
    {
        Id = ArticleId.Of(source, id),
        Title = title,
        Doi = doi is null ? null : Doi.Parse(doi),
        Records = [new ArticleRecord(source, id, null, null)],
    };
}
