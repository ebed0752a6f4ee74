using LitWatch.Articles;

namespace LitWatch.Digests.Mail;

/// <param name="IsAlarm">Whether it calls what the article says into question.</param>
internal sealed record ArticleMark(string Text, bool IsAlarm);

internal sealed record ArticleReference(string Label, string Text, Uri Address);

internal sealed record ArticleFact(string Label, string Text);

/// <summary>One article as both bodies show it: cleaned, cut, in words and in order.</summary>
internal sealed record ArticleView
{
    private const int LongestTitle = 400;

    public required IReadOnlyList<TextPiece> Title { get; init; }

    public Uri? Address { get; init; }

    public IReadOnlyList<ArticleMark> Marks { get; init; } = [];

    public IReadOnlyList<TextPiece> OriginalTitle { get; init; } = [];

    public string Authors { get; init; } = "";

    public string Citation { get; init; } = "";

    public IReadOnlyList<ArticleReference> References { get; init; } = [];

    public IReadOnlyList<TextPiece> Snippet { get; init; } = [];

    public IReadOnlyList<ArticleFact> Facts { get; init; } = [];

    /// <param name="fullAbstract">The abstract as a whole instead of what says most about the match.</param>
    public static ArticleView Of(DigestLine line, bool fullAbstract = false)
    {
        var article = line.Article;
        var title = Pieces(line, "title", article.Title);
        var original = Pieces(line, "vernacularTitle", article.VernacularTitle);
        return new ArticleView
        {
            Title = title is not [] ? title : original is not [] ? original : [new TextPiece("[no title]", IsMatch: false)],
            OriginalTitle = title is [] ? [] : original,
            Address = ArticleAddress.Of(article),
            Marks = [.. MarksOf(article)],
            Authors = ArticleWords.Authors(article.Authors),
            Citation = ArticleWords.Citation(article),
            References = [.. ReferencesOf(article)],
            Snippet = Mail.Snippet.Of(article, line.Spans, fullAbstract),
            Facts =
            [
                .. new ArticleFact[]
                {
                    new("Keywords", ArticleWords.Keywords(article)),
                    new("MeSH", ArticleWords.Mesh(article)),
                    new("Type", ArticleWords.PublicationTypes(article)),
                    new("Language", ArticleWords.Language(article)),
                    new("Why it matched", ArticleWords.Why(line)),
                    new("Also matches", ArticleWords.Some(line.AlsoMatches, 10)),
                    new("Found in", ArticleWords.Sources(line.FoundIn)),
                }.Where(fact => fact.Text.Length > 0),
            ],
        };
    }

    private static IReadOnlyList<TextPiece> Pieces(DigestLine line, string field, string? text) =>
        TextPiece.Line(text, line.Spans.Where(span => span.Field == field), LongestTitle);

    private static IEnumerable<ArticleMark> MarksOf(Article article)
    {
        if (article.IsRetracted)
        {
            yield return new ArticleMark("RETRACTED", IsAlarm: true);
        }

        if (article.Links.Any(link => link.Type == LinkTypes.ExpressionOfConcernIn))
        {
            yield return new ArticleMark("EXPRESSION OF CONCERN", IsAlarm: true);
        }

        if (article.Abstract.All(section => string.IsNullOrWhiteSpace(section.Text)))
        {
            yield return new ArticleMark("no abstract", IsAlarm: false);
        }

        if (ArticleWords.IsForeign(article))
        {
            yield return new ArticleMark("not in English", IsAlarm: false);
        }
    }

    private static IEnumerable<ArticleReference> ReferencesOf(Article article) =>
        Identifiers("PMID", article.Pmid, article.Doi, article.Pmcid).Concat(
            article.Links.Select(link => (Link: link, Label: Notice(link.Type))).Where(notice => notice.Label is not null).Take(3).SelectMany(
                notice => Identifiers(notice.Label + ": PMID", notice.Link.Pmid, notice.Link.Pmid is null ? notice.Link.Doi : null, null, notice.Label + ": DOI")));

    private static IEnumerable<ArticleReference> Identifiers(string pmidLabel, Pmid? pmid, Doi? doi, Pmcid? pmcid, string doiLabel = "DOI")
    {
        if (pmid is { } known)
        {
            yield return new ArticleReference(pmidLabel, known.ToString(), ArticleAddress.Of(known));
        }

        if (doi is { } name)
        {
            yield return new ArticleReference(doiLabel, ForeignText.Line(name.ToString(), 100), name.ToUri());
        }

        if (pmcid is { } central)
        {
            yield return new ArticleReference("PMCID", central.ToString(), ArticleAddress.Of(central));
        }
    }

    private static string? Notice(string type) => type switch
    {
        LinkTypes.RetractionIn => "Retraction notice",
        LinkTypes.ExpressionOfConcernIn => "Expression of concern",
        LinkTypes.ErratumIn => "Erratum",
        _ => null,
    };
}
