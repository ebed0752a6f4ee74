namespace LitWatch.Digests.Mail;

/// <summary>Fixed sentences of a digest.</summary>
internal static class DigestNotice
{
    // E-utilities' terms ask that NCBI's notice is evident to users of software built on them:
    // https://www.ncbi.nlm.nih.gov/books/NBK25497/
    public const string Ncbi = "Records from PubMed come from the U.S. National Library of Medicine, which gives no warranty for them and endorses no product; "
        + "abstracts may be protected by copyright. See NCBI's disclaimer and copyright notice:";

    public const string NcbiLinkText = "NCBI Website and Data Usage Policies and Disclaimers";

    public const string GapsTitle = "Search INCOMPLETE: articles may be missing from this digest";

    public const string GapsAdvice = "LitWatch searches these again by itself; what they bring comes in a later digest.";

    public const string NothingNew = "No article is new in what was searched; the searches stand below.";

    public static Uri NcbiPolicies { get; } = new("https://www.ncbi.nlm.nih.gov/home/about/policies/");
}
