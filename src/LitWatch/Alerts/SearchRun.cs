using System.Text.Json.Serialization;
using LitWatch.Sources;

namespace LitWatch.Alerts;

/// <summary>How a search ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SearchOutcome>))]
internal enum SearchOutcome
{
    /// <summary>Everything promised was delivered and stored.</summary>
    [JsonStringEnumMemberName("complete")]
    Complete,

    /// <summary>Something is missing; the certificate says what.</summary>
    [JsonStringEnumMemberName("incomplete")]
    Incomplete,

    /// <summary>The source could not be searched.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}

/// <summary>What a search was promised and got.</summary>
/// <param name="Promised">Records the source said it has.</param>
/// <param name="Delivered">Records received of those.</param>
/// <param name="Stored">Records kept (for a source that cannot evaluate a strategy: those that match it).</param>
/// <param name="New">Hits the strategy did not have before.</param>
/// <param name="Missing">Promised by name and not delivered.</param>
/// <param name="Why">Reasons, in words; empty when complete.</param>
internal sealed record Certificate(SearchOutcome Outcome, int Promised, int Delivered, int Stored, int New, IReadOnlyList<string> Missing, IReadOnlyList<string> Why)
{
    /// <summary>Of a source that cannot evaluate a strategy: distinct records received that match it; null for one that can.</summary>
    public int? Matched { get; init; }

    /// <summary>Received, and not matching.</summary>
    public int? Dropped { get; init; }

    /// <summary>Received, and no article (data, peer reviews, components).</summary>
    public int? NotArticles { get; init; }

    /// <summary>What is true of every search of the source and an inspector must know (what it cannot find).</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <param name="stored">The records kept, by the source's own identifiers.</param>
    /// <param name="fault">The source's fault that ended the search, in words; null when it ran to its end.</param>
    public static Certificate Of(SearchTranscript transcript, IReadOnlyCollection<string> stored, int added, string? fault)
    {
        var notStored = transcript.NotAmong(stored);
        string[] why =
        [
            .. fault is null ? Array.Empty<string>() : [fault],
            .. transcript.Shortfalls,
            .. transcript.Missing.Count > 0 ? [$"{transcript.Missing.Count} promised records were not delivered"] : Array.Empty<string>(),
            .. fault is null && notStored.Count > 0 ? [$"{notStored.Count} delivered records were not stored: {string.Join(", ", notStored)}"] : Array.Empty<string>(),
            .. fault is null && transcript.Missing.Count == 0 && transcript.Delivered < transcript.Promised
                ? [$"{transcript.Promised} records were promised, {transcript.Delivered} delivered"]
                : Array.Empty<string>(),
        ];
        var outcome = why.Length == 0 ? SearchOutcome.Complete
            : fault is not null && transcript.Delivered == 0 ? SearchOutcome.Failed
            : SearchOutcome.Incomplete;
        return new Certificate(outcome, transcript.Promised, transcript.Delivered, stored.Count, added, transcript.Missing, why)
        {
            Matched = transcript.Matched,
            Dropped = transcript.Dropped,
            NotArticles = transcript.NotArticles,
            Notes = transcript.Notes,
        };
    }
}

/// <summary>One strategy searched in one source over one window, whoever's alerts use it. Kept for good: the proof of a search.</summary>
internal sealed record SearchRun
{
    /// <summary>Derived from strategy, source, window and the moment it was asked for, so a repeated message writes the same row.</summary>
    public required string Id { get; init; }

    public required string Strategy { get; init; }

    public required string Source { get; init; }

    public required SearchWindow Window { get; init; }

    public bool IsBackFill { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    public required DateTimeOffset SearchedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    public required Certificate Certificate { get; init; }

    /// <summary>The query as the strategy renders it for this source.</summary>
    public IReadOnlyList<string> Queries { get; init; } = [];

    /// <summary>The query as the source says it understood it.</summary>
    public IReadOnlyList<string> TranslatedQueries { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Every request made, with the archived answer.</summary>
    public IReadOnlyList<RawPage> Raw { get; init; } = [];

    public required string SoftwareVersion { get; init; }
}

/// <summary>One answer as received, in the archive.</summary>
/// <param name="Blob">Its name in the container <c>raw</c> (gzip).</param>
/// <param name="Sha256">Of the answer's bytes before compression.</param>
internal sealed record RawPage(string Blob, string Sha256, long Bytes, string Kind, string Request, int Status, string? ContentType, DateTimeOffset ReceivedAt);
