using System.Globalization;
using LitWatch.Sources;
using LitWatch.Strategies;
using LitWatch.Strategies.Linting;

namespace LitWatch.Search;

/// <summary>An ad hoc search as a person gives it, on the command line or in a query string.</summary>
internal sealed record AdHocRequest
{
    /// <summary>Synonyms of the drug.</summary>
    public IReadOnlyList<string> Drug { get; init; } = [];

    /// <summary>Synonyms of the reaction.</summary>
    public IReadOnlyList<string> Reaction { get; init; } = [];

    public bool AnyReaction { get; init; }

    /// <summary>ISO day.</summary>
    public string? From { get; init; }

    /// <summary>ISO day.</summary>
    public string? To { get; init; }

    public IReadOnlyList<string> Source { get; init; } = [];

    /// <summary>Read the publishers' pages of finds without keywords or abstract.</summary>
    public bool Enrich { get; init; }

    /// <param name="known">The names of the sources there are.</param>
    /// <exception cref="RequestException">Something given cannot be taken; says what to change.</exception>
    public AdHocQuery Check(IReadOnlyList<string> known)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var strategy = new Strategy { Drug = Terms(Drug), Reaction = Terms(Reaction), AnyAdverseReaction = AnyReaction };
        if (StrategyRules.Validate(strategy) is { Count: > 0 } faults)
        {
            errors["strategy"] = [.. faults];
        }

        var first = Day("from", From, errors);
        var last = Day("to", To, errors);
        if (first > last)
        {
            errors["from"] = ["from must not be after to."];
        }

        if (Source.Where(source => !known.Contains(source, StringComparer.OrdinalIgnoreCase)).ToArray() is { Length: > 0 } unknown)
        {
            errors["source"] = [.. unknown.Select(source => $"'{source}' is not a source: give {string.Join(" or ", known)}.")];
        }

        return errors.Count > 0
            ? throw new RequestException(errors)
            : new AdHocQuery(strategy, first is null && last is null ? null : new SearchWindow(first ?? new DateOnly(1800, 1, 1), last ?? new DateOnly(3000, 12, 31)) { By = WindowDate.Any }, Source) { Enrich = Enrich };
    }

    private static IReadOnlyList<Term> Terms(IEnumerable<string> values) => [.. values.Select(value => value.Trim()).Where(value => value.Length > 0).Select(value => (Term)value)];

    private static DateOnly? Day(string name, string? text, Dictionary<string, string[]> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        errors[name] = [$"{name} must be a day such as 2026-11-23, not '{text}'."];
        return null;
    }
}
