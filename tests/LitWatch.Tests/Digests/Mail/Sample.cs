using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Digests;
using static LitWatch.Tests.Digests.Mail.Manifests;

namespace LitWatch.Tests.Digests.Mail;

/// <summary>A digest with something of everything: for assertions, and to look at.</summary>
internal static class Sample
{
    public static DigestManifest Everything { get; } = Digest(
        Psoriasis(
            Line,
            Line with
            {
                Article = Ozarslan with
                {
                    Id = "a3",
                    Pmid = null,
                    Pmcid = null,
                    Doi = Doi.Parse("10.1000/example.2"),
                    Title = "Psoriasis under treatment with natalizumab: a second look",
                    VernacularTitle = "Psoriasis unter Natalizumab: ein zweiter Blick",
                    Abstract = [],
                    Authors = [new Author { Collective = "Skin Reactions Study Group" }],
                    Languages = ["ger"],
                    Keywords = [],
                    Mesh = [],
                    IsRetracted = true,
                    Links = [new ArticleLink(LinkTypes.RetractionIn) { Doi = Doi.Parse("10.1000/notice.2") }],
                },
                Spans = [],
                AlsoMatches = [],
                FoundIn = [SourceNames.Crossref],
            }) with
        {
            Known = [Titled("Skin reactions to monoclonal antibodies in multiple sclerosis", "31000001")],
        },
        Alert("fingolimod × macular oedema").Failing(),
        Alert("ocrelizumab × colitis") with { Searches = [PubMed, new() { Source = SourceNames.Crossref, Required = false }] },
        Alert("teriflunomide × any reaction") with
        {
            Searches = [PubMed with { Outcome = SearchOutcome.Complete }, Crossref with { Outcome = SearchOutcome.Incomplete, Delivered = 40, Why = ["1 promised records were not delivered"] }],
        });
}
