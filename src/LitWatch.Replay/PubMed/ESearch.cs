using System.Globalization;
using LitWatch.Replay.PubMed.Query;

namespace LitWatch.Replay.PubMed;

/// <summary>ESearch: terms to PMIDs, with the cap at 9,999 (protocols, 3.1).</summary>
internal sealed class ESearch(PubMedIndex index, ReplayOptions options, TimeProvider time, SearchHistory history)
{
    private const int DefaultCount = 20;

    /// <summary>More wildcards make the back end fail (protocols, 3.1).</summary>
    private const int MaxWildcards = 256;

    /// <summary>Farther back than any record, and still a date.</summary>
    private const int LongestReldate = 365 * 1_000;

    private static readonly Dictionary<string, Field> DateTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["edat"] = Field.EntryDate, ["pdat"] = Field.PublicationDate, ["mdat"] = Field.ModificationDate, ["crdt"] = Field.CreateDate, ["mhda"] = Field.MeshDate,
    };

    public Answer Respond(ReplayedRequest request)
    {
        var db = request.NonEmpty("db") ?? "pubmed";
        if (!db.Equals("pubmed", StringComparison.OrdinalIgnoreCase))
        {
            return ESearchAnswer.Error(request, $"Invalid db name specified: {db}");
        }

        var key = request.Number("query_key", 0);
        var term = request.NonEmpty("term")?.Trim();
        var stored = term is null && key > 0 ? history.Find(request["WebEnv"], key) : null;
        if (string.IsNullOrEmpty(term) && stored is null)
        {
            return ESearchAnswer.Error(request, key > 0 ? $"Unable to obtain query #{key}" : "Empty term and query_key - nothing todo");
        }

        if (term?.Count(c => c == '*') > MaxWildcards)
        {
            return ESearchAnswer.Error(request, "Search Backend failed: Unable to process the request: too many wildcards");
        }

        var query = stored is null ? Understand(term!, request) : new ParsedQuery(new Earlier(key), [], [], [], 0);
        var result = new QueryEvaluator(index, Today, options.NarrowerHeadings, n => history.Find(request["WebEnv"], n)).Run(query);
        return Page(request, result);
    }

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>The term, within the field and the dates that parameters ask for.</summary>
    private ParsedQuery Understand(string term, ReplayedRequest request)
    {
        var query = QueryParser.Parse(term);
        if (request.NonEmpty("field") is { } tag && FieldTags.TryParse(tag, out var field, out _) && query.Root is not null)
        {
            query = query with { Root = Limit(query.Root, field) };
        }

        return Dates(request) is { } dates && query.Root is not null ? query with { Root = new Chain([(Operator.And, query.Root), (Operator.And, dates)]) } : query;
    }

    private static QueryNode Limit(QueryNode node, Field field) => node switch
    {
        Chain chain => new Chain([.. chain.Links.Select(link => (link.Operator, Limit(link.Node, field)))]),
        Term { Field: null } term => term with { Field = field },
        _ => node,
    };

    /// <summary>mindate and maxdate count only together; one alone is ignored, as the real service ignores it.</summary>
    private Span? Dates(ReplayedRequest request)
    {
        var field = DateTypes.GetValueOrDefault(request["datetype"] ?? "pdat", Field.PublicationDate);
        if (request.NonEmpty("mindate") is { } from && request.NonEmpty("maxdate") is { } to)
        {
            return new Span(from, to, field);
        }

        var days = Math.Min(request.Number("reldate", 0), LongestReldate);
        return days > 0 ? new Span(Today.AddDays(-days).ToString("yyyy/MM/dd", CultureInfo.InvariantCulture), Today.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture), field) : null;
    }

    private Answer Page(ReplayedRequest request, QueryResult result)
    {
        var (start, asked, cap) = (request.Number("retstart", 0), request.Number("retmax", DefaultCount), options.SearchCap);
        if (start >= cap)
        {
            return ESearchAnswer.BeyondCap(request, cap);
        }

        var messages = result.Messages.ToList();
        if ((long)start + asked > cap)
        {
            asked = cap - start;
            messages.Add(string.Create(CultureInfo.InvariantCulture, $"Restrictions achieved. start and count adjusted to {start}, {asked}"));
        }

        var sort = request.NonEmpty("sort");
        if (!RecordOrder.IsKnown(sort))
        {
            messages.Add($"Unknown sort schema '{sort}' ignored");
        }

        var pmids = RecordOrder.Sort(result.Docs.Docs().Select(doc => index.Records[doc]), sort, result.Words).Select(r => r.Pmid).ToList();
        var rettype = request["rettype"];
        if (string.Equals(rettype, "count", StringComparison.OrdinalIgnoreCase))
        {
            return ESearchAnswer.CountOnly(request, pmids.Count);
        }

        var session = string.Equals(request["usehistory"], "y", StringComparison.OrdinalIgnoreCase) ? history.Add(request.NonEmpty("WebEnv"), pmids) : ((string, int)?)null;
        return ESearchAnswer.Full(request, result with { Messages = messages }, pmids.Count, start, [.. pmids.Skip(start).Take(asked)], session);
    }
}
