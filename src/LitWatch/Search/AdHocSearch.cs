using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Threading.Channels;
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

    /// <summary>The team's alerts that have it among their hits already; null where nobody asked.</summary>
    public IReadOnlyList<string>? Alerts { get; init; }
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

/// <summary>A source has said more.</summary>
/// <param name="Records">Of this source, so far.</param>
/// <param name="Result">Once the source has ended: what all that have ended found together; null on the way there.</param>
internal sealed record AdHocStep(string Source, int Records, AdHocResult? Result);

/// <summary>What one source said of an ad hoc search.</summary>
internal sealed record SourceReply(AdHocSource Source, IReadOnlyList<Article> Records);

/// <summary>Searches the sources live, without keeping anything, and shows each article once.</summary>
internal sealed class AdHocSearch(IEnumerable<ILiteratureSource> sources, AdHocPages pages)
{
    /// <summary>Names that <see cref="AdHocQuery.Sources"/> may hold.</summary>
    public IReadOnlyList<string> SourceNames { get; } = [.. sources.Select(source => source.Name)];

    /// <summary>The whole result.</summary>
    public async Task<AdHocResult> RunAsync(AdHocQuery query, CancellationToken cancellationToken) =>
        (await StepsAsync(query, cancellationToken).LastAsync(cancellationToken)).Result!;

    /// <summary>What the sources say as they say it; the last step has the whole result.</summary>
    public async IAsyncEnumerable<AdHocStep> StepsAsync(AdHocQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var steps = Channel.CreateUnbounded<AdHocStep>();
        var asking = AskAllAsync(query, steps.Writer, left.Token);
        try
        {
            await foreach (var step in steps.Reader.ReadAllAsync(cancellationToken))
            {
                yield return step;
            }
        }
        finally
        {
            await left.CancelAsync();
            await asking;
        }
    }

    /// <summary>Never throws: what goes wrong comes out of the channel.</summary>
    private async Task AskAllAsync(AdHocQuery query, ChannelWriter<AdHocStep> steps, CancellationToken cancellationToken)
    {
        try
        {
            var chosen = sources.Where(source => query.Sources.Count == 0 || query.Sources.Contains(source.Name, StringComparer.OrdinalIgnoreCase)).ToArray();
            var (answers, result) = (new SourceReply?[chosen.Length], new AdHocResult([], []));
            await Task.WhenAll(chosen.Select(async (source, place) =>
            {
                var answer = await AskAsync(source, query, records => steps.TryWrite(new AdHocStep(source.Name, records, null)), cancellationToken);
                lock (answers)
                {
                    answers[place] = answer;
                    result = ResultOf(query.Strategy, answers.OfType<SourceReply>());
                    steps.TryWrite(new AdHocStep(source.Name, answer.Records.Count, result));
                }
            }));
            if (query.Enrich)
            {
                var read = await pages.ReadAsync([.. result.Articles.Select(found => found.Article)], records => steps.TryWrite(new AdHocStep(Articles.SourceNames.Page, records, null)), cancellationToken);
                steps.TryWrite(new AdHocStep(Articles.SourceNames.Page, read.Records.Count, ResultOf(query.Strategy, answers.OfType<SourceReply>().Append(read))));
            }

            steps.Complete();
        }
        catch (Exception fault)
        {
            steps.Complete(fault);
        }
    }

    private static AdHocResult ResultOf(Strategy strategy, IEnumerable<SourceReply> answers)
    {
        var matcher = StrategyMatcher.For(strategy);
        var asked = answers.ToList();
        return new AdHocResult(
            [.. asked.Select(answer => answer.Source)],
            [.. Merged(asked.SelectMany(answer => answer.Records)).Select(article => new AdHocArticle(article, matcher.MatchDelivered(article) ?? []))]);
    }

    /// <summary>Each article once, the newest first.</summary>
    private static Article[] Merged(IEnumerable<Article> records) =>
        [
            .. Clusters.Of(records)
                .Select(cluster => ArticleMerge.Merge(cluster.Select(record => record.Id).Min(StringComparer.Ordinal)!, cluster))
                .OrderByDescending(article => article.Published?.Earliest ?? article.Dates.Created)
                .ThenBy(article => article.Id, StringComparer.Ordinal),
        ];

    private static async Task<SourceReply> AskAsync(ILiteratureSource source, AdHocQuery query, Action<int> progress, CancellationToken cancellationToken)
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
                    progress(records.Count);
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
        return new SourceReply(new AdHocSource
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
