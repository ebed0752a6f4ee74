namespace LitWatch.Articles;

/// <summary>What happened to an article after it appeared, that its readers must learn of: what <see cref="ArticleLink"/>s say of it, and whether it is retracted.</summary>
internal static class ArticleNotices
{
    public const string Retracted = "retracted";

    private const char Apart = '|';

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        [LinkTypes.RetractionIn] = Retracted,
        [LinkTypes.ReinstatementIn] = "reinstated",
        [LinkTypes.ExpressionOfConcernIn] = "expression of concern",
        [LinkTypes.ErratumIn] = "erratum",
        [LinkTypes.PreprintOf] = "preprint, now published",
    };

    /// <summary>A key for each, which stays the same while sources add to what they say of it; sorted.</summary>
    public static IReadOnlyList<string> Of(Article article)
    {
        // A retraction is one, whether a source marks the article, names the notice, or both.
        var retracted = article.IsRetracted || article.Links.Any(link => link.Type == LinkTypes.RetractionIn) ? new[] { Retracted } : [];
        var others = article.Links.Where(link => link.Type != LinkTypes.RetractionIn && Words.ContainsKey(link.Type))
            .Select(link => $"{Words[link.Type]}{Apart}{link.Pmid?.ToString() ?? link.Doi?.ToString() ?? link.Citation}");
        return [.. retracted.Concat(others).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>For people: <c>retracted</c>, <c>erratum</c>.</summary>
    public static string Describe(string key) => key.Split(Apart)[0];
}
