using System.Text.Json;
using LitWatch.Articles;

namespace LitWatch.Sources.Crossref;

/// <summary>One work as an <see cref="Article"/>. Never throws on a JSON object: what is not as expected is unknown.</summary>
internal static class CrossrefWork
{
    private static readonly string[] PublicationDates = ["published-print", "published-online", "published", "issued", "posted", "published-other"];

    public static Article ToArticle(JsonElement element, ParseReport report, DateTimeOffset? retrieved)
    {
        var work = new CrossrefMembers(element);
        var id = work.Text("DOI")?.Trim().ToLowerInvariant() ?? "";
        Doi? doi = Doi.TryParse(id, out var valid) ? valid : null;
        if (doi is null)
        {
            report.Warn($"'{id}' stands for a DOI and is none; left out.");
        }

        var title = TitleOf(work);
        id = doi?.ToString() ?? (id.Length > 0 ? id : $"title:{title}");
        return new Article
        {
            Id = ArticleId.Of(SourceNames.Crossref, id),
            Doi = doi,
            Title = title,
            VernacularTitle = MarkupText.Plain(work.Text("original-title")) is { } original && original != title && original != MarkupText.Plain(work.Text("title")) ? original : null,
            Abstract = MarkupText.Sections(work.Text("abstract")),
            Authors = [.. work.Many("author").Select(Author).OfType<Author>()],
            Journal = Journal(work),
            Published = Published(work),
            Languages = LanguageCode.ToIso6392(work.Text("language")) is { } language ? [language] : [],
            PublicationTypes = PlainText.Normalize(work.Text("type")) is { } type ? [type] : [],
            Links = CrossrefLinks.Of(work),
            Dates = new ArticleDates { Created = Stamp(work, "created"), Revised = Stamp(work, "indexed") },
            Records = [new(SourceNames.Crossref, id, doi?.ToUri(), retrieved)],
            IsRetracted = CrossrefLinks.IsRetracted(work),
        };
    }

    // Crossref parts what PubMed and the reader see as one title; a publisher may have put the subtitle into both places.
    private static string? TitleOf(CrossrefMembers work)
    {
        var title = MarkupText.Plain(work.Text("title"));
        return MarkupText.Plain(work.Text("subtitle")) is not { } subtitle || title is null || title.Contains(subtitle, StringComparison.OrdinalIgnoreCase) ? title
            : title[^1] is ':' or '?' or '!' or '.' ? $"{title} {subtitle}"
            : $"{title}: {subtitle}";
    }

    private static Author? Author(JsonElement author)
    {
        var result = new Author
        {
            Family = MarkupText.Plain(author.Text("family"u8)),
            Given = MarkupText.Plain(author.Text("given"u8)),
            Collective = MarkupText.Plain(author.Text("name"u8) ?? author.Text("literal"u8)),
            Orcid = Orcid.Normalize(author.Text("ORCID"u8)),
            Affiliations = [.. JsonText.Many(author.Member("affiliation"u8)).Select(affiliation => MarkupText.Plain(affiliation.Text("name"u8) ?? JsonText.Text(affiliation))).OfType<string>().Distinct(StringComparer.Ordinal)],
        };
        return (result.Family ?? result.Given ?? result.Collective) is null ? null : result;
    }

    private static Journal? Journal(CrossrefMembers work)
    {
        var journal = new Journal
        {
            Title = MarkupText.Plain(work.Text("container-title")),
            IsoAbbreviation = MarkupText.Plain(work.Text("short-container-title") ?? work.Text("container-title-short")),
            Issn = [.. work.Many("ISSN").Select(JsonText.Text).Select(PlainText.Normalize).OfType<string>().Distinct(StringComparer.Ordinal)],
            Volume = PlainText.Normalize(work.Text("volume")),
            Issue = PlainText.Normalize(work.Text("issue") ?? work.Member("journal-issue")?.Text("issue")),
            Pages = PlainText.Normalize(work.Text("page") ?? work.Text("article-number")),
        };
        return journal is { Title: null, IsoAbbreviation: null, Issn.Count: 0, Volume: null, Issue: null, Pages: null } ? null : journal;
    }

    /// <summary>
    /// The most precise of the publication dates, and of those the earliest: <c>issued</c> is often a mere year, or a cover date to come.
    /// </summary>
    private static PartialDate? Published(CrossrefMembers work)
    {
        PartialDate? best = null;
        foreach (var name in PublicationDates)
        {
            if (work.Member(name) is { } member && Date(member) is { } date && (best is not { } known || date.Precision > known.Precision || (date.Precision == known.Precision && date.CompareTo(known) < 0)))
            {
                best = date;
            }
        }

        return best;
    }

    /// <summary>The first of <c>date-parts</c>, one to three numbers; <c>[[null]]</c> is Crossref's "not known".</summary>
    public static PartialDate? Date(JsonElement date)
    {
        var first = JsonText.Many(date.Member("date-parts"u8)).FirstOrDefault();
        return first.ValueKind == JsonValueKind.Array ? PartialDate.Of(Part(first, 0), Part(first, 1), Part(first, 2)) : null;
    }

    private static int? Part(JsonElement parts, int place) => place < parts.GetArrayLength() ? JsonText.Number(parts[place]) : null;

    /// <summary>A day of Crossref's own history (UTC).</summary>
    private static DateOnly? Stamp(CrossrefMembers work, string name) =>
        work.Member(name) is { } date && Date(date) is { Precision: 3 } day ? day.Earliest : null;
}
