using System.Text.Json.Serialization;

namespace LitWatch.Articles;

/// <summary>
/// One work of the literature, as one source describes it or as merged from several: the Article of the JSON contract.
/// Null means unknown; lists are never null. All text is plain, NFC, with single spaces (see <see cref="PlainText"/>).
/// </summary>
internal sealed record Article
{
    /// <summary>Derived from the first record (<see cref="ArticleId"/>); stays when other records join.</summary>
    public required string Id { get; init; }

    public Pmid? Pmid { get; init; }

    public Doi? Doi { get; init; }

    public Pmcid? Pmcid { get; init; }

    public string? Title { get; init; }

    /// <summary>The title in the article's own language, where <see cref="Title"/> is a translation.</summary>
    public string? VernacularTitle { get; init; }

    public IReadOnlyList<AbstractSection> Abstract { get; init; } = [];

    public IReadOnlyList<Author> Authors { get; init; } = [];

    public Journal? Journal { get; init; }

    public PartialDate? Published { get; init; }

    /// <summary>ISO 639-2 codes in lower case (<c>eng</c>, <c>fre</c>); Crossref's two-letter codes are translated.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    public IReadOnlyList<string> PublicationTypes { get; init; } = [];

    public IReadOnlyList<string> Keywords { get; init; } = [];

    public IReadOnlyList<MeshHeading> Mesh { get; init; } = [];

    public IReadOnlyList<Substance> Substances { get; init; } = [];

    public IReadOnlyList<ArticleLink> Links { get; init; } = [];

    public ArticleDates Dates { get; init; } = new();

    public IReadOnlyList<ArticleRecord> Records { get; init; } = [];

    public bool IsRetracted { get; init; }

    /// <summary>Of an article merged from several sources: which of them (<see cref="SourceNames"/>) each field comes from, by the field's name in JSON.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Provenance { get; init; }
}

/// <param name="Label">The section's heading (<c>METHODS</c>), or null in an unstructured abstract.</param>
internal sealed record AbstractSection(string? Label, string Text);

/// <summary>A person, or a group in <see cref="Collective"/>.</summary>
internal sealed record Author
{
    public string? Family { get; init; }

    public string? Given { get; init; }

    public string? Initials { get; init; }

    public string? Collective { get; init; }

    /// <summary>Sixteen digits in four groups (<c>0000-0002-1825-0097</c>), without resolver.</summary>
    public string? Orcid { get; init; }

    public IReadOnlyList<string> Affiliations { get; init; } = [];
}

internal sealed record Journal
{
    public string? Title { get; init; }

    public string? IsoAbbreviation { get; init; }

    public IReadOnlyList<string> Issn { get; init; } = [];

    public string? Volume { get; init; }

    public string? Issue { get; init; }

    public string? Pages { get; init; }
}

internal sealed record MeshHeading(string? Ui, string Descriptor, bool Major)
{
    public IReadOnlyList<MeshQualifier> Qualifiers { get; init; } = [];
}

internal sealed record MeshQualifier(string? Ui, string Name, bool Major);

internal sealed record Substance(string? Ui, string Name, string? RegistryNumber);

/// <summary>A relation to another work. Types: <see cref="LinkTypes"/>.</summary>
internal sealed record ArticleLink(string Type)
{
    public Pmid? Pmid { get; init; }

    public Doi? Doi { get; init; }

    public Pmcid? Pmcid { get; init; }

    public string? Citation { get; init; }
}

/// <summary>When the source's database took the record in: PubMed's CRDT, EDAT, MHDA and DateRevised (days in US Eastern time), Crossref's created, -, -, indexed (UTC).</summary>
internal sealed record ArticleDates
{
    public DateOnly? Created { get; init; }

    public DateOnly? Entered { get; init; }

    public DateOnly? Indexed { get; init; }

    public DateOnly? Revised { get; init; }

    [JsonIgnore]
    public DateOnly? Latest => new[] { Created, Entered, Indexed, Revised }.Max();
}

/// <summary>Where a description came from: <paramref name="Source"/> is a <see cref="SourceNames"/>, <paramref name="Id"/> its identifier there.</summary>
internal sealed record ArticleRecord(string Source, string Id, Uri? Url, DateTimeOffset? Retrieved);
