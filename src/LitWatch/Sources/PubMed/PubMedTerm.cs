using System.Globalization;

namespace LitWatch.Sources.PubMed;

/// <summary>
/// A part of a window: <paramref name="Window"/>, or of its one day only the records created up to <paramref name="CreatedThrough"/>.
/// </summary>
internal sealed record PubMedPart(SearchWindow Window, DateOnly? CreatedThrough = null);

/// <summary>
/// The query over a part of a window, as it is sent. A record belongs to a day by any of four dates: created (CRDT), entered (EDAT, which is the publication
/// date for records that come over a year late), indexed (MHDA: MeSH terms match only from then on) or revised (LR: retractions, corrections). Each alone misses what the others find.
/// What was had before the part is subtracted, so that parts do not overlap. No precedence in PubMed: it reads from left to right, and so is this written.
/// </summary>
internal static class PubMedTerm
{
    /// <summary>PubMed's oldest records are of 1781 (by publication); its own dates begin in 1966.</summary>
    public static readonly DateOnly FirstDay = new(1700, 1, 1);

    private static readonly string[] Dates = ["crdt", "edat", "mhda", "lr"];

    /// <param name="part">Null asks without window.</param>
    public static string Of(string query, PubMedPart? part)
    {
        if (part is null)
        {
            return query;
        }

        var (window, createdThrough) = part;
        var within = $"({query}) AND {Days(window.From, window.To)}{(createdThrough is { } last ? $" AND {Created(last)}" : "")}";
        string[] had =
        [
            .. window.Begun < window.From ? [Days(window.Begun.Value, window.From.AddDays(-1))] : Array.Empty<string>(),
            .. window.CreatedAfter is { } created ? [$"({Days(window.From, window.From)} AND {Created(created)})"] : Array.Empty<string>(),
        ];
        return had.Length == 0 ? within : $"{within} NOT ({string.Join(" OR ", had)})";
    }

    private static string Days(DateOnly from, DateOnly to) => $"({string.Join(" OR ", Dates.Select(date => $"{Range(from, to)}[{date}]"))})";

    private static string Created(DateOnly through) => $"{Range(FirstDay, through)}[crdt]";

    private static string Range(DateOnly from, DateOnly to) => string.Create(CultureInfo.InvariantCulture, $"{from:yyyy'/'MM'/'dd}:{to:yyyy'/'MM'/'dd}");
}
