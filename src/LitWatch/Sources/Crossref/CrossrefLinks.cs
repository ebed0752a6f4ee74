using System.Globalization;
using System.Text.Json;
using LitWatch.Articles;

namespace LitWatch.Sources.Crossref;

/// <summary>
/// Relations of a work: <c>update-to</c> (this is the notice), <c>updated-by</c> (this is what the notice is about; publishers' and Retraction Watch's),
/// <c>relation</c> and <c>reference</c>.
/// </summary>
internal static class CrossrefLinks
{
    private const string Retraction = "retraction";
    private const string Reinstatement = "reinstatement";

    public static List<ArticleLink> Of(CrossrefMembers work)
    {
        var notices = work.Many("update-to").Select(update => Link(Types(update)?.Of, update.Text("DOI")));
        var updates = work.Many("updated-by").Select(update => Link(Types(update)?.In, update.Text("DOI")));
        var relations = work.Member("relation") is { ValueKind: JsonValueKind.Object } relation
            ? relation.EnumerateObject().SelectMany(property => relation.Many(property.Name).Select(other => Related(property.Name, other)))
            : [];
        var links = notices.Concat(updates).Concat(relations).OfType<ArticleLink>().Distinct().ToList();
        var cited = links.Where(link => link.Type == LinkTypes.Cites).Select(link => link.Doi ?? default).ToHashSet();
        foreach (var reference in work.Many("reference"))
        {
            if (Doi.TryParse(reference.Text("DOI"u8), out var doi) && cited.Add(doi))
            {
                links.Add(new ArticleLink(LinkTypes.Cites) { Doi = doi });
            }
        }

        return links;
    }

    /// <summary>
    /// The newest retraction or reinstatement decides; corrections and concerns after it do not undo it ("latest notice wins" mislabels dozens of papers).
    /// Of two on one day, or without a day, the retraction counts.
    /// </summary>
    public static bool IsRetracted(CrossrefMembers work) =>
        work.Many("updated-by")
            .Select(update => (Kind: Kind(update), On: update.Member("updated") is { } date ? CrossrefWork.Date(date)?.Earliest ?? DateOnly.MinValue : DateOnly.MinValue))
            .Where(update => update.Kind is Retraction or Reinstatement)
            .OrderByDescending(update => update.On)
            .ThenByDescending(update => update.Kind == Retraction)
            .Select(update => update.Kind)
            .FirstOrDefault() == Retraction;

    /// <summary>Publishers' words for one thing. https://www.crossref.org/documentation/crossmark/version-control-corrections-and-retractions/</summary>
    private static string? Kind(JsonElement update) => update.Text("type")?.Trim().ToLowerInvariant().Replace('-', '_').Replace(' ', '_') switch
    {
        Retraction or "removal" or "withdrawal" => Retraction,
        Reinstatement => Reinstatement,
        "correction" or "corrigendum" or "erratum" or "addendum" or "clarification" => "correction",
        "expression_of_concern" or "concern" => "concern",
        "partial_retraction" => "partial",
        null or "" => null,
        _ => "update",
    };

    private static (string Of, string In)? Types(JsonElement update) => Kind(update) switch
    {
        Retraction => (LinkTypes.RetractionOf, LinkTypes.RetractionIn),
        Reinstatement => (LinkTypes.ReinstatementOf, LinkTypes.ReinstatementIn),
        "correction" => (LinkTypes.ErratumFor, LinkTypes.ErratumIn),
        "concern" => (LinkTypes.ExpressionOfConcernFor, LinkTypes.ExpressionOfConcernIn),
        "partial" => ("partialRetractionOf", "partialRetractionIn"),
        null => null,
        _ => (LinkTypes.UpdateOf, LinkTypes.UpdateIn),
    };

    private static ArticleLink? Related(string relation, JsonElement other)
    {
        var type = relation switch
        {
            "is-preprint-of" => LinkTypes.PreprintOf,
            "has-preprint" => LinkTypes.HasPreprint,
            "is-comment-on" => "commentOn",
            "has-comment" => "commentIn",
            "cites" or "references" => LinkTypes.Cites,
            _ => null,
        };
        var id = other.Text("id");
        return other.Text("id-type")?.ToLowerInvariant() switch
        {
            "doi" => Link(type, id),
            "pmid" when type is not null && Pmid.TryParse(id, out var pmid) => new ArticleLink(type) { Pmid = pmid },
            _ => null,
        };
    }

    private static ArticleLink? Link(string? type, string? doi) =>
        type is not null && Doi.TryParse(doi, out var valid) ? new ArticleLink(type) { Doi = valid } : null;
}
