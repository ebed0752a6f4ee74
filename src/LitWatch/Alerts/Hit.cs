using LitWatch.Strategies;
using LitWatch.Strategies.Matching;

namespace LitWatch.Alerts;

/// <summary>
/// A record that matched a strategy. It belongs to the record as found and never moves: when articles are joined or split,
/// it is resolved through their aliases.
/// </summary>
internal sealed record Hit
{
    public required string Strategy { get; init; }

    /// <summary>The record's own identifier (<see cref="Articles.ArticleId"/>), not its root's.</summary>
    public required string Article { get; init; }

    public required string Source { get; init; }

    /// <summary>The run that found it first.</summary>
    public required string Run { get; init; }

    /// <summary>Places that matched; empty when the source says it matches and our own reading does not see where.</summary>
    public IReadOnlyList<MatchSpan> Spans { get; init; } = [];

    /// <summary>When the search that found it began.</summary>
    public required DateTimeOffset SearchedAt { get; init; }

    /// <summary>When LitWatch first knew of the match.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>The day the source took the record in; the day it was first seen where the source does not say.</summary>
    public required DateOnly EnteredOn { get; init; }

    public bool IsBackFill { get; init; }
}
