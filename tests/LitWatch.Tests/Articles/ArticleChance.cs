using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using LitWatch.Articles;

namespace LitWatch.Tests.Articles;

/// <summary>Articles by chance, of few values, so that two of them often agree.</summary>
internal static class ArticleChance
{
    private static readonly string[] Titles =
    [
        "Natalizumab-Induced Pustular Psoriasis of Palms and Soles", "Natalizumab-induced pustular psoriasis of palms & soles.",
        "Clozapine and myocarditis: a case series, Part I", "Clozapine and myocarditis: a case series, Part II", "Reply", "Erratum", "Sjögren & TNF-α – „été“",
    ];

    private static readonly string[] Dois = ["10.5826/dpc.1202a88", "10.1000/supplement.1", "10.1000/other(1)<2>::aid"];

    public static Gen<Article> Article { get; } =
        from source in Gen.Elements(SourceNames.PubMed, SourceNames.Crossref, SourceNames.Page)
        from number in Gen.Choose(1, 6)
        from title in Gen.OneOf(Gen.Constant<string?>(null), Gen.Elements<string?>(Titles))
        from doi in Gen.OneOf(Gen.Constant<Doi?>(null), Gen.Elements(Dois).Select(text => (Doi?)Doi.Parse(text)))
        from pmcid in Gen.Elements<string?>(null, null, "PMC1", "PMC2")
        from date in Date
        from texts in Gen.Elements("One.", "Two words.", "Labelled text of some length.").ListOf()
        from keywords in Gen.Elements("psoriasis", "Psoriasis", "natalizumab", "skin").ListOf()
        from links in Link.ListOf()
        from place in Gen.Elements<Journal?>(null, new Journal { Title = "Dermatol Pract Concept", Volume = "12", Pages = "e2022088", Issn = ["2160-9381"] }, new Journal { Volume = "12", Pages = "1-2", Issue = "2" })
        from retracted in Gen.Elements(false, false, true)
        from retrieved in Gen.Choose(0, 3)
        let id = source == SourceNames.PubMed ? number.ToString(CultureInfo.InvariantCulture) : $"10.1000/{number}"
        select new Article
        {
            Id = ArticleId.Of(source, id),
            Pmid = source == SourceNames.PubMed ? Pmid.Parse(id) : null,
            Doi = doi,
            Pmcid = Pmcid.TryParse(pmcid, out var read) ? read : null,
            Title = title,
            Abstract = [.. texts.Select((text, i) => new AbstractSection(i % 2 == 0 ? null : "METHODS", text))],
            Authors = retracted ? [] : [new Author { Family = "Rossi", Given = "Anna", Affiliations = ["Somewhere"] }],
            Journal = place,
            Published = date,
            Languages = number == 1 ? ["ger"] : ["eng"],
            Keywords = [.. keywords],
            Links = [.. links],
            Dates = new ArticleDates { Created = date?.Earliest, Revised = date?.Earliest.AddDays(number) },
            Records = [new ArticleRecord(source, id, new Uri($"https://example.org/{number}"), DateTimeOffset.UnixEpoch.AddDays(retrieved))],
            IsRetracted = retracted,
        };

    public static Gen<PartialDate?> Date { get; } =
        from year in Gen.Choose(1998, 2003)
        from month in Gen.Choose(0, 13)
        from day in Gen.Choose(0, 31)
        from known in Gen.Elements(true, true, false)
        select known ? PartialDate.Of(year, month, day) : null;

    private static Gen<ArticleLink> Link { get; } =
        from type in Gen.Elements(LinkTypes.Cites, LinkTypes.ErratumFor, LinkTypes.PreprintOf)
        from doi in Gen.Elements(Dois)
        from pmid in Gen.Choose(1, 6)
        select pmid > 3 ? new ArticleLink(type) { Doi = Doi.Parse(doi) } : new ArticleLink(type) { Pmid = Pmid.Parse(pmid.ToString(CultureInfo.InvariantCulture)) };

    /// <summary>The same articles in another order.</summary>
    public static Article[] Shuffled(IEnumerable<Article> articles, int seed)
    {
        Article[] shuffled = [.. articles];
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }
}
