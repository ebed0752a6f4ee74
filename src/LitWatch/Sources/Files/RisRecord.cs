using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using LitWatch.Articles;
using LitWatch.Sources.Crossref;
using LitWatch.Sources.PubMed;

namespace LitWatch.Sources.Files;

/// <summary>One record of RIS as an <see cref="Article"/>.</summary>
internal sealed partial class RisRecord(TaggedRecord record)
{
    /// <summary>Names of languages in English, as exports write them, and their codes.</summary>
    private static readonly Lazy<Dictionary<string, string>> Languages = new(() => CultureInfo.GetCultures(CultureTypes.NeutralCultures)
        .Where(culture => culture.TwoLetterISOLanguageName.Length == 2 && culture.Parent.Equals(CultureInfo.InvariantCulture))
        .DistinctBy(culture => culture.EnglishName, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(culture => culture.EnglishName, culture => culture.TwoLetterISOLanguageName, StringComparer.OrdinalIgnoreCase));

    public Article ToArticle(ParseReport report)
    {
        var title = record.First("TI", "T1", "CT");
        var book = record.First("BT");
        var doi = DoiOf(report);
        var pmid = PmidOf();
        var journal = JournalOf(title is null ? null : book);
        title ??= book;
        if (title is null && doi is null && pmid is null)
        {
            report.Warn($"The record of line {record.Line} has neither title nor identifier.");
        }

        var published = Published();
        var id = doi is { } known ? $"doi:{known}" : pmid is { } number ? $"pmid:{number}" : $"title:{title}|{published?.Year}|{journal?.Title ?? journal?.IsoAbbreviation}|{journal?.Volume}|{journal?.Pages}";
        return new Article
        {
            Id = ArticleId.Of(SourceNames.Import, id),
            Pmid = pmid,
            Doi = doi,
            Pmcid = record.All("C2", "C7", "C6", "U2").Where(text => text.StartsWith("PMC", StringComparison.OrdinalIgnoreCase)).Select(PubMedIds.Parse<Pmcid>).FirstOrDefault(pmcid => pmcid is not null),
            Title = title,
            VernacularTitle = record.First("TT", "OP"),
            Abstract = record.First("AB", "N2") is { } text ? LabelledAbstract.Split(text) : [],
            Authors = [.. (record.Has("AU") || record.Has("A1") ? record.All("AU", "A1") : record.All("A2", "ED")).Select(AuthorOf)],
            Journal = journal,
            Published = published,
            Languages = [.. record.All("LA").SelectMany(names => names.Split([',', ';'], StringSplitOptions.TrimEntries)).Select(LanguageOf).OfType<string>().Distinct(StringComparer.Ordinal)],
            PublicationTypes = [.. record.All("M3", "PT").Where(type => !type.StartsWith("10.", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)],
            Keywords = [.. KeywordList.Split([.. record.All("KW")]).Distinct(StringComparer.Ordinal)],
            Records = [new ArticleRecord(SourceNames.Import, id, Address(), Retrieved: null)],
        };
    }

    /// <summary>DO, or the DOI that another field holds: exports put it into the address, the note or the type of work.</summary>
    private Doi? DoiOf(ParseReport report)
    {
        foreach (var text in record.All("DO", "DI"))
        {
            if (PubMedIds.Parse<Doi>(text) is { } doi)
            {
                return doi;
            }

            report.Warn($"The record of line {record.Line}: '{text}' stands for a DOI and is none; left out.");
        }

        foreach (var text in record.All("UR", "L3", "LK", "M3", "N1", "ID"))
        {
            if (PubMedIds.Parse<Doi>(text) is { } doi)
            {
                return doi;
            }

            if (DoiIn().Match(text) is { Success: true } inside && PubMedIds.Parse<Doi>(inside.Groups["doi"].Value) is { } named)
            {
                return named;
            }
        }

        return null;
    }

    /// <summary>An accession number of PubMed or MEDLINE, or the number in PubMed's address. Embase's begin with L, others are numbers of their own databases.</summary>
    private Pmid? PmidOf()
    {
        var inAddress = record.All("UR", "L2", "LK").Select(address => PubMedAddress().Match(address)).FirstOrDefault(match => match.Success);
        if (inAddress is not null)
        {
            return PubMedIds.Parse<Pmid>(inAddress.Groups["id"].Value);
        }

        var isPubMed = record.All("DB", "DP").Any(name => name.Contains("pubmed", StringComparison.OrdinalIgnoreCase) || name.Contains("medline", StringComparison.OrdinalIgnoreCase) || name.Contains("nlm", StringComparison.OrdinalIgnoreCase));
        var marked = record.All("AN", "C5", "U1", "ID").Select(text => MarkedPmid().Match(text)).FirstOrDefault(match => match.Success);
        return marked is not null ? PubMedIds.Parse<Pmid>(marked.Groups["id"].Value)
            : isPubMed || !record.Has("DB") ? record.All("AN").Select(PubMedIds.Parse<Pmid>).FirstOrDefault(pmid => pmid is not null)
            : null;
    }

    private Journal? JournalOf(string? book)
    {
        var first = record.First("SP");
        var last = record.First("EP");
        var journal = new Journal
        {
            Title = record.First("JF", "T2", "JO") ?? book,
            IsoAbbreviation = record.First("JA", "J2", "J1") ?? (record.Has("JF") || record.Has("T2") ? record.First("JO") : null),
            Issn = [.. record.All("SN").SelectMany(IssnText.All).Distinct(StringComparer.Ordinal)],
            Volume = record.First("VL"),
            Issue = record.First("IS"),
            Pages = first is null ? last : last is null || last == first || first.Contains('-', StringComparison.Ordinal) ? first : $"{first}-{last}",
        };
        return journal is { Title: null, IsoAbbreviation: null, Issn.Count: 0, Volume: null, Pages: null } ? null : journal;
    }

    /// <summary>The best known of PY, Y1 and DA: <c>2022/04/30/Spring</c>, <c>2022///</c>, <c>2022-04</c>, <c>30 Apr 2022</c>.</summary>
    private PartialDate? Published() => record.All("DA", "PY", "Y1").Select(DateOf).Aggregate((PartialDate?)null, PubMedDates.Better);

    private static PartialDate? DateOf(string text)
    {
        var parts = text.Split(['/', '-', '.'], StringSplitOptions.TrimEntries);
        var year = PubMedWalk.Number(parts[0]);
        return parts[0].Length == 4 && year is not null
            ? PartialDate.Of(year, parts.Length > 1 ? PubMedWalk.Number(parts[1]) : null, parts.Length > 2 ? PubMedWalk.Number(parts[2]) : null)
            : PubMedDates.Free(text);
    }

    /// <summary><c>Doe, Jane A</c>, <c>Doe, J. A., Jr</c>, <c>Doe JA</c>, <c>The Study Group</c>.</summary>
    private static Author AuthorOf(string name)
    {
        var parts = name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > 1)
        {
            return new Author { Family = parts[0], Given = parts[1] };
        }

        var last = name[(name.LastIndexOf(' ') + 1)..];
        var initials = last.Replace(".", "", StringComparison.Ordinal);
        return last.Length < name.Length && initials.Length is > 0 and <= 4 && initials.All(letter => char.IsUpper(letter) || letter == '-')
            ? new Author { Family = name[..^(last.Length + 1)].TrimEnd(), Initials = initials }
            : name.Contains(' ', StringComparison.Ordinal) ? new Author { Collective = name } : new Author { Family = name };
    }

    private static string? LanguageOf(string name) => LanguageCode.ToIso6392(Languages.Value.GetValueOrDefault(name) ?? name);

    private Uri? Address() =>
        record.All("UR", "L2", "LK").Select(text => Uri.TryCreate(WebUtility.HtmlDecode(text), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null).FirstOrDefault(address => address is not null);

    [GeneratedRegex(@"\b(?:doi:?\s*|doi\.org/)(?<doi>10\.\d{4,9}/[^\s;""<>]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DoiIn();

    [GeneratedRegex(@"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed|/entrez/query\.fcgi\?\S*list_uids=)/?(?<id>\d{1,9})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PubMedAddress();

    [GeneratedRegex(@"^(?:PMID:?\s*|medline:)(?<id>\d{1,9})$|^(?<id>\d{1,9})\s*\[pmid\]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MarkedPmid();
}
