using LitWatch.Articles;

namespace LitWatch.Strategies;

/// <summary>The searchable text of an article, split once. A phrase or proximity never reaches from one field, section or keyword into the next.</summary>
internal sealed record ArticleText(string Name, bool IsTitle, List<Word> Words)
{
    public static IEnumerable<ArticleText> Of(Article article)
    {
        if (article.Title is not null)
        {
            yield return new("title", IsTitle: true, Strategies.Words.Split(article.Title));
        }

        if (article.VernacularTitle is not null)
        {
            yield return new("vernacularTitle", IsTitle: true, Strategies.Words.Split(article.VernacularTitle));
        }

        for (var i = 0; i < article.Abstract.Count; i++)
        {
            // A label ("CASE REPORT", "ADVERSE EVENTS") is part of the abstract that PubMed shows and searches.
            if (article.Abstract[i].Label is { } label)
            {
                yield return new($"abstract[{i}].label", IsTitle: false, Strategies.Words.Split(label));
            }

            yield return new($"abstract[{i}]", IsTitle: false, Strategies.Words.Split(article.Abstract[i].Text));
        }

        for (var i = 0; i < article.Keywords.Count; i++)
        {
            yield return new($"keywords[{i}]", IsTitle: false, Strategies.Words.Split(article.Keywords[i]));
        }
    }
}
