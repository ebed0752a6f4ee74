using System.Text.Json.Nodes;
using LitWatch.Replay.Corpora;

namespace LitWatch.Replay.Crossref;

/// <summary>Crossref's /works and /works/{doi} (protocols, 3.3).</summary>
internal sealed class CrossrefApi(Corpus corpus, ReplayOptions options, TimeProvider time)
{
    private const string AgencySuffix = "/agency";
    private static readonly string[] ListParameters = ["rows", "offset", "sample", "facet", "filter", "query", "cursor", "sort", "order", "select"];
    private readonly WorksCursors _cursors = new(time, options.Seed);
    private readonly Random _sample = new(options.Seed);
    private readonly CrossrefLimits _limits = new(options.RateLimits, time);

    /// <summary><c>works</c> for lists, <c>work</c> for one DOI; null when the path is none of ours.</summary>
    public static string? RouteOf(string path) => path switch
    {
        "/works" or "/works/" => "works",
        _ when path.StartsWith("/works/", StringComparison.Ordinal) => "work",
        _ => null,
    };

    public (Answer? Refusal, Dictionary<string, string> Headers, IDisposable Lease) Admit(string route, ReplayedRequest request) => _limits.Admit(request, isList: route == "works");

    public Answer Respond(string route, ReplayedRequest request) => route == "works" ? List(request) : Single(request);

    private static Answer Envelope(string type, JsonNode message) =>
        Answer.Json(new JsonObject { ["status"] = "ok", ["message-type"] = type, ["message-version"] = "1.0.0", ["message"] = message });

    private Answer Single(ReplayedRequest request)
    {
        var refused = ListParameters.Where(p => request[p] is not null).Select(p => new Failure("parameter-not-allowed", p, $"This route does not support {p}")).ToList();
        if (refused.Count > 0)
        {
            return Failure.Validation(refused);
        }

        // The DOI may come with its slash encoded or plain; only the path as sent tells %2F from /.
        var doi = Bare(Uri.UnescapeDataString(request.Path["/works/".Length..]));
        var wantsAgency = doi.EndsWith(AgencySuffix, StringComparison.Ordinal);
        return corpus.Works.Find(wantsAgency ? doi[..^AgencySuffix.Length] : doi) switch
        {
            null => Failure.NotFound(),
            { } work when wantsAgency => Envelope("work-agency", new JsonObject { ["DOI"] = work.Doi, ["agency"] = new JsonObject { ["id"] = "crossref", ["label"] = "Crossref" } }),
            { } work => Envelope("work", Scored(work)),
        };
    }

    /// <summary>A resolver's address or <c>doi:</c> before the DOI is accepted, as recorded.</summary>
    private static string Bare(string doi) =>
        Array.Find((string[])["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"], p => doi.StartsWith(p, StringComparison.OrdinalIgnoreCase)) is { } prefix
            ? doi[prefix.Length..]
            : doi;

    private static JsonNode Scored(CrossrefWork work)
    {
        // Single works carry a score of 1, whatever list they were recorded from.
        var copy = work.Json.DeepClone();
        copy["score"] = 1;
        return copy;
    }

    private Answer List(ReplayedRequest request)
    {
        var failures = new List<Failure>();
        var asked = WorksRequest.Of(request, failures);
        if (failures.Count > 0)
        {
            return Failure.Validation(failures);
        }

        if (asked.Cursor is { } cursor and not "*")
        {
            return _cursors.Next(cursor, asked.Rows) is var (page, total) ? Envelope("work-list", Message(asked, page, total, cursor)) : Failure.Cursor(cursor);
        }

        var all = Order(corpus.Works.Search(asked.Queries).Where(r => asked.Filter(r.Work)), asked).ToList();
        if (asked.Sample is { } count)
        {
            return Envelope("work-list", Message(asked, Sample(all, count), all.Count, nextCursor: null));
        }

        var first = all.Skip(asked.Offset).Take(asked.Rows).ToList();
        var next = asked.Cursor is null ? null : asked.Rows == 0 ? "*" : _cursors.Open(all, first.Count);
        return Envelope("work-list", Message(asked, first, all.Count, next));
    }

    private List<(CrossrefWork Work, double Score)> Sample(List<(CrossrefWork Work, double Score)> all, int count)
    {
        lock (_sample)
        {
            var shuffled = all.ToArray();
            _sample.Shuffle(shuffled);
            return [.. shuffled.Take(count)];
        }
    }

    private static IEnumerable<(CrossrefWork Work, double Score)> Order(IEnumerable<(CrossrefWork Work, double Score)> works, WorksRequest asked)
    {
        var sort = asked.Sort ?? (asked.Queries.Count > 0 ? "score" : "updated");
        IComparable Key((CrossrefWork Work, double Score) r) => sort switch
        {
            "score" or "relevance" => r.Score,
            "updated" or "deposited" => r.Work.Deposited,
            "indexed" => r.Work.Indexed,
            "created" => r.Work.Created,
            "is-referenced-by-count" or "references-count" => r.Work.Count(sort),
            _ => r.Work.Day(sort) ?? DateOnly.MinValue,
        };
        return asked.Ascending ? works.OrderBy(Key) : works.OrderByDescending(Key);
    }

    private static JsonObject Message(WorksRequest asked, IReadOnlyList<(CrossrefWork Work, double Score)> page, int total, string? nextCursor)
    {
        var message = new JsonObject { ["facets"] = new JsonObject() };
        if (nextCursor is not null)
        {
            message["next-cursor"] = nextCursor;
        }

        message["total-results"] = total;
        message["items"] = new JsonArray([.. page.Select(r => r.Work.Select(asked.Select, r.Score))]);
        message["items-per-page"] = asked.Sample ?? asked.Rows;
        message["query"] = new JsonObject { ["start-index"] = asked.Offset, ["search-terms"] = asked.SearchTerms };
        return message;
    }
}
