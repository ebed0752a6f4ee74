using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Digests;
using LitWatch.Digests.Mail;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;

namespace LitWatch.Tests.Digests.Mail;

/// <summary>
/// Manifests for tests. Title, first author, journal, PMID and DOI of the article are real; its abstract is our own words, and further authors,
/// PMCID, keywords and MeSH are made up for the tests.
/// </summary>
internal static class Manifests
{
    public const string Title = "Natalizumab-Induced Pustular Psoriasis of Palms and Soles";

    public static DigestLinks Links { get; } = new(new Uri("https://litwatch.example/"), new Uri("https://litwatch.example/api/unsubscribe?token=abc&kind=x"));

    public static Article Ozarslan { get; } = new()
    {
        Id = "a1",
        Pmid = Pmid.Parse("35646438"),
        Doi = Doi.Parse("10.5826/dpc.1202a88"),
        Pmcid = Pmcid.TryParse("PMC1234567", out var pmcid) ? pmcid : null,
        Title = Title,
        Abstract =
        [
            new("INTRODUCTION", "A patient with relapsing multiple sclerosis was given natalizumab every four weeks."),
            new("CASE", "After some months, sterile pustules appeared on both palms and soles; a biopsy was read as pustular psoriasis."),
        ],
        Authors =
        [
            new Author { Family = "Ozarslan", Initials = "B" }, new Author { Family = "Second", Initials = "S" },
            new Author { Family = "Third", Initials = "T" }, new Author { Family = "Fourth", Initials = "F" },
        ],
        Journal = new Journal { Title = "Dermatology Practical & Conceptual", IsoAbbreviation = "Dermatol Pract Concept", Volume = "12", Issue = "2", Pages = "e2022088" },
        Published = PartialDate.Of(2022, 4),
        Languages = ["eng"],
        PublicationTypes = ["Journal Article", "Case Reports"],
        Keywords = ["natalizumab", "paradoxical reaction"],
        Mesh =
        [
            new("D000001", "Humans", false),
            new("D000002", "Skin", false), new("D000003", "Adult", false), new("D000004", "Hand", false), new("D000005", "Foot", false), new("D000006", "Biopsy", false),
            new("D011565", "Psoriasis", true) { Qualifiers = [new("Q000139", "chemically induced", true)] },
            new("D000069442", "Natalizumab", false) { Qualifiers = [new("Q000009", "adverse effects", false)] },
        ],
    };

    public static DigestLine Line { get; } = new()
    {
        Article = Ozarslan,
        Spans =
        [
            Span("title", Title, "Natalizumab", "natalizumab"),
            Span("title", Title, "Psoriasis", "psoria*"),
            Span("abstract[0]", Ozarslan.Abstract[0].Text, "natalizumab", "natalizumab"),
            Span("abstract[1]", Ozarslan.Abstract[1].Text, "psoriasis", "psoria*"),
            Span("mesh[6]", "Psoriasis", "Psoriasis", "Psoriasis"),
        ],
        AlsoMatches = ["natalizumab × any reaction"],
        FoundIn = [SourceNames.PubMed, SourceNames.Crossref],
        FirstSeenAt = new DateTimeOffset(2026, 11, 12, 3, 0, 0, TimeSpan.Zero),
    };

    public static DigestSearch PubMed { get; } = new()
    {
        Source = SourceNames.PubMed,
        Required = true,
        Runs = 7,
        From = new DateOnly(2026, 11, 9),
        To = new DateOnly(2026, 11, 15),
        Outcome = SearchOutcome.Complete,
        Promised = 12,
        Delivered = 12,
        CompleteThrough = new DateOnly(2026, 11, 15),
    };

    public static DigestSearch Crossref { get; } = PubMed with { Source = SourceNames.Crossref, Required = false, Promised = 41, Delivered = 41, Warnings = ["Crossref ranks instead of matching"] };

    public static DigestManifest Digest(params DigestAlert[] alerts) => new()
    {
        Team = "default",
        Subscription = "s1",
        SubscriptionName = "Neurology safety",
        Slot = new DateTimeOffset(2026, 11, 16, 6, 0, 0, TimeSpan.Zero),
        PreviousSlot = new DateTimeOffset(2026, 11, 9, 6, 0, 0, TimeSpan.Zero),
        NextSlot = new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero),
        TimeZone = "Europe/Rome",
        ComposedAt = new DateTimeOffset(2026, 11, 16, 6, 1, 0, TimeSpan.Zero),
        Recipients = ["safety@company.example"],
        Alerts = alerts,
        SoftwareVersion = "0.1.0+test",
    };

    public static DigestAlert Alert(string name, params DigestLine[] lines) => new()
    {
        Id = name,
        Name = name,
        Strategy = "s",
        New = lines,
        Searches = [PubMed, Crossref],
    };

    public static DigestAlert Psoriasis(params DigestLine[] lines) => Alert("natalizumab × psoriasis", lines);

    public static DigestAlert Failing(this DigestAlert alert, string why = "PubMed did not answer within 30 seconds") => alert with
    {
        Searches = [PubMed with { Outcome = SearchOutcome.Failed, Delivered = 0, Why = [why], CompleteThrough = new DateOnly(2026, 11, 12) }, Crossref],
    };

    public static MatchSpan Span(string field, string text, string seen, string term) => new(field, text.IndexOf(seen, StringComparison.Ordinal), seen.Length, term);

    public static DigestLine Titled(string title, string? id = null) => Line with
    {
        Article = Ozarslan with { Id = id ?? "a2", Title = title, Pmid = id is null ? null : Pmid.Parse(id), Pmcid = null },
        Spans = [],
        AlsoMatches = [],
    };

    public static DigestLine[] Many(int count) => [.. Enumerable.Range(1, count).Select(i => Titled($"Report number {i:0000} on a reaction of the skin", $"{30_000_000 + i}"))];

    public static IEnumerable<DigestAlert> Quiet(int count) => Enumerable.Range(1, count).Select(i => Alert($"drug {i} × reaction {i}"));
}
