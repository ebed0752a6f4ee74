namespace LitWatch.Articles;

/// <summary>The sources' names as they stand in the API, the command line, keys and mails.</summary>
internal static class SourceNames
{
    public const string PubMed = "pubmed";
    public const string Crossref = "crossref";
    public const string Page = "page";
}
