using System.Globalization;
using System.Text.RegularExpressions;
using LitWatch.Articles;
using LitWatch.Sources.Files;

namespace LitWatch.Sources.PubMed;

/// <summary>One record of MEDLINE text as an <see cref="Article"/>, to say what the same record says in XML as far as the format goes (no identifiers of headings).</summary>
internal sealed partial class MedlineRecord(TaggedRecord record)
{
    private const string DoiMark = "[doi]";

    /// <summary>Tags of comments and corrections, and the RefType that XML has for them.</summary>
    private static readonly Dictionary<string, string> LinkTags = new(StringComparer.Ordinal)
    {
        ["CON"] = "commentOn", ["CIN"] = "commentIn", ["EIN"] = LinkTypes.ErratumIn, ["EFR"] = LinkTypes.ErratumFor, ["CRI"] = "correctedandRepublishedIn",
        ["CRF"] = "correctedandRepublishedFrom", ["DDIN"] = "associatedDataset", ["DRIN"] = "associatedPublication", ["ECI"] = LinkTypes.ExpressionOfConcernIn, ["ECF"] = LinkTypes.ExpressionOfConcernFor,
        ["RPI"] = "republishedIn", ["RPF"] = "republishedFrom", ["RIN"] = LinkTypes.RetractionIn, ["ROF"] = LinkTypes.RetractionOf, ["RRI"] = "retractedandRepublishedIn",
        ["RRF"] = "retractedandRepublishedFrom", ["UIN"] = LinkTypes.UpdateIn, ["UOF"] = LinkTypes.UpdateOf, ["SPIN"] = "summaryForPatientsIn", ["ORI"] = "originalReportIn",
    };

    public Article ToArticle(ParseReport report, DateTimeOffset? retrieved)
    {
        var ids = new PubMedIds();
        ids.ReadMedline(record.First("PMID"), record.First("PMC"), Dois("AID"), Dois("LID"));
        ids.Report(report);
        var chapter = record.First("TI");
        var book = record.First("BTI");
        var title = chapter ?? book;
        var types = record.All("PT").Distinct(StringComparer.Ordinal).ToList();
        var links = record.Fields.Where(field => LinkTags.ContainsKey(field.Tag)).Select(field => Link(LinkTags[field.Tag], field.Value)).ToList();
        return new Article
        {
            Id = ids.ArticleId(title),
            Pmid = ids.Pmid,
            Doi = ids.Doi,
            Pmcid = ids.Pmcid,
            Title = title,
            VernacularTitle = record.First("TT"),
            Abstract = record.First("AB", "OAB") is { } text ? LabelledAbstract.Split(text) : [],
            Authors = MedlineAuthors.Of(record),
            Journal = Journal(chapter is null ? null : book),
            Published = PubMedDates.Better(PubMedDates.Free(record.First("DP")), Stamp(record.First("DEP")) is { } online ? PartialDate.Of(online) : null),
            Languages = [.. record.All("LA").Select(language => language.ToLowerInvariant()).Distinct(StringComparer.Ordinal)],
            PublicationTypes = types,
            Keywords = [.. KeywordList.Split([.. record.All("OT")]).Distinct(StringComparer.Ordinal)],
            Mesh = [.. record.All("MH").Select(Heading)],
            Substances = [.. record.All("RN").Select(Chemical), .. record.All("NM").Select(name => new Substance(null, name, null))],
            Links = links,
            Dates = new ArticleDates { Created = Stamp(record.First("CRDT")), Entered = Stamp(record.First("EDAT")), Indexed = Stamp(record.First("MHDA")), Revised = Stamp(record.First("LR")) },
            Records = ids.Records(title, retrieved),
            IsRetracted = types.Contains("Retracted Publication", StringComparer.OrdinalIgnoreCase) || links.Any(link => link.Type is LinkTypes.RetractionIn or "retractedandRepublishedIn"),
        };
    }

    /// <summary>Of <c>10.5826/dpc.1202a88 [doi]</c>; a publisher's item number is marked <c>[pii]</c>.</summary>
    private IEnumerable<string> Dois(string tag) => record.All(tag).Where(id => id.EndsWith(DoiMark, StringComparison.OrdinalIgnoreCase)).Select(id => id[..^DoiMark.Length].Trim());

    private Journal? Journal(string? book)
    {
        var journal = new Journal
        {
            Title = record.First("JT") ?? book,
            IsoAbbreviation = record.First("TA"),
            Issn = [.. record.All("IS").Select(issn => issn.Split(' ')[0]).Where(issn => issn.Length == 9).Distinct(StringComparer.Ordinal)],
            Volume = record.First("VI"),
            Issue = record.First("IP"),
            Pages = record.First("PG"),
        };
        return journal is { Title: null, IsoAbbreviation: null, Issn.Count: 0, Volume: null } ? null : journal;
    }

    /// <summary><c>*Psoriasis/chemically induced/*drug therapy</c>: the star marks what the article is about.</summary>
    private static MeshHeading Heading(string text)
    {
        var parts = text.Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length == 0
            ? new MeshHeading(null, text, Major: false)
            : new MeshHeading(null, parts[0].TrimStart('*'), parts[0].StartsWith('*')) { Qualifiers = [.. parts.Skip(1).Select(name => new MeshQualifier(null, name.TrimStart('*'), name.StartsWith('*')))] };
    }

    /// <summary><c>0 (Natalizumab)</c>, <c>EC 3.4.21.5 (Thrombin)</c>; NLM writes 0 for "no registry number".</summary>
    private static Substance Chemical(string text)
    {
        var open = text.IndexOf(" (", StringComparison.Ordinal);
        return open > 0 && text.EndsWith(')')
            ? new Substance(null, text[(open + 2)..^1], text[..open] is "0" ? null : text[..open])
            : new Substance(null, text, null);
    }

    private static ArticleLink Link(string type, string text)
    {
        var pmid = PmidIn().Match(text);
        var doi = DoiIn().Match(text);
        var citation = PlainText.Normalize(pmid.Success ? text[..pmid.Index] : text);
        return new ArticleLink(type)
        {
            Pmid = pmid.Success ? PubMedIds.Parse<Pmid>(pmid.Groups["id"].Value) : null,
            Doi = doi.Success ? PubMedIds.Parse<Doi>(doi.Value) : null,
            Citation = citation,
        };
    }

    /// <summary><c>2022/05/30 03:59</c>, <c>20220530</c>; the day only.</summary>
    private static DateOnly? Stamp(string? text) =>
        DateOnly.TryParseExact(text?.Split(' ')[0], ["yyyy/MM/dd", "yyyyMMdd", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    [GeneratedRegex(@"\s*PMID:\s*(?<id>\d{1,9})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PmidIn();

    [GeneratedRegex(@"\b10\.\d{4,9}/[^\s;]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DoiIn();
}
