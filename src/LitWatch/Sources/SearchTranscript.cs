namespace LitWatch.Sources;

/// <summary>
/// What a search was promised, asked and told, written by the source while it searches and read by whoever certifies the search.
/// </summary>
/// <param name="archive">Keeps each answer as received, before anything is parsed; null keeps none (ad hoc search).</param>
internal sealed class SearchTranscript(Func<SourceAnswer, CancellationToken, Task>? archive = null)
{
    private readonly HashSet<string> promised = new(StringComparer.Ordinal);
    private readonly HashSet<string> delivered = new(StringComparer.Ordinal);
    private readonly HashSet<string> excluded = new(StringComparer.Ordinal);
    private readonly List<string> requests = [];
    private readonly List<string> translatedQueries = [];
    private readonly List<string> warnings = [];
    private readonly List<string> shortfalls = [];
    private readonly List<string> notes = [];
    private int promisedByCount;
    private int receivedByCount;

    /// <summary>Records the source said it has: distinct where it named them, summed counts where it only counted.</summary>
    public int Promised => promised.Count + promisedByCount;

    /// <summary>Records received of those promised.</summary>
    public int Delivered => delivered.Count + receivedByCount;

    /// <summary>Promised by name and not delivered.</summary>
    public IReadOnlyList<string> Missing => [.. promised.Except(delivered, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What of the window is left to be searched, after this part of it; null when the search was of the whole window.</summary>
    public SearchWindow? Rest { get; private set; }

    public IReadOnlyList<string> Requests => requests;

    /// <summary>The query as the source says it understood it, once each.</summary>
    public IReadOnlyList<string> TranslatedQueries => translatedQueries;

    /// <summary>The source's own warnings and ours, once each, in words.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>Why the search is not everything (truncated, counts that do not add up), in words; empty when nothing is known to lack.</summary>
    public IReadOnlyList<string> Shortfalls => shortfalls;

    /// <summary>What is true of every search of this source and a reader of the certificate must know, in words.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Records that the source found and our own matcher confirmed; null where the source's query is the strategy itself (PubMed).</summary>
    public int? Matched { get; private set; }

    /// <summary>Records that the source found by a wider query and our own matcher ruled out; null as for <see cref="Matched"/>.</summary>
    public int? Dropped { get; private set; }

    /// <summary>Records that are no articles (data, reviews of an article, parts of one), whatever they say; null as for <see cref="Matched"/>.</summary>
    public int? NotArticles { get; private set; }

    /// <summary>Something is being asked, whether or not an answer comes.</summary>
    public void Asked(SourceRequest request) => AddOnce(requests, request.ToString());

    public Task KeepAsync(SourceAnswer answer, CancellationToken cancellationToken)
    {
        Asked(answer.Request);
        return archive is null ? Task.CompletedTask : archive(answer, cancellationToken);
    }

    public void Promise(IEnumerable<string> ids) => promised.UnionWith(ids);

    public void Deliver(IEnumerable<string> ids) => delivered.UnionWith(ids);

    /// <summary>Delivered, and ruled out by the strategy's own exclusions: not to be stored.</summary>
    public void Exclude(IEnumerable<string> ids) => excluded.UnionWith(ids);

    /// <summary>Delivered by name, not excluded, and not among <paramref name="stored"/>.</summary>
    public IReadOnlyList<string> NotAmong(IEnumerable<string> stored) =>
        [.. delivered.Except(excluded, StringComparer.Ordinal).Except(stored, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Only a part of the window was searched; <paramref name="rest"/> is left, or (null) nothing.</summary>
    public void Leave(SearchWindow? rest) => Rest = rest;

    /// <summary>For a source that counts but does not name: Crossref's <c>total-results</c> of one query.</summary>
    public void PromiseCount(int count) => promisedByCount += count;

    /// <summary>Records received of a query announced with <see cref="PromiseCount"/>.</summary>
    public void ReceiveCount(int count) => receivedByCount += count;

    public void Translated(string? query) => AddOnce(translatedQueries, query);

    public void Warn(string? warning) => AddOnce(warnings, warning);

    public void FallShort(string reason) => AddOnce(shortfalls, reason);

    public void Note(string note) => AddOnce(notes, note);

    /// <summary>Adds to <see cref="Matched"/>, <see cref="Dropped"/> and <see cref="NotArticles"/>.</summary>
    public void Sift(int matched, int dropped, int notArticles = 0) =>
        (Matched, Dropped, NotArticles) = ((Matched ?? 0) + matched, (Dropped ?? 0) + dropped, (NotArticles ?? 0) + notArticles);

    private static void AddOnce(List<string> list, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text) && !list.Contains(text, StringComparer.Ordinal))
        {
            list.Add(text);
        }
    }
}
