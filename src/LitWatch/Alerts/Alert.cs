using System.Text.Json.Serialization;
using LitWatch.Articles;
using LitWatch.Storage;

namespace LitWatch.Alerts;

/// <summary>A drug–reaction search that a team keeps.</summary>
internal sealed record Alert : ITeamOwned
{
    /// <summary>A new alert's news begin a week before it, so that the first weekly digest covers a whole one.</summary>
    public const int NewsDays = 7;

    public required string Id { get; init; }

    public required string Team { get; init; }

    /// <summary>What people call it; made from the strategy when not given.</summary>
    public required string Name { get; init; }

    /// <summary>All strategies it ever had, newest last; the last one is searched.</summary>
    public required IReadOnlyList<StrategyVersion> Strategies { get; init; }

    public IReadOnlyList<AlertSource> Sources { get; init; } = AlertSource.Defaults;

    /// <summary>Days between searches, 1 to 7: GVP VI asks for at least one a week.</summary>
    public int CadenceDays { get; init; } = 1;

    /// <summary>The first day searched. Days more than <see cref="NewsDays"/> before the alert was made are back-fill: kept, not mailed.</summary>
    public required DateOnly Start { get; init; }

    /// <summary>Back-fill waits for the hours in which the source does not mind large jobs.</summary>
    public bool BackFillOffPeak { get; init; }

    /// <summary>Of finds that the databases describe without keywords or abstract, the publisher's page is read.</summary>
    public bool Enrich { get; init; }

    /// <summary>The last day on which it is searched; null while the product is authorised.</summary>
    public DateOnly? End { get; init; }

    public AlertPause? Paused { get; init; }

    /// <summary>The address at which feed readers get its finds; null while there was none.</summary>
    public AlertFeed? Feed { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public string StrategyHash => Strategies[^1].Hash;

    [JsonIgnore]
    public WatchedDays Watched => DateOnly.FromDateTime(CreatedAt.UtcDateTime).AddDays(-NewsDays) is var news && news > Start
        ? new WatchedDays(Start, news, CadenceDays)
        : new WatchedDays(Start, Start, CadenceDays);

    public bool IsActive(DateOnly today) => Paused is null && (End is null || End >= today);
}

/// <summary>One version of an alert's strategy: what was watched since when, by whose decision, and why.</summary>
internal record StrategyVersion(string Hash, DateTimeOffset Since, string By, string? Reason);

/// <param name="Number">How many addresses it has had: a new one takes the place of the one before.</param>
/// <param name="IsOpen">False once the address was revoked.</param>
internal sealed record AlertFeed(int Number, bool IsOpen);

internal sealed record AlertPause(DateTimeOffset Since, string By, string Reason);

/// <param name="Required">Whether a search that is not complete in this source is a gap; a supplementary source's fault is told but does not alarm.</param>
/// <param name="Reason">Why this source, and why required or not: the record an inspector asks for.</param>
internal sealed record AlertSource(string Source, bool Required, string? Reason = null)
{
    public static IReadOnlyList<AlertSource> Defaults { get; } =
    [
        new(SourceNames.PubMed, Required: true, "Reference database of biomedical literature"),
        new(SourceNames.Crossref, Required: false, "Works outside PubMed; title-level recall"),
    ];
}
