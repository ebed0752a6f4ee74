using System.Text.RegularExpressions;
using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>Relations of a record: CommentsCorrectionsList (every RefType, in camel case) and the references, which are <see cref="LinkTypes.Cites"/>.</summary>
internal sealed partial class PubMedLinks
{
    private readonly List<ArticleLink> links = [];

    /// <summary>Old records state their references twice, as Cites and in ReferenceList.</summary>
    private readonly HashSet<ArticleLink> known = new(SameWork.Instance);

    public IReadOnlyList<ArticleLink> Links => links;

    public void ReadCorrections(PubMedWalk walk)
    {
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            if (walk.Name is "CommentsCorrections" && walk.Attribute("RefType")?.Trim() is { Length: > 0 } type)
            {
                Add(Correction(walk, type));
            }
        }
    }

    /// <summary>Lists of references stand in lists: all of them are read.</summary>
    public void ReadReferences(PubMedWalk walk)
    {
        for (var depth = walk.Depth; walk.NextBelow(depth);)
        {
            if (walk.Name is "Reference" && Reference(walk) is not { Pmid: null, Doi: null, Pmcid: null, Citation: null } and var link)
            {
                Add(link);
            }
        }
    }

    private void Add(ArticleLink link)
    {
        if (known.Add(link))
        {
            links.Add(link);
        }
    }

    private static ArticleLink Correction(PubMedWalk walk, string type)
    {
        Pmid? pmid = null;
        string? source = null;
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            switch (walk.Name)
            {
                case "PMID":
                    pmid ??= PubMedIds.Parse<Pmid>(walk.Content().ToString());
                    break;
                case "RefSource":
                    source ??= walk.Text();
                    break;
            }
        }

        var doi = source?.Contains("10.", StringComparison.Ordinal) is true ? DoiIn().Match(source) : Match.Empty;
        return new ArticleLink(CamelCase(type)) { Pmid = pmid, Doi = doi.Success ? PubMedIds.Parse<Doi>(doi.Value) : null, Citation = source };
    }

    private static ArticleLink Reference(PubMedWalk walk)
    {
        Pmid? pmid = null;
        Doi? doi = null;
        Pmcid? pmcid = null;
        string? citation = null;
        for (var depth = walk.Depth; walk.NextChild(depth);)
        {
            if (walk.Name is "Citation")
            {
                citation ??= walk.Text();
            }
            else if (walk.Name is "ArticleIdList")
            {
                for (var list = walk.Depth; walk.NextChild(list);)
                {
                    switch (walk.Name is "ArticleId" ? walk.Attribute("IdType") : null)
                    {
                        case "pubmed":
                            pmid ??= PubMedIds.Parse<Pmid>(walk.Content().ToString());
                            break;
                        case "doi":
                            doi ??= PubMedIds.Parse<Doi>(walk.Content().ToString());
                            break;
                        case "pmc" or "pmcid":
                            pmcid ??= PubMedIds.Parse<Pmcid>(walk.Content().ToString());
                            break;
                    }
                }
            }
        }

        return new ArticleLink(LinkTypes.Cites) { Pmid = pmid, Doi = doi, Pmcid = pmcid, Citation = citation };
    }

    private static string CamelCase(string type) => type == "Cites" ? LinkTypes.Cites : char.ToLowerInvariant(type[0]) + type[1..];

    [GeneratedRegex(@"\b10\.\d{4,9}/[^\s;]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DoiIn();

    /// <summary>Links of one type that name their work alike by the best identifier they have.</summary>
    private sealed class SameWork : IEqualityComparer<ArticleLink>
    {
        public static readonly SameWork Instance = new();

        public bool Equals(ArticleLink? x, ArticleLink? y) => x!.Type == y!.Type && Work(x) == Work(y);

        public int GetHashCode(ArticleLink link) => Work(link)?.GetHashCode(StringComparison.Ordinal) ?? 0;

        private static string? Work(ArticleLink link) =>
            link.Pmid is { } pmid ? pmid.ToString() : link.Doi is { } doi ? doi.ToString() : link.Pmcid is { } pmcid ? pmcid.ToString() : link.Citation;
    }
}
