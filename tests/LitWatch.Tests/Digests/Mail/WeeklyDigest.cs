using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Digests;
using static LitWatch.Tests.Digests.Mail.Manifests;

namespace LitWatch.Tests.Digests.Mail;

/// <summary>
/// Digests as a safety team gets them, with so many new articles in so many alerts. From 20 articles on there is something of everything: case reports, indexed records, title
/// matches and the rest; a retraction and other changes; an incomplete, a failed and a pending search; warnings and drift; a paused alert; "also matches".
/// </summary>
internal static class WeeklyDigest
{
    private static readonly (string Drug, string Reaction)[] Pairs =
    [
        ("natalizumab", "psoriasis"), ("fingolimod", "macular oedema"), ("ocrelizumab", "colitis"), ("teriflunomide", "interstitial lung disease"),
        ("alemtuzumab", "immune thrombocytopenia"), ("dimethyl fumarate", "progressive multifocal leukoencephalopathy"), ("tofacitinib", "venous thromboembolism"), ("secukinumab", "inflammatory bowel disease"),
        ("pembrolizumab", "myocarditis"), ("semaglutide", "non-arteritic anterior ischaemic optic neuropathy"), ("valproate", "hyperammonaemic encephalopathy"), ("lamotrigine", "haemophagocytic lymphohistiocytosis"),
    ];

    /// <summary>Sizes that tests go through.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [0, 1, 20, 500, 5_000];

    public static DigestManifest Of(int articles)
    {
        var alerts = articles switch { 0 => 3, 1 => 1, <= 20 => 5, <= 500 => 12, _ => 40 };
        var sections = Enumerable.Range(0, alerts).Select(place => Section(place, articles / alerts + (place < articles % alerts ? 1 : 0))).ToArray();
        return Digest(articles < 20 ? sections : Troubled(sections));
    }

    private static DigestAlert Section(int place, int articles)
    {
        var (drug, reaction) = Pairs[place % Pairs.Length];
        var name = $"{drug} × {(place < Pairs.Length ? reaction : Pairs[(place * 5 + 1) % Pairs.Length].Reaction)}";
        return Alert(name, [.. DigestOrder.Of(Enumerable.Range(0, articles).Select(i => WeeklyArticles.Line(place * 1_000 + i, drug, reaction)))]) with { Searches = [PubMed with { Promised = articles + 3, Delivered = articles + 3 }, Crossref with { Matched = articles / 3 + 1, Notes = ["Crossref has no abstract of most articles: what only the abstract tells is not found there"], Warnings = [] }] };
    }

    private static DigestAlert[] Troubled(DigestAlert[] alerts)
    {
        alerts[0] = alerts[0] with
        {
            New = [.. alerts[0].New.Select((line, i) => i % 4 == 1 ? line with { AlsoMatches = [alerts[1].Name] } : line)],
            Changed =
            [
                Earlier(901, 0, ArticleNotices.Retracted) with { Article = WeeklyArticles.Line(901, "natalizumab", "psoriasis").Article with { IsRetracted = true } },
                Earlier(902, 0, "erratum"),
            ],
            Known = [Earlier(903, 1), Earlier(904, 1)],
        };
        alerts[1] = alerts[1] with
        {
            Searches =
            [
                PubMed with { Outcome = SearchOutcome.Failed, Promised = 0, Delivered = 0, Why = ["PubMed answered 503 Service Unavailable to 6 requests in 40 minutes"], CompleteThrough = new DateOnly(2026, 11, 11) },
                Crossref with { Matched = 0, Warnings = [] },
            ],
        };
        alerts[2] = alerts[2] with
        {
            Changed = [Earlier(905, 2, "expression of concern"), Earlier(906, 2, "preprint, now published")],
            Searches =
            [
                PubMed with { Promised = 41, Delivered = 40, Outcome = SearchOutcome.Incomplete, Why = ["1 promised record was not delivered: PMID 41999999"], CompleteThrough = new DateOnly(2026, 11, 14) },
                Crossref with { Outcome = SearchOutcome.Incomplete, Why = ["the answer ended after 1,200 of 3,544 records"], Warnings = [] },
            ],
        };
        alerts[3] = alerts[3] with
        {
            Searches =
            [
                PubMed with { Warnings = ["PubMed reads the query differently since 9 Nov 2026: “interstitial lung disease” now maps to \"lung diseases, interstitial\"[MeSH Terms] OR …", "The term “ILD” was not found"] },
                Crossref with { Matched = null, Outcome = null, From = null, To = null, Runs = 0, CompleteThrough = null, Warnings = [] },
            ],
        };
        alerts[^1] = alerts[^1] with { PausedBecause = "the product was withdrawn in the EU" };
        return alerts;
    }

    private static DigestLine Earlier(int number, int pair, params string[] notices) =>
        WeeklyArticles.Line(number, Pairs[pair].Drug, Pairs[pair].Reaction) with { Notices = notices, Spans = [] };
}
