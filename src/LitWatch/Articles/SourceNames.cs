namespace LitWatch.Articles;

/// <summary>The sources' names as they stand in the API, the command line, keys and mails.</summary>
internal static class SourceNames
{
    public const string PubMed = "pubmed";
    public const string Crossref = "crossref";
    public const string Page = "page";

    /// <summary>A file that a team brought: an export of Embase, a local journal's list.</summary>
    public const string Import = "import";
}
