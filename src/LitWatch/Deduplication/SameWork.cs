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
    public const string Rules = "same-work-2";

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
                : placesAgree && MayBeTranslated(a, b) ? $"same DOI {doi}, same journal volume and page, titles differ (languages)"
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
        var left = WorkTitle.Of(a);
        var right = WorkTitle.Of(b);
        return left.Count == 0 || right.Count == 0 ? null : left.Any(title => right.Any(title.Agrees));
    }

    // In one language, two titles under one DOI and on one page are two abstracts of a supplement.
    private static bool MayBeTranslated(Article a, Article b) => a.Languages.Concat(b.Languages).Any(language => language is not ("eng" or "und"));

    private static bool YearsAgree(Article a, Article b) =>
        a.Published is { } one && b.Published is { } two && Math.Abs(one.Year - two.Year) <= 1;

    private static bool PlacesAgree(Article a, Article b) =>
        a.Journal is { Volume: { } volume, Pages: { } pages } && b.Journal is { Volume: { } otherVolume, Pages: { } otherPages }
        && volume == otherVolume && FirstPage(pages) == FirstPage(otherPages);

    private static string FirstPage(string pages) => pages.Split('-', '–')[0].Trim();
}
