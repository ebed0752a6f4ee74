namespace LitWatch.Digests.Mail;

/// <summary>
/// How much of a digest is shown: mail programs cut long messages off (Gmail at 102 kB), and would cut off what was searched.
/// Lists keep what is new and what went wrong first; whatever is left out is counted.
/// </summary>
internal sealed record DigestRoom
{
    /// <summary>Alerts with articles of their own section.</summary>
    public int Sections { get; init; } = 100;

    public int SummaryRows { get; init; } = 100;

    public int SearchRows { get; init; } = 100;

    /// <summary>Known articles in all alerts together.</summary>
    public int Known { get; init; } = 50;

    /// <summary>Gaps named at the top.</summary>
    public int Gaps { get; init; } = 6;

    /// <summary>Per alert, by its place in the manifest: how many articles are shown in full, and how many as titles after those.</summary>
    public IReadOnlyDictionary<int, (int Full, int Brief)> Articles { get; init; } = new Dictionary<int, (int Full, int Brief)>();

    public DigestRoom Half() => this with
    {
        Sections = Sections / 2,
        SummaryRows = SummaryRows / 2,
        SearchRows = SearchRows / 2,
        Known = Known / 2,
        Gaps = Math.Max(3, Gaps / 2),
    };
}
