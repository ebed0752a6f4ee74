using LitWatch.Replay.Faults;

namespace LitWatch.Replay;

/// <summary>What a <see cref="ReplayServer"/> serves and how strictly.</summary>
internal sealed record ReplayOptions
{
    /// <summary>Folders of PubMed XML and Crossref JSON, searched to any depth.</summary>
    public IReadOnlyList<string> Corpora { get; init; } = [];

    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Answer 429 where the real services would.</summary>
    public bool RateLimits { get; init; } = true;

    /// <summary>Faults from the start; more can be added while the server runs.</summary>
    public FaultPlan Faults { get; init; } = new();

    /// <summary>Seeds samples, history names and cursors.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Records that one PubMed search gives out at most: 9,999, not the documented 10,000 (protocols, 3.1).</summary>
    public int SearchCap { get; init; } = 9_999;

    /// <summary>Narrower headings of a MeSH heading; without an entry a heading is searched as it stands.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> NarrowerHeadings { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
}
