using System.Text.Json.Serialization;
using LitWatch.Alerts;
using LitWatch.Articles;
using LitWatch.Deduplication;
using LitWatch.Sources;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;

namespace LitWatch.Search;

/// <summary>What is asked of an ad hoc search.</summary>
/// <param name="Window">Days in which the source took the record in or changed it; null for everything it has.</param>
/// <param name="Sources">Names of the sources to ask; empty for all.</param>
internal sealed record AdHocQuery(Strategy Strategy, SearchWindow? Window, IReadOnlyList<string> Sources)
{
    /// <summary>Whether the publishers' pages are read of finds without keywords or abstract.</summary>
    public bool Enrich { get; init; }
}

/// <summary>How one source answered an ad hoc search.</summary>
internal sealed record AdHocSource
{
    public required string Source { get; init; }

    /// <summary>The query as asked.</summary>
    public required string Request { get; init; }

    /// <summary>The query as the source says it understood it.</summary>
    public string? TranslatedQuery { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public required SearchOutcome Outcome { get; init; }

    /// <summary>Reasons when not complete, in words.</summary>
    public IReadOnlyList<string> Why { get; init; } = [];

    public int Promised { get; init; }

    public int Delivered { get; init; }
}

/// <summary>One article found, and where it matched (<see cref="MatchSpan"/>).</summary>
internal sealed record AdHocArticle(Article Article, IReadOnlyList<MatchSpan> Spans)
{
    /// <summary>Which strategy matched, where several were asked about.</summary>
    public string? Strategy { get; init; }
}

internal sealed record AdHocResult(IReadOnlyList<AdHocSource> Sources, IReadOnlyList<AdHocArticle> Articles)
{
    [JsonIgnore]
    public bool IsComplete => Searched.All(source => source.Outcome == SearchOutcome.Complete);

    /// <summary>No source could be searched: an empty list says nothing.</summary>
    [JsonIgnore]
    public bool IsFailed => Searched.All(source => source.Outcome == SearchOutcome.Failed);

    /// <summary>Pages are read of what was found; they are not searched.</summary>
    private IEnumerable<AdHocSource> Searched => Sources.Where(source => source.Source != SourceNames.Page);
}

/// <summary>Searches the sources live, without keeping anything, and shows each article once.</summary>
internal sealed class AdHocSearch(IEnumerable<ILiteratureSource> sources, AdHocPages pages)
{
    /// <summary>Names that <see cref="AdHocQuery.Sources"/> may hold.</summary>
    public IReadOnlyList<string> SourceNames { get; } = [.. sources.Select(source => source.Name)];

    /// <param name="progress">Told after each batch: source and records so far.</param>
    public async Task<AdHocResult> RunAsync(AdHocQuery query, CancellationToken cancellationToken, Action<string, int>? progress = null)
    {
        var chosen = sources.Where(source => query.Sources.Count == 0 || query.Sources.Contains(source.Name, StringComparer.OrdinalIgnoreCase));
        var answers = await Task.WhenAll(chosen.Select(source => AskAsync(source, query, progress, cancellationToken)));
        var matcher = StrategyMatcher.For(query.Strategy);
        var found = Merged(answers.SelectMany(answer => answer.Records));
        var asked = answers.Select(answer => answer.Source).ToList();
        if (query.Enrich)
        {
            var (source, read) = await pages.ReadAsync(found, progress, cancellationToken);
            asked.Add(source);
            found = Merged(answers.SelectMany(answer => answer.Records).Concat(read));
        }

        return new AdHocResult(asked, [.. found.Select(article => new AdHocArticle(article, matcher.MatchDelivered(article) ?? []))]);
    }

    /// <summary>Each article once, the newest first.</summary>
    private static Article[] Merged(IEnumerable<Article> records) =>
        [
            .. Clusters.Of(records)
                .Select(cluster => ArticleMerge.Merge(cluster.Select(record => record.Id).Min(StringComparer.Ordinal)!, cluster))
                .OrderByDescending(article => article.Published?.Earliest ?? article.Dates.Created)
                .ThenBy(article => article.Id, StringComparer.Ordinal),
        ];

    private static async Task<(AdHocSource Source, IReadOnlyList<Article> Records)> AskAsync(
        ILiteratureSource source, AdHocQuery query, Action<string, int>? progress, CancellationToken cancellationToken)
    {
        var transcript = new SearchTranscript();
        var records = new List<Article>();
        string? fault = null;
        try
        {
            var window = query.Window;
            do
            {
                await foreach (var batch in source.SearchAsync(query.Strategy, window, transcript, cancellationToken))
                {
                    records.AddRange(batch);
                    progress?.Invoke(source.Name, records.Count);
                }

                window = transcript.Rest;
            }
            while (window is not null);
        }
        catch (SourceException refused)
        {
            fault = refused.Message;
        }
        catch (GateBusyException busy)
        {
            fault = $"{source.Name} has no free slot for {busy.Wait.TotalSeconds:0} seconds; scheduled searches use the quota. Try again then.";
        }

        var certificate = Certificate.Of(transcript, [.. records.Select(record => record.Records[0].Id)], records.Count, fault);
        return (new AdHocSource
        {
            Source = source.Name,
            Request = string.Join('\n', source.Queries(query.Strategy)),
            TranslatedQuery = transcript.TranslatedQueries.Count == 0 ? null : string.Join('\n', transcript.TranslatedQueries),
            Warnings = transcript.Warnings,
            Outcome = certificate.Outcome,
            Why = certificate.Why,
            Promised = certificate.Promised,
            Delivered = certificate.Delivered,
        }, records);
    }
}
