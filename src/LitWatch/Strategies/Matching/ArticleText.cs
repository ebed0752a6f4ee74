using LitWatch.Articles;

namespace LitWatch.Strategies.Matching;

/// <summary>A text of an article, folded. A phrase or proximity never reaches from one field, section or keyword into the next.</summary>
internal readonly record struct ArticleText(ArticleField Field, bool IsTitle, FoldedText Text)
{
    public static IEnumerable<ArticleText> Of(Article article)
    {
        if (article.Title is not null)
        {
            yield return new(new("title"), IsTitle: true, FoldedText.Of(article.Title));
        }

        if (article.VernacularTitle is not null)
        {
            yield return new(new("vernacularTitle"), IsTitle: true, FoldedText.Of(article.VernacularTitle));
        }

        for (var i = 0; i < article.Abstract.Count; i++)
        {
            // A label ("CASE REPORT", "ADVERSE EVENTS") is part of the abstract that PubMed shows and searches.
            if (article.Abstract[i].Label is { } label)
            {
                yield return new(new("abstract", i, ".label"), IsTitle: false, FoldedText.Of(label));
            }

            yield return new(new("abstract", i), IsTitle: false, FoldedText.Of(article.Abstract[i].Text));
        }

        for (var i = 0; i < article.Keywords.Count; i++)
        {
            yield return new(new("keywords", i), IsTitle: false, FoldedText.Of(article.Keywords[i]));
        }
    }
}
