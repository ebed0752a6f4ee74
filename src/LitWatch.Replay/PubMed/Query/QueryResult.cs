namespace LitWatch.Replay.PubMed.Query;

/// <summary>What a query found and all that PubMed says about how it understood it.</summary>
internal sealed record QueryResult(DocSet Docs, string Translation)
{
    public IReadOnlyList<(string From, string To)> Translations { get; init; } = [];

    /// <summary>ErrorList/PhraseNotFound.</summary>
    public IReadOnlyList<string> PhrasesNotFound { get; init; } = [];

    /// <summary>ErrorList/FieldNotFound.</summary>
    public IReadOnlyList<string> FieldsNotFound { get; init; } = [];

    /// <summary>WarningList/PhraseIgnored.</summary>
    public IReadOnlyList<string> PhrasesIgnored { get; init; } = [];

    /// <summary>WarningList/QuotedPhraseNotFound.</summary>
    public IReadOnlyList<string> QuotedPhrasesNotFound { get; init; } = [];

    /// <summary>WarningList/OutputMessage.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>Words searched for, to rank by.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}
