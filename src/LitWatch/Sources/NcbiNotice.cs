using LitWatch.Articles;

namespace LitWatch.Sources;

/// <summary>
/// NCBI's notice, which has to be evident to users of software built on E-utilities: it stands wherever records are shown.
/// https://www.ncbi.nlm.nih.gov/books/NBK25497/
/// </summary>
internal static class NcbiNotice
{
    public const string Text = "Records from PubMed come from the U.S. National Library of Medicine, which gives no warranty for them and endorses no product; "
        + "abstracts may be protected by copyright. See NCBI's disclaimer and copyright notice:";

    public const string LinkText = "NCBI Website and Data Usage Policies and Disclaimers";

    public static Uri Policies { get; } = new("https://www.ncbi.nlm.nih.gov/home/about/policies/");

    /// <summary>In plain text.</summary>
    public static string Line { get; } = $"{Text} {Policies.AbsoluteUri}";

    /// <summary>As an HTTP header <c>Link</c> (RFC 8288), for answers whose body has no room for it (CSV, RIS, lists).</summary>
    public static string Header { get; } = $"<{Policies.AbsoluteUri}>; rel=\"license\"; title=\"{LinkText}\"";

    /// <summary><see cref="Line"/> for results that PubMed was asked for; null for others.</summary>
    public static string? For(IEnumerable<string> sources) => sources.Contains(SourceNames.PubMed, StringComparer.Ordinal) ? Line : null;
}
