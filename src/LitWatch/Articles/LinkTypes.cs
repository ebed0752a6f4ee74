namespace LitWatch.Articles;

/// <summary>
/// Types of <see cref="ArticleLink"/>: PubMed's CommentsCorrections RefType in camel case, and those that Crossref adds.
/// The article that carries <c>retractionIn</c> is the retracted one; the notice carries <c>retractionOf</c>.
/// </summary>
internal static class LinkTypes
{
    public const string Cites = "cites";
    public const string RetractionIn = "retractionIn";
    public const string RetractionOf = "retractionOf";
    public const string ReinstatementIn = "reinstatementIn";
    public const string ReinstatementOf = "reinstatementOf";
    public const string ErratumIn = "erratumIn";
    public const string ErratumFor = "erratumFor";
    public const string ExpressionOfConcernIn = "expressionOfConcernIn";
    public const string ExpressionOfConcernFor = "expressionOfConcernFor";
    public const string UpdateIn = "updateIn";
    public const string UpdateOf = "updateOf";
    public const string PreprintOf = "preprintOf";
    public const string HasPreprint = "hasPreprint";
}
