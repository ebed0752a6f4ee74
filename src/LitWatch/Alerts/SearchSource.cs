using System.Collections.Concurrent;
using LitWatch.Articles;
using LitWatch.Deduplication;
using LitWatch.Sources;
using LitWatch.Sources.Pages.Fetching;
using LitWatch.Storage;
using LitWatch.Strategies;
using LitWatch.Strategies.Matching;
using Microsoft.Extensions.Logging;

namespace LitWatch.Alerts;

/// <summary>
/// Searches one strategy in one source over one window, or its first part: raw answers → articles, keys, hits → run with certificate → cursor; the rest is handed on.
/// A source's fault ends the run, not the handler; only storage faults and bugs throw. Repeating any of it does no harm.
/// </summary>
internal sealed partial class SearchSource(
    IEnumerable<ILiteratureSource> sources, StrategyStore strategies, RawArchive archive, KeepRecord keep, HitStore hits, RunStore runs, CursorStore cursors,
    WorkQueues queues, AlertMetrics metrics, TimeProvider clock, ILogger<SearchSource> logger) : IQueueHandler<SourceSearch>
{
    /// <summary>Longer than a search and its retries take in the queue; after it a message counts as lost.</summary>
    public static readonly TimeSpan TrustInQueue = TimeSpan.FromMinutes(40);

    public async Task RunAsync(SourceSearch message, CancellationToken cancellationToken)
    {
        var source = sources.FirstOrDefault(candidate => candidate.Name == message.Source)
            ?? throw new InvalidOperationException($"There is no source named '{message.Source}'.");
        if (message.OffPeak && source.IsPeak)
        {
            // The sweep asks again when the source's quiet hours have begun.
            await cursors.ChangeAsync(message.Strategy, message.Source, cursor => cursor.Queued(message.Purpose, until: null), cancellationToken);
            return;
        }

        var strategy = await strategies.FindAsync(message.Strategy, cancellationToken)
            ?? throw new InvalidOperationException($"There is no strategy {message.Strategy}.");
        var search = new Progress(message, clock.GetUtcNow());
        var pages = new List<RawPage>();
        var transcript = new SearchTranscript(async (answer, token) => pages.Add(await archive.KeepAsync(RunStore.IdOf(message), pages.Count + 1, answer, token)));

        string? fault = null;
        try
        {
            var matcher = StrategyMatcher.For(strategy);
            await foreach (var records in source.SearchAsync(strategy, search.Window, transcript, cancellationToken))
            {
                await Parallel.ForEachAsync(records, AtOnce(cancellationToken), (record, token) => KeepAsync(record, matcher, search, token));
            }
        }
        catch (SourceException refused)
        {
            fault = refused.Message;
        }
        catch (GateBusyException busy)
        {
            // Others hold the source's quota for now: the same search later, without a run, since nothing ended.
            await queues.SendAsync(SourceSearch.Queue, message, AlertsJson.Default.SourceSearch, cancellationToken, busy.Wait);
            LogHandedBack(logger, message.Source, busy.Wait);
            return;
        }

        // A source that fails is left alone: all that lacks is asked for again later. What merely lacks something does not hold up the days after it.
        search.Rest = fault is null ? search.RestAfter(transcript.Rest) : null;
        var certificate = Certificate.Of(transcript, search.Stored, search.New, fault);
        await FinishAsync(search, certificate, transcript, source, strategy, pages, cancellationToken);
    }

    private async ValueTask KeepAsync(Article record, StrategyMatcher matcher, Progress search, CancellationToken cancellationToken)
    {
        var kept = await keep.RunAsync(record, cancellationToken);
        var now = clock.GetUtcNow();
        // Known or not, the hit is written: "known" may only mean that an earlier try died right here.
        var added = await hits.AddAsync(
            new Hit
            {
                Strategy = search.Message.Strategy,
                Article = record.Id,
                Source = search.Message.Source,
                Run = RunStore.IdOf(search.Message),
                Spans = matcher.MatchDelivered(record) ?? [],
                SearchedAt = search.StartedAt,
                FirstSeenAt = now,
                EnteredOn = record.Dates.Created ?? record.Dates.Entered ?? DateOnly.FromDateTime(now.UtcDateTime),
                IsBackFill = search.Message.Purpose == SearchPurpose.BackFill && !(record.Dates.Latest >= search.Message.NewsSince),
            },
            isLikelyNew: kept == Kept.New,
            cancellationToken);
        if (ArticleNotices.Of(record) is { Count: > 0 } notices)
        {
            await hits.NoteChangeAsync(search.Message.Strategy, record.Id, notices, now, cancellationToken);
        }

        search.Keep(record, added);
        if (search.Message.Enrich && PageReader.IsLacking(record))
        {
            await queues.SendAsync(PageDue.Queue, new PageDue(record.Id), AlertsJson.Default.PageDue, cancellationToken);
        }
    }

    // Storage answers in milliseconds and takes many requests at a time; ten thousand records one after another would take minutes. On the caller's scheduler, which may be one that repeats a history step by step.
    private static ParallelOptions AtOnce(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = 8, TaskScheduler = TaskScheduler.Current, CancellationToken = cancellationToken };

    private async Task FinishAsync(
        Progress search, Certificate certificate, SearchTranscript transcript, ILiteratureSource source, Strategy strategy, IReadOnlyList<RawPage> pages, CancellationToken cancellationToken)
    {
        var message = search.Message;
        var now = clock.GetUtcNow();
        var queries = source.Queries(strategy);
        var id = RunStore.IdOf(message);
        var drift = transcript.TranslatedQueries.Count > 0 && await runs.LastTranslatedAsync(message.Strategy, message.Source, id, cancellationToken) is { } before
            ? QueryDrift.Of(before, queries, transcript.TranslatedQueries)
            : null;
        await runs.WriteAsync(
            new SearchRun
            {
                Id = id,
                Strategy = message.Strategy,
                Source = message.Source,
                Window = search.Searched,
                IsBackFill = message.Purpose == SearchPurpose.BackFill,
                QueuedAt = message.QueuedAt,
                SearchedAt = search.StartedAt,
                FinishedAt = now,
                Certificate = certificate,
                Queries = queries,
                TranslatedQueries = transcript.TranslatedQueries,
                Warnings = drift is null ? transcript.Warnings : [drift, .. transcript.Warnings],
                Raw = pages,
                SoftwareVersion = SoftwareVersion.Current,
            },
            certificate.Outcome == SearchOutcome.Complete ? search.Proven() : null,
            cancellationToken);
        metrics.Searched(message.Source, certificate);
        LogRun(logger, message.Source, message.Strategy, search.Searched.From, search.Searched.To, certificate.Outcome, certificate.Promised, certificate.Delivered, certificate.New);

        var complete = certificate.Outcome == SearchOutcome.Complete;
        var lacking = message.Lacking || !complete;
        if (search.Rest is { } rest)
        {
            await queues.SendAsync(SourceSearch.Queue, message with { Window = rest, QueuedAt = now, Lacking = lacking }, AlertsJson.Default.SourceSearch, cancellationToken);
        }

        await cursors.ChangeAsync(
            message.Strategy,
            message.Source,
            cursor => cursor.Searched(
                message.Purpose, certificate.Outcome, complete ? search.Proven() : null, lacking, source.Today, now,
                search.Rest is null ? null : now + TrustInQueue,
                takenBack: complete || search.Rest is null ? null : search.Searched),
            cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "{Source} {Strategy} {From:yyyy-MM-dd}..{To:yyyy-MM-dd}: {Outcome}, {Promised} promised, {Delivered} delivered, {New} new")]
    private static partial void LogRun(ILogger logger, string source, string strategy, DateOnly from, DateOnly to, SearchOutcome outcome, int promised, int delivered, int @new);

    [LoggerMessage(LogLevel.Information, "{Source} has no free slot for {Wait}: the search is handed back")]
    private static partial void LogHandedBack(ILogger logger, string source, TimeSpan wait);

    private sealed class Progress(SourceSearch message, DateTimeOffset startedAt)
    {
        private readonly ConcurrentBag<string> stored = [];
        private int added;

        public SourceSearch Message { get; } = message;

        public DateTimeOffset StartedAt { get; } = startedAt;

        /// <summary>What the source is asked for.</summary>
        public SearchWindow Window { get; } = message.Window.First(message.DaysAtOnce ?? int.MaxValue) with
        {
            By = message.Purpose == SearchPurpose.BackFill ? WindowDate.Created : WindowDate.Changed,
        };

        /// <summary>What is handed on.</summary>
        public SearchWindow? Rest { get; set; }

        /// <summary>What was asked for less what is handed on.</summary>
        public SearchWindow Searched => Rest is null ? Window : Window with { To = Rest.CreatedAfter is null ? Rest.From.AddDays(-1) : Rest.From };

        /// <summary>Identifiers, in the source, of the records kept.</summary>
        public IReadOnlyCollection<string> Stored => stored;

        public int New => added;

        public SearchWindow? RestAfter(SearchWindow? left) => left is null ? Message.Window.After(Window.To) : left with { To = Message.Window.To };

        /// <summary>The days that this search, being complete, makes complete: not a day of which a part is still to come, or lacked something.</summary>
        public SearchWindow? Proven()
        {
            var from = Message.Lacking && Window.CreatedAfter is not null ? Window.From.AddDays(1) : Window.From;
            var to = Rest?.CreatedAfter is null ? Searched.To : Searched.To.AddDays(-1);
            return from > to ? null : new SearchWindow(from, to);
        }

        public void Keep(Article record, bool isNew)
        {
            stored.Add(record.Records[0].Id);
            if (isNew)
            {
                Interlocked.Increment(ref added);
            }
        }
    }
}
