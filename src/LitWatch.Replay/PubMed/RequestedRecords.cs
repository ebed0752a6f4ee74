using System.Globalization;

namespace LitWatch.Replay.PubMed;

/// <summary>Which PMIDs a request names, by list or by history, and what is wrong with it.</summary>
internal sealed record RequestedRecords(IReadOnlyList<string> Pmids, string? Error = null)
{
    /// <summary>More ids go by POST (protocols, 3.1).</summary>
    public const int MaxIdsByGet = 200;

    public static RequestedRecords Of(ReplayedRequest request, SearchHistory history, int cap)
    {
        var start = request.Number("retstart", 0);
        var count = request.Number("retmax", cap);
        if (request.NonEmpty("id") is { } list)
        {
            var ids = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(id => id.All(char.IsAsciiDigit)).ToList();
            return ids.Count == 0 ? new([], "ID list is empty! Possibly it has no correct IDs.") : new([.. ids.Skip(start).Take(count)]);
        }

        var key = request.Number("query_key", 0);
        if (request.NonEmpty("WebEnv") is not { } webEnv || key == 0)
        {
            return new([], "Empty id list - nothing todo");
        }

        if (history.Find(webEnv, key) is not { } pmids)
        {
            return new([], string.Create(CultureInfo.InvariantCulture, $"Unable to obtain query #{key}"));
        }

        // The session serves no more than a search would; a page across the end is cut without notice (protocols, 3.1: measured, and disputed: design for the cap).
        if (start >= cap)
        {
            return new([], ESearchAnswer.BeyondCapMessage(cap));
        }

        return start >= pmids.Count
            ? new([], string.Create(CultureInfo.InvariantCulture, $"Cannot retrieve history data: OUT OF RANGE. Parameter retstart={start} + 1 is greater than number of records available in history. History includes {pmids.Count} IDs."))
            : new([.. pmids.Take(cap).Skip(start).Take(count)]);
    }

    public static bool IsTooLong(ReplayedRequest request) => request.IsGet && request["id"] is { } ids && ids.Count(c => c == ',') >= MaxIdsByGet;

    public static Answer TooLong() => Answer.Html("<html><head><title>414 Request-URI Too Large</title></head><body><center><h1>414 Request-URI Too Large</h1></center></body></html>", 414);
}
