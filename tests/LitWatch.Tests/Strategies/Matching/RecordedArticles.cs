using System.Text;
using System.Xml.Linq;
using LitWatch.Articles;
using LitWatch.Replay.Corpora;
using LitWatch.Replay.PubMed;
using LitWatch.Sources;
using LitWatch.Sources.PubMed;

namespace LitWatch.Tests.Strategies.Matching;

/// <summary>Records as PubMed's replay indexes them, and the articles that LitWatch reads from the same XML.</summary>
internal sealed class RecordedArticles
{
    private RecordedArticles(PubMedIndex index)
    {
        Index = index;
        Articles = [.. index.Records.Select(record => Parse(record.Xml))];
    }

    public PubMedIndex Index { get; }

    /// <summary>In the order of <see cref="PubMedIndex.Records"/>.</summary>
    public IReadOnlyList<Article> Articles { get; }

    public RecordedArticle this[int record]
    {
        get
        {
            var others = XElement.Parse(Index.Records[record].Xml).Descendants("OtherAbstract").Select(other => string.Join(' ', other.Elements("AbstractText").Select(text => text.Value)));
            return new(Articles[record], Articles[record] with { Abstract = [.. Articles[record].Abstract, .. others.Select(text => new AbstractSection(null, text))] });
        }
    }

    public static RecordedArticles In(params IEnumerable<string> folders)
    {
        var corpus = new Corpus();
        var reader = new CorpusReader(corpus, new DateOnly(2026, 11, 27), _ => { });
        foreach (var folder in folders)
        {
            reader.ReadFolder(folder);
        }

        return new(corpus.PubMed);
    }

    private static Article Parse(string xml) =>
        PubMedXml.Read(new MemoryStream(Encoding.UTF8.GetBytes($"<PubmedArticleSet>{xml}</PubmedArticleSet>")), new ParseReport()).Single();
}

/// <param name="Article">As LitWatch reads it.</param>
/// <param name="WithOtherAbstracts">With all abstracts of the record.</param>
internal sealed record RecordedArticle(Article Article, Article WithOtherAbstracts);
