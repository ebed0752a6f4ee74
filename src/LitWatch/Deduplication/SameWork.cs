using System.Globalization;
using LitWatch.Articles;

namespace LitWatch.Deduplication;

/// <summary>
/// Whether two articles are one work. Two reports wrongly joined are worse than a duplicate, so an identifier that differs, or a relation between the two (erratum, retraction notice, preprint, reply), keeps them apart, and a DOI
/// alone joins nothing: conference supplements share one among many works. Without identifiers the fields of the citation are weighed (<see cref="LinkageModel"/>), and what else would have to be a mistake on both sides
/// forbids a join, whatever the weight.
/// </summary>
internal static class SameWork
{
    /// <summary>Version of these rules, kept with every join.</summary>
    public const string Rules = "same-work-3";

    /// <summary>Why the two are one work, in words; null when they are not, or nothing proves it.</summary>
    public static string? Evidence(Article a, Article b) => Compare(Citation.Of(a), Citation.Of(b)) is { IsSame: true } comparison ? comparison.Why : null;

    /// <summary>The judgement on a pair, with its reason.</summary>
    public static Comparison Compare(Citation a, Citation b)
    {
        var pair = new PairEvidence(a, b);
        var (one, other) = (a.Article, b.Article);
        if (one.Pmid is { } pmid && other.Pmid is { } otherPmid)
        {
            return pmid == otherPmid ? Comparison.Same(pair, $"same PMID {pmid}", Comparison.ByPmid) : Comparison.Apart(pair, "different PMIDs");
        }

        if (AreRelated(one, other) || AreRelated(other, one))
        {
            return Comparison.Apart(pair, "one is linked to the other as another work");
        }

        if (one.Doi is { } doi && other.Doi is { } otherDoi)
        {
            return doi == otherDoi ? OfOneDoi(pair, doi)
                : pair.IsSameThroughout ? Comparison.Same(pair, $"same title, authors, year, journal, volume and pages; one of the DOIs {string.Join(" and ", new[] { doi.ToString(), otherDoi.ToString() }.Order(StringComparer.Ordinal))} is mistaken or a second one")
                : Comparison.Apart(pair, "different DOIs");
        }

        if (one.Pmcid is { } pmcid && other.Pmcid == pmcid && pair.TitlesMayAgree)
        {
            return Comparison.Same(pair, $"same PMCID {pmcid}, titles agree", Comparison.ByIdentifier);
        }

        return pair.Objection is { } objection ? Comparison.Apart(pair, objection)
            : pair.Score < LinkageModel.Threshold ? Comparison.Apart(pair, "too little in common")
            : Comparison.Same(pair, pair.Describe());
    }

    /// <summary>Whether the two cannot be in one group, whoever stands between them.</summary>
    public static bool Forbids(Citation a, Citation b) =>
        (a.Article.Pmid is { } pmid && b.Article.Pmid is { } otherPmid && pmid != otherPmid)
        || AreRelated(a.Article, b.Article) || AreRelated(b.Article, a.Article)
        || (a.Article.Doi is { } doi && b.Article.Doi is { } otherDoi && doi != otherDoi && !new PairEvidence(a, b).IsSameThroughout);

    private static Comparison OfOneDoi(PairEvidence pair, Doi doi) =>
        pair.TitlesMayAgree ? pair.IsTelling || pair[CitationField.Authors] != Agreement.Different
            ? Comparison.Same(pair, $"same DOI {doi}, titles agree", Comparison.ByIdentifier)
            : Comparison.Apart(pair, $"same DOI {doi}, but a title that many bear, and other authors")
        : pair.IsTranslation || (pair.MayBeTranslated && pair.PlacesAgree) ? Comparison.Same(pair, $"same DOI {doi}, same journal volume and page, titles differ (languages)", Comparison.ByIdentifier)
        : Comparison.Apart(pair, $"same DOI {doi}, but other titles: a supplement's");

    private static bool AreRelated(Article a, Article b) => a.Links.Any(link =>
        link.Type != LinkTypes.Cites && ((link.Doi is { } doi && doi == b.Doi) || (link.Pmid is { } pmid && pmid == b.Pmid)));
}

/// <param name="Why">In words: what joins them, or what keeps them apart.</param>
/// <param name="Rank">Of two reasons to join a record, the stronger goes first: a PMID, then other identifiers, then what was weighed.</param>
internal sealed record Comparison(bool IsSame, string Why, PairEvidence Evidence, int Rank = 0)
{
    public const int ByPmid = 2;
    public const int ByIdentifier = 1;

    public static Comparison Same(PairEvidence evidence, string why, int rank = 0) => new(true, why, evidence, rank);

    public static Comparison Apart(PairEvidence evidence, string why) => new(false, why, evidence);

    /// <summary>The reason and all that was weighed.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsSame ? "same" : "apart")}: {Why} [{Evidence.Weighed()}]");
}
