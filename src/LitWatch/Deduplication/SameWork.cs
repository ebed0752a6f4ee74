using LitWatch.Articles;

namespace LitWatch.Deduplication;

/// <summary>
/// Whether two articles are one work. Two reports wrongly joined are worse than a duplicate, so an identifier that differs,
/// or a relation between the two (erratum, retraction notice, preprint, reply), keeps them apart, and a DOI alone joins nothing:
/// conference supplements share one among many works.
/// </summary>
internal static class SameWork
{
    /// <summary>Version of these rules, kept with every join.</summary>
    public const string Rules = "same-work-1";

    /// <summary>Why the two are one work, in words; null when they are not, or nothing proves it.</summary>
    public static string? Evidence(Article a, Article b)
    {
        if (a.Pmid is { } pmid && b.Pmid is { } other)
        {
            return pmid == other ? $"same PMID {pmid}" : null;
        }

        if (AreRelated(a, b) || AreRelated(b, a))
        {
            return null;
        }

        var titlesAgree = TitlesAgree(a, b);
        var placesAgree = PlacesAgree(a, b);
        if (a.Doi is { } doi && b.Doi is { } otherDoi)
        {
            return doi != otherDoi ? null
                : titlesAgree != false ? $"same DOI {doi}, titles agree"
                : placesAgree ? $"same DOI {doi}, same journal volume and page, titles differ (languages)"
                : null;
        }

        if (a.Pmcid is { } pmcid && b.Pmcid == pmcid && titlesAgree != false)
        {
            return $"same PMCID {pmcid}, titles agree";
        }

        return titlesAgree == true && YearsAgree(a, b) && placesAgree ? "same title, year, journal volume and first page" : null;
    }

    private static bool AreRelated(Article a, Article b) => a.Links.Any(link =>
        link.Type != LinkTypes.Cites && ((link.Doi is { } doi && doi == b.Doi) || (link.Pmid is { } pmid && pmid == b.Pmid)));

    // Null: one of them has no title, so nothing speaks for or against.
    private static bool? TitlesAgree(Article a, Article b)
    {
        string[] left = [.. ArticleKey.Titles(a)];
        string[] right = [.. ArticleKey.Titles(b)];
        return left.Length == 0 || right.Length == 0 ? null : left.Any(title => right.Any(other => Agree(title, other)));
    }

    // Sources cut subtitles and add trailing notes: a title that begins with all of the other is the same title when the shorter is long enough to be one.
    private static bool Agree(string title, string other) =>
        title == other
        || (Math.Min(title.Length, other.Length) >= 30
            && (title.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(title, StringComparison.Ordinal)))
        || Similarity(title, other) >= 0.9;

    // Dice over letter pairs: tells a spelling or markup difference from another title.
    private static double Similarity(string title, string other)
    {
        if (title.Length < 2 || other.Length < 2)
        {
            return 0;
        }

        var pairs = new Dictionary<(char, char), int>();
        for (var i = 1; i < title.Length; i++)
        {
            pairs[(title[i - 1], title[i])] = pairs.GetValueOrDefault((title[i - 1], title[i])) + 1;
        }

        var shared = 0;
        for (var i = 1; i < other.Length; i++)
        {
            if (pairs.GetValueOrDefault((other[i - 1], other[i])) is var left and > 0)
            {
                pairs[(other[i - 1], other[i])] = left - 1;
                shared++;
            }
        }

        return 2.0 * shared / (title.Length + other.Length - 2);
    }

    private static bool YearsAgree(Article a, Article b) =>
        a.Published is { } one && b.Published is { } two && Math.Abs(one.Year - two.Year) <= 1;

    private static bool PlacesAgree(Article a, Article b) =>
        a.Journal is { Volume: { } volume, Pages: { } pages } && b.Journal is { Volume: { } otherVolume, Pages: { } otherPages }
        && volume == otherVolume && FirstPage(pages) == FirstPage(otherPages);

    private static string FirstPage(string pages) => pages.Split('-', '–')[0].Trim();
}
