using HtmlAgilityPack;
using LitWatch.Articles;
using LitWatch.Sources.Crossref;
using LitWatch.Sources.PubMed;

namespace LitWatch.Sources.Pages;

/// <summary>
/// Reads an article from its web page: what the page says to machines first (<see cref="PageMeta"/>, <see cref="LinkedData"/>), and from its text
/// (<see cref="PageBody"/>) what those leave open.
/// </summary>
internal static class ArticlePage
{
    private const string Prefix = "citation_";

    /// <summary>A description that is shorter, and no sentence, is a teaser or a citation.</summary>
    private const int ShortestAbstract = 150;

    /// <param name="html">The page as received.</param>
    /// <param name="address">Where it was found; null for a file.</param>
    /// <exception cref="SourceException">The page holds no article, or cannot be read.</exception>
    public static Article Read(ReadOnlySpan<byte> html, ParseReport report, Uri? address = null, DateTimeOffset? retrieved = null)
    {
        var page = new Parts(PageDocument.Load(html), report);
        var doi = DoiOf(page, report);
        if (!page.Meta.DescribesArticle && page.Data is null && doi is null && page.Meta.First("og.type") != "article")
        {
            throw new SourceException(SourceNames.Page, "The page holds no article: it has neither citation tags nor a DOI.", retryable: false);
        }

        var authors = AuthorsOf(page);
        var title = page.Meta.First("citation_title", "dc.title", "prism.title") ?? page.Data?.Title ?? page.Meta.First("og.title", "title") ?? page.Body.Heading ?? page.Title;
        var pmid = page.Meta.All("citation_pmid").Select(PubMedIds.Parse<Pmid>).FirstOrDefault(id => id is not null);
        var id = doi?.ToString() ?? pmid?.ToString() ?? address?.ToString() ?? $"title:{title}";
        return new Article
        {
            Id = ArticleId.Of(SourceNames.Page, id),
            Doi = doi,
            Pmid = pmid,
            Pmcid = page.Meta.All("citation_pmcid").Concat(page.Addresses).Select(text => ReferenceText.Link(text)?.Pmcid).FirstOrDefault(pmcid => pmcid is not null),
            Title = title,
            Abstract = AbstractOf(page),
            Authors = authors,
            Journal = JournalOf(page),
            Published = page.Meta.Every(Dates).Append(page.Data?.Published).Select(PageDate.Of).Aggregate((PartialDate?)null, (best, date) => best is null || date?.Precision > best.Value.Precision ? date ?? best : best),
            Languages = LanguageCode.ToIso6392(page.Meta.First("citation_language", "dc.language") ?? page.Data?.Language ?? page.Language) is { } language ? [language] : [],
            PublicationTypes = page.Meta.First("citation_article_type", "dc.type.articletype") is { } type ? [type] : [],
            Keywords = KeywordsOf(page, authors),
            Links = LinksOf(page),
            Records = [new ArticleRecord(SourceNames.Page, id, address ?? doi?.ToUri(), retrieved)],
            IsRetracted = title?.StartsWith("RETRACTED", StringComparison.OrdinalIgnoreCase) == true,
        };
    }

    /// <summary>Of publication, in the order in which they are trusted; a more precise one that comes later is better.</summary>
    private static readonly string[] Dates =
    [
        "citation_publication_date", "citation_date", "citation_online_date", "citation_cover_date", "dc.date.issued", "dc.issued", "dc.date", "prism.publicationdate", "prism.coverdate", "article.published_time",
        "citation_year",
    ];

    private static Doi? DoiOf(Parts page, ParseReport report)
    {
        foreach (var value in page.Meta.Every(["citation_doi", "prism.doi", "dc.identifier.doi", "doi", "dc.identifier", "evt-doipage"]))
        {
            if (PubMedIds.Parse<Doi>(value) is { } doi)
            {
                return doi;
            }

            if (value.Contains("doi", StringComparison.OrdinalIgnoreCase) && ReferenceText.DoiIn(value) is { } inside)
            {
                return inside;
            }
        }

        foreach (var value in page.Meta.All("citation_doi"))
        {
            report.Warn($"'{value}' stands for a DOI and is none; left out.");
        }

        return (page.Data?.Identifiers ?? []).Concat(page.Addresses).Where(text => text.Contains("doi", StringComparison.OrdinalIgnoreCase) || text.StartsWith("10.", StringComparison.Ordinal)).Select(text => ReferenceText.DoiIn(Uri.UnescapeDataString(text))).FirstOrDefault(doi => doi is not null)
            ?? page.Body.Doi();
    }

    private static IReadOnlyList<AbstractSection> AbstractOf(Parts page)
    {
        if (page.Meta.First("citation_abstract", "dc.abstract", "dc.description.abstract") is { } text)
        {
            return LabelledAbstract.Split(text);
        }

        if (page.Body.Abstract() is { Count: > 0 } body)
        {
            return body;
        }

        var description = page.Data?.Abstract ?? page.Meta.First("dc.description", "og.description");
        return description?.Length >= ShortestAbstract || description?.EndsWith('.') == true ? LabelledAbstract.Split(description) : [];
    }

    /// <summary>An author's tags follow the author's name.</summary>
    private static IReadOnlyList<Author> AuthorsOf(Parts page)
    {
        var authors = new List<Author>();
        foreach (var (name, value) in page.Meta.Tags.Where(tag => tag.Name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            switch (name[Prefix.Length..])
            {
                case "author" or "authors":
                    authors.AddRange(value.Split(';').Select(PersonName.Of).OfType<Author>());
                    break;
                case "author_institution" or "author_affiliation" when authors.Count > 0 && !authors[^1].Affiliations.Contains(value, StringComparer.Ordinal):
                    authors[^1] = authors[^1] with { Affiliations = [.. authors[^1].Affiliations, value] };
                    break;
                case "author_orcid" when authors.Count > 0:
                    authors[^1] = authors[^1] with { Orcid = Orcid.Normalize(value) };
                    break;
            }
        }

        return authors.Count > 0 ? [.. authors.DistinctBy(author => (author.Family, author.Given, author.Initials, author.Collective))]
            : page.Meta.All("dc.creator", "dc.creator.personalname", "dc.contributor").SelectMany(value => value.Split(';')).Select(PersonName.Of).OfType<Author>().ToList() is { Count: > 0 } creators ? creators
            : page.Data?.Authors ?? [];
    }

    private static Journal? JournalOf(Parts page)
    {
        var data = page.Data?.Journal;
        var (first, last) = (page.Meta.First("citation_firstpage", "prism.startingpage"), page.Meta.First("citation_lastpage", "prism.endingpage"));
        var journal = new Journal
        {
            Title = page.Meta.First("citation_journal_title", "prism.publicationname", "citation_conference_title", "citation_inbook_title") ?? data?.Title ?? page.Meta.First("dc.source"),
            IsoAbbreviation = page.Meta.First("citation_journal_abbrev") is { } abbreviation && abbreviation.Any(char.IsLetter) ? abbreviation : null,
            Issn = [.. page.Meta.Every(["citation_issn", "prism.issn", "prism.eissn", "dc.source.issn"]).Concat(data?.Issn ?? []).SelectMany(IssnText.All).Distinct(StringComparer.Ordinal)],
            Volume = page.Meta.First("citation_volume", "prism.volume", "dc.source.volume") ?? data?.Volume,
            Issue = page.Meta.First("citation_issue", "prism.number", "prism.issueidentifier", "dc.source.issue") ?? data?.Issue,
            Pages = first is null ? page.Meta.First("citation_pages", "citation_article_number", "citation_id_number") ?? data?.Pages
                : last is null || last == first || first.Contains('-', StringComparison.Ordinal) ? first
                : $"{first}-{last}",
        };
        return journal is { Title: null, IsoAbbreviation: null, Issn.Count: 0, Volume: null, Pages: null } ? null : journal;
    }

    /// <summary>Keywords for machines, else those that a reader finds; <c>keywords</c> last, and only where a site does not praise itself or its authors there.</summary>
    private static IReadOnlyList<string> KeywordsOf(Parts page, IReadOnlyList<Author> authors) =>
        Lists(page.Meta.All("citation_keywords", "citation_keyword")) is { Count: > 0 } cited ? cited
        : page.Body.Keywords() is { Count: > 0 } read ? read
        : Lists(page.Meta.All("dc.subject")) is { Count: > 0 } subjects ? subjects
        : page.Data?.Keywords is { Count: > 0 } linked ? linked
        : Lists(page.Meta.All("article.tag", "keywords")) is var words && words.Exists(word => IsOfTheSite(page, word) || authors.Any(author => word.EndsWith(author.Family ?? "\0", StringComparison.OrdinalIgnoreCase))) ? []
        : words;

    private static bool IsOfTheSite(Parts page, string word) =>
        page.Meta.Every(["citation_journal_title", "citation_publisher", "dc.publisher", "og.site_name"]).Contains(word, StringComparer.OrdinalIgnoreCase);

    private static List<string> Lists(IReadOnlyList<string> values) =>
        [.. (values.Count == 1 ? KeywordLine.Split(values[0]) : KeywordList.Split([.. values])).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Highwire's references are fields in one tag (<c>citation_title=…; citation_doi=…</c>), or a citation as text.</summary>
    private static IReadOnlyList<ArticleLink> LinksOf(Parts page) =>
        page.Meta.All("citation_reference").Select(CitedIn).OfType<ArticleLink>().Distinct().ToList() is { Count: > 0 } cited ? cited : page.Body.References();

    private static ArticleLink? CitedIn(string value)
    {
        if (!value.Contains(Prefix, StringComparison.Ordinal))
        {
            return ReferenceText.Link(value);
        }

        var fields = value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(field => field.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(field => field.Length == 2 && field[0].StartsWith(Prefix, StringComparison.Ordinal))
            .ToLookup(field => field[0][Prefix.Length..], field => field[1], StringComparer.Ordinal);
        var citation = string.Join(". ", new[] { string.Join(", ", fields["author"]), fields["title"].FirstOrDefault(), fields["journal_title"].FirstOrDefault(), (fields["publication_date"].FirstOrDefault() ?? fields["year"].FirstOrDefault()) }.Where(part => !string.IsNullOrEmpty(part)));
        return ReferenceText.Link(citation, [.. fields["doi"], .. fields["pmid"].Select(id => $"PMID: {id}"), .. fields["pmcid"]]);
    }

    /// <summary>The parts of a page.</summary>
    private sealed class Parts
    {
        public Parts(HtmlDocument document, ParseReport report)
        {
            Body = new PageBody(document.DocumentNode);
            var nodes = Body.ForMachines;
            Meta = new PageMeta(nodes.Where(node => node.Name == "meta"));
            Data = LinkedData.Of(nodes.Where(node => node.Name == "script" && node.GetAttributeValue("type", "").StartsWith("application/ld+json", StringComparison.OrdinalIgnoreCase)).Select(node => node.InnerText), report);
            Title = MarkupText.Plain(nodes.FirstOrDefault(node => node.Name == "title")?.InnerText);
            Language = nodes.FirstOrDefault(node => node.Name == "html")?.GetAttributeValue("lang", null!);
            Addresses = [.. Meta.Every(["citation_public_url", "citation_abstract_html_url", "citation_fulltext_html_url", "og.url", "prism.url"]), .. nodes.Where(node => node.Name == "link" && node.GetAttributeValue("rel", "") == "canonical").Select(node => node.GetAttributeValue("href", ""))];
        }

        public PageMeta Meta { get; }

        public LinkedData? Data { get; }

        public PageBody Body { get; }

        /// <summary>Of the browser's window.</summary>
        public string? Title { get; }

        public string? Language { get; }

        /// <summary>The page's own.</summary>
        public IReadOnlyList<string> Addresses { get; }
    }
}
