using System.Globalization;

namespace LitWatch.Replay.Crossref;

/// <summary>The filter parameter: different filters are AND-ed, one filter repeated is OR-ed (protocols, 3.3).</summary>
internal static class WorksFilter
{
    private static readonly Dictionary<string, Func<CrossrefWork, DateTimeOffset?>> Dates = new(StringComparer.Ordinal)
    {
        ["index-date"] = w => w.Indexed,
        ["deposit-date"] = w => w.Deposited,
        ["update-date"] = w => w.Deposited,
        ["created-date"] = w => w.Created,
        ["pub-date"] = w => Start(w.Day("published") ?? w.Day("issued")),
        ["issued-date"] = w => Start(w.Day("issued")),
        ["online-pub-date"] = w => Start(w.Day("published-online")),
        ["print-pub-date"] = w => Start(w.Day("published-print")),
        ["posted-date"] = w => Start(w.Day("posted")),
        ["accepted-date"] = w => Start(w.Day("accepted")),
    };

    private static readonly Dictionary<string, Func<CrossrefWork, string, bool>> Tests = new(StringComparer.Ordinal)
    {
        ["type"] = (w, v) => w.String("type") == v,
        ["issn"] = (w, v) => w.Strings("ISSN").Contains(v, StringComparer.OrdinalIgnoreCase),
        ["isbn"] = (w, v) => w.Strings("ISBN").Contains(v, StringComparer.OrdinalIgnoreCase),
        ["doi"] = (w, v) => SameDoi(w.Doi, v),
        ["prefix"] = (w, v) => w.Doi.StartsWith(v + "/", StringComparison.OrdinalIgnoreCase),
        ["member"] = (w, v) => w.String("member") == v,
        ["container-title"] = (w, v) => w.Strings("container-title").Contains(v, StringComparer.Ordinal),
        ["updates"] = (w, v) => w.Objects("update-to").Any(u => SameDoi(u["DOI"]?.ToString() ?? "", v)),
        ["update-type"] = (w, v) => w.Objects("update-to").Any(u => u["type"]?.ToString() == v),
        ["relation.type"] = (w, v) => w.Json["relation"] is System.Text.Json.Nodes.JsonObject relation && relation.ContainsKey(v),
        ["is-update"] = Truth(w => w.Objects("update-to").Any()),
        ["has-relation"] = Truth(w => w.Json["relation"] is System.Text.Json.Nodes.JsonObject { Count: > 0 }),
        ["has-abstract"] = Truth(w => w.Json.ContainsKey("abstract")),
        ["has-license"] = Truth(w => w.Json.ContainsKey("license")),
        ["has-full-text"] = Truth(w => w.Json.ContainsKey("link")),
        ["has-references"] = Truth(w => w.Count("reference-count") > 0),
        ["has-funder"] = Truth(w => w.Json.ContainsKey("funder")),
        ["has-orcid"] = Truth(w => w.Objects("author").Any(a => a.ContainsKey("ORCID"))),
        ["has-affiliation"] = Truth(w => w.Objects("author").Any(a => a["affiliation"] is System.Text.Json.Nodes.JsonArray { Count: > 0 })),
    };

    /// <summary>Reads <c>name:value,name:value</c> into one condition, or says what is wrong.</summary>
    public static Func<CrossrefWork, bool> Parse(string text, List<Failure> failures)
    {
        var conditions = new List<(string Name, Func<CrossrefWork, bool> Test)>();
        foreach (var pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Trim().Split(':', 2)))
        {
            if (pair is not [var name, var value])
            {
                failures.Add(new Failure("pair-list-form-invalid", text, $"Pair list form specified as '{text}' but should be of the form: key:val,...,keyN:valN"));
                continue;
            }

            if (Condition(name, value, failures) is { } test)
            {
                conditions.Add((name, test));
            }
        }

        var groups = conditions.GroupBy(c => c.Name, c => c.Test, StringComparer.Ordinal).Select(g => g.ToList()).ToList();
        return work => groups.TrueForAll(g => g.Exists(test => test(work)));
    }

    private static Func<CrossrefWork, bool>? Condition(string name, string value, List<Failure> failures)
    {
        var isFrom = name.StartsWith("from-", StringComparison.Ordinal);
        if ((isFrom || name.StartsWith("until-", StringComparison.Ordinal)) && Dates.TryGetValue(name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..], out var date))
        {
            if (Bounds(value) is not var (first, end))
            {
                failures.Add(new Failure("date-not-valid", value, $"Date specified as {value} but must be of the form: yyyy or yyyy-MM or yyyy-MM-dd"));
                return null;
            }

            return isFrom ? w => date(w) >= first : w => date(w) < end;
        }

        if (!Tests.TryGetValue(name, out var test))
        {
            var known = Dates.Keys.SelectMany(d => (string[])[$"from-{d}", $"until-{d}"]).Concat(Tests.Keys);
            failures.Add(new Failure("filter-not-available", name, $"Filter '{name}' specified but there is no such filter for this route. Valid filters for this route are: {string.Join(", ", known)}"));
            return null;
        }

        if (name.StartsWith("has-", StringComparison.Ordinal) || name.StartsWith("is-", StringComparison.Ordinal))
        {
            if (value is not ("t" or "true" or "1" or "f" or "false" or "0"))
            {
                failures.Add(new Failure("boolean-not-valid", value, $"Boolean specified as {value} but must be one of: t, true, 1, f, false, 0"));
                return null;
            }
        }

        return w => test(w, value);
    }

    /// <summary>First instant of a partial date and the first after it, so that <c>from</c> means the earliest day and <c>until</c> the latest.</summary>
    private static (DateTimeOffset First, DateTimeOffset End)? Bounds(string value)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var culture = CultureInfo.InvariantCulture;
        return value.Length switch
        {
            4 when DateTimeOffset.TryParseExact(value, "yyyy", culture, Utc, out var year) => (year, After(year, y => y.AddYears(1))),
            7 when DateTimeOffset.TryParseExact(value, "yyyy-MM", culture, Utc, out var month) => (month, After(month, m => m.AddMonths(1))),
            10 when DateTimeOffset.TryParseExact(value, "yyyy-MM-dd", culture, Utc, out var day) => (day, After(day, d => d.AddDays(1))),
            > 10 when DateTimeOffset.TryParseExact(value.TrimEnd('Z'), "yyyy-MM-dd'T'HH:mm:ss", culture, Utc, out var instant) => (instant, instant.AddSeconds(1)),
            _ => null,
        };
    }

    private static DateTimeOffset After(DateTimeOffset start, Func<DateTimeOffset, DateTimeOffset> next) => start.Year < 9999 ? next(start) : DateTimeOffset.MaxValue;

    private static DateTimeOffset? Start(DateOnly? day) => day is { } d ? new DateTimeOffset(d.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;

    private static Func<CrossrefWork, string, bool> Truth(Func<CrossrefWork, bool> test) => (w, v) => test(w) == (v is "t" or "true" or "1");

    private static bool SameDoi(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
