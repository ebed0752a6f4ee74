using System.Text.RegularExpressions;
using System.Xml.Linq;
using LitWatch.Articles;

namespace LitWatch.Sources.PubMed;

/// <summary>Relations of a record: CommentsCorrectionsList (every RefType, in camel case) and the references, which are <see cref="LinkTypes.Cites"/>.</summary>
internal static partial class PubMedLinks
{
    public static List<ArticleLink> Of(XElement citation, XElement? data)
    {
        var corrections = citation.Elements("CommentsCorrectionsList").Elements("CommentsCorrections").Select(Correction);
        var references = data?.Elements("ReferenceList").Descendants("Reference").Select(Reference) ?? [];
        return [.. corrections.Concat(references).OfType<ArticleLink>().DistinctBy(Key)];
    }

    private static ArticleLink? Correction(XElement element)
    {
        var type = element.Attribute("RefType")?.Value.Trim();
        if (string.IsNullOrEmpty(type))
        {
            return null;
        }

        var source = PubMedText.Of(element.Element("RefSource"));
        var doi = DoiIn().Match(source ?? "");
        return new ArticleLink(char.ToLowerInvariant(type[0]) + type[1..])
        {
            Pmid = Id<Pmid>(element.Element("PMID")?.Value),
            Doi = doi.Success ? Id<Doi>(doi.Value) : null,
            Citation = source,
        };
    }

    private static ArticleLink? Reference(XElement element)
    {
        var ids = element.Elements("ArticleIdList").Elements("ArticleId").ToLookup(id => id.Attribute("IdType")?.Value, id => id.Value, StringComparer.Ordinal);
        var link = new ArticleLink(LinkTypes.Cites)
        {
            Pmid = Id<Pmid>(ids["pubmed"].FirstOrDefault()),
            Doi = Id<Doi>(ids["doi"].FirstOrDefault()),
            Pmcid = Id<Pmcid>(ids["pmc"].FirstOrDefault()),
            Citation = PubMedText.Of(element.Element("Citation")),
        };
        return link is { Pmid: null, Doi: null, Pmcid: null, Citation: null } ? null : link;
    }

    /// <summary>Old records state their references twice, as Cites and in ReferenceList.</summary>
    private static string Key(ArticleLink link) =>
        $"{link.Type} {(link.Pmid is { } pmid ? pmid.ToString() : link.Doi is { } doi ? doi.ToString() : link.Citation)}";

    private static T? Id<T>(string? text)
        where T : struct, IIdentifier<T> => T.TryParse(text, out var id) ? id : null;

    [GeneratedRegex(@"\b10\.\d{4,9}/[^\s;]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DoiIn();
}
