using System.Globalization;

namespace LitWatch.Replay.Faults;

/// <summary>One fault and when it strikes. Conditions that are set must all hold; none set means every request of the route.</summary>
internal sealed record FaultRule
{
    /// <summary>esearch, efetch, esummary, epost, einfo, works (lists), work (one DOI), doi (the resolver), page, robots or * for all.</summary>
    public string Route { get; init; } = "*";

    public required FaultKind Kind { get; init; }

    public int Status { get; init; } = 503;

    public string? Body { get; init; }

    /// <summary>The Retry-After header, in seconds.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Where a redirect leads.</summary>
    public string? Location { get; init; }

    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Cut without a Content-Length.</summary>
    public bool Chunked { get; init; }

    /// <summary>Strikes the nth request of the route since the rule was added, counted from 1.</summary>
    public int? Nth { get; init; }

    /// <summary>Strikes every kth request of the route.</summary>
    public int? Every { get; init; }

    /// <summary>Strikes at most so many times.</summary>
    public int? Limit { get; init; }

    /// <summary>Strikes by chance, drawn from the plan's seed.</summary>
    public double? Probability { get; init; }

    public bool IsFor(string route) => Route == "*" || Route.Equals(route, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads <c>route=efetch,kind=status,status=503,nth=2</c>. <c>body=</c> comes last and takes the rest, commas included.</summary>
    /// <exception cref="FormatException">The text is no rule; the message says why.</exception>
    public static FaultRule Parse(string spec)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var rest = spec; rest.Length > 0;)
        {
            var isBody = rest.StartsWith("body=", StringComparison.OrdinalIgnoreCase);
            var comma = isBody ? -1 : rest.IndexOf(',', StringComparison.Ordinal);
            var part = comma < 0 ? rest : rest[..comma];
            rest = comma < 0 ? "" : rest[(comma + 1)..].TrimStart();
            var pair = part.Split('=', 2);
            settings[pair[0].Trim()] = pair.Length == 2 ? pair[1].Trim() : throw new FormatException($"'{part}' is not name=value");
        }

        return settings.Aggregate(new FaultRule { Kind = KindOf(settings, spec) }, (rule, s) => rule.With(s.Key.ToLowerInvariant(), s.Value));
    }

    private static FaultKind KindOf(Dictionary<string, string> settings, string spec)
    {
        var name = settings.Remove("kind", out var value) ? value : throw new FormatException($"'{spec}' has no kind=");
        return Enum.TryParse<FaultKind>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var kind) && Enum.IsDefined(kind)
            ? kind
            : throw new FormatException($"'{name}' is no kind of fault; kinds are {string.Join(", ", Enum.GetNames<FaultKind>()).ToLowerInvariant()}");
    }

    private FaultRule With(string name, string value) => name switch
    {
        "route" => this with { Route = value },
        "status" => this with { Status = Number(name, value) },
        "body" => this with { Body = value },
        "retry-after" => this with { RetryAfter = Number(name, value) },
        "location" => this with { Location = value },
        "delay" => this with { Delay = TimeSpan.FromSeconds(Fraction(name, value)) },
        "chunked" => this with { Chunked = value is "true" or "1" },
        "nth" => this with { Nth = Number(name, value) },
        "every" => this with { Every = Math.Max(1, Number(name, value)) },
        "limit" => this with { Limit = Number(name, value) },
        "probability" => this with { Probability = Fraction(name, value) },
        _ => throw new FormatException($"a fault has no setting '{name}'"),
    };

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"{name}={value} is no whole number");

    private static double Fraction(string name, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"{name}={value} is no number");
}
