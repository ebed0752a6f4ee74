using System.Globalization;

namespace LitWatch.Replay.Crossref;

/// <summary>The parameters of /works, checked as the real service checks them: every fault is named, not only the first.</summary>
internal sealed record WorksRequest
{
    public const int DefaultRows = 20;
    public const int MaxRows = 1_000;
    public const int MaxOffset = 10_000;
    public const int MaxSample = 100;

    private static readonly string[] Parameters = ["query", "rows", "offset", "sample", "filter", "sort", "order", "cursor", "select", "mailto", "facet"];
    private static readonly string[] Sorts =
        ["score", "relevance", "updated", "deposited", "indexed", "published", "published-print", "published-online", "issued", "created", "is-referenced-by-count", "references-count"];

    private static readonly HashSet<string> Selectable = new(StringComparer.Ordinal)
    {
        "abstract", "URL", "resource", "member", "posted", "score", "created", "degree", "update-policy", "short-title", "license", "ISSN", "container-title", "issued", "update-to", "issue", "prefix",
        "approved", "indexed", "article-number", "clinical-trial-number", "accepted", "author", "group-title", "DOI", "is-referenced-by-count", "updated-by", "event", "chair", "standards-body",
        "original-title", "funder", "translator", "published", "archive", "published-print", "alternative-id", "subject", "subtitle", "published-online", "publisher-location", "content-domain",
        "reference", "title", "link", "type", "publisher", "volume", "references-count", "ISBN", "issn-type", "assertion", "deposited", "page", "content-created", "short-container-title", "relation", "editor",
    };

    public IReadOnlyList<(string Field, string Text)> Queries { get; private init; } = [];

    public string? SearchTerms { get; private init; }

    public int Rows { get; private init; } = DefaultRows;

    public int Offset { get; private init; }

    public int? Sample { get; private init; }

    public string? Cursor { get; private init; }

    public string? Sort { get; private init; }

    public bool Ascending { get; private init; }

    public IReadOnlyList<string> Select { get; private init; } = [];

    public Func<CrossrefWork, bool> Filter { get; private init; } = _ => true;

    public static WorksRequest Of(ReplayedRequest request, List<Failure> failures)
    {
        foreach (var name in request.Parameters.Select(p => p.Key).Distinct(StringComparer.Ordinal))
        {
            CheckName(name, failures);
        }

        var (sample, cursor) = (request.NonEmpty("sample"), request.NonEmpty("cursor"));
        if (sample is not null && (request["rows"] ?? request["offset"]) is not null)
        {
            failures.Add(new Failure("sample-with-rows-or-offset", "sample", "Sample cannot be combined with rows or offset"));
        }

        if (cursor is not null && (request["offset"] ?? sample) is not null)
        {
            failures.Add(new Failure("cursor-with-offset-or-sample", "cursor", "Cursor cannot be combined with offset or sample"));
        }

        CheckOneOf("sort-field-not-valid", "Sort field", request.NonEmpty("sort"), Sorts, failures);
        CheckOneOf("sort-order-not-valid", "Sort order", request.NonEmpty("order"), ["asc", "desc", "1", "-1"], failures);
        return new WorksRequest
        {
            Queries = [.. request.Parameters.Where(p => p.Value.Trim().Length > 0 && (p.Key == "query" || WorkWords.Fields.Contains(p.Key, StringComparer.Ordinal))).Select(p => (p.Key, p.Value))],
            SearchTerms = request.NonEmpty("query"),
            Rows = Integer(request["rows"], MaxRows, "", failures) ?? DefaultRows,
            Offset = Integer(request["offset"], MaxOffset, " Use the cursor parameter to page further into result sets.", failures) ?? 0,
            Sample = Integer(sample, MaxSample, "", failures),
            Cursor = cursor,
            Sort = request.NonEmpty("sort"),
            Ascending = request["order"] is "asc" or "1",
            Select = Selected(request.NonEmpty("select"), failures),
            Filter = request.NonEmpty("filter") is { } filter ? WorksFilter.Parse(filter, failures) : _ => true,
        };
    }

    private static void CheckName(string name, List<Failure> failures)
    {
        if (name == "facet")
        {
            failures.Add(new Failure("parameter-not-allowed", "facet", "This route does not support facet"));
        }
        else if (name.StartsWith("query.", StringComparison.Ordinal))
        {
            if (!WorkWords.Fields.Contains(name, StringComparer.Ordinal))
            {
                var field = name["query.".Length..];
                failures.Add(new Failure("field-query-not-available", field, $"Field query '{field}' specified but there is no such field query for this route. Valid field queries for this route are: {string.Join(", ", WorkWords.Fields.Select(f => f["query.".Length..]))}"));
            }
        }
        else if (!Parameters.Contains(name, StringComparer.Ordinal))
        {
            failures.Add(new Failure("unknown-parameter", name, $"Parameter {name} specified but there is no such parameter available on any route"));
        }
    }

    private static void CheckOneOf(string type, string friendly, string? value, string[] allowed, List<Failure> failures)
    {
        if (value is not null && !allowed.Contains(value, StringComparer.Ordinal))
        {
            failures.Add(new Failure(type, value, $"{friendly} specified as {value} but must be one of: {string.Join(", ", allowed)}"));
        }
    }

    private static int? Integer(string? text, int max, string hint, List<Failure> failures)
    {
        if (text is null)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= max)
        {
            return number;
        }

        failures.Add(new Failure("integer-not-valid", text, string.Create(CultureInfo.InvariantCulture, $"Integer specified as {text} but must be a positive integer less than or equal to {max}. {hint}")));
        return null;
    }

    private static List<string> Selected(string? text, List<Failure> failures)
    {
        var fields = (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var field in fields.Where(f => !Selectable.Contains(f)))
        {
            failures.Add(new Failure("select-not-available", field, $"Select '{field}' specified but there is no such select for this route. Valid selects for this route are: {string.Join(", ", Selectable)}"));
        }

        return fields;
    }
}
