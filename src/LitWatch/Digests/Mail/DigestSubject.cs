using System.Globalization;

namespace LitWatch.Digests.Mail;

/// <summary>The subject line: it tells the result, so that a digest need not be opened to know whether it matters.</summary>
internal static class DigestSubject
{
    public const int Longest = 180;

    /// <summary>One line without control characters, e.g. <c>LitWatch: 3 new for natalizumab × psoriasis (week 47)</c>.</summary>
    public static string Of(DigestManifest manifest)
    {
        var news = DigestWords.News(manifest, count => string.Create(CultureInfo.InvariantCulture, $"{count:N0} new"));
        return ForeignText.Line(string.Create(CultureInfo.InvariantCulture, $"LitWatch: {news} (week {DigestWords.Week(manifest)})"), Longest);
    }
}
