using LitWatch.Articles;
using LitWatch.Deduplication;
using LitWatch.Sources;
using LitWatch.Storage;
using LitWatch.Strategies;
using Microsoft.Extensions.Logging;

namespace LitWatch.Alerts;

/// <summary>
/// Searches one strategy in one source over one window: raw answers → articles, keys, hits → run with certificate → cursor.
/// A source's fault ends the run, not the handler; only storage faults and bugs throw. Repeating any of it does no harm.
/// </summary>
internal sealed partial class SearchSource(
    IEnumerable<ILiteratureSource> sources, StrategyStore strategies, RawArchive archive, KeepRecord keep, HitStore hits, RunStore runs, CursorStore cursors,
    WorkQueues queues, TimeProvider clock, ILogger<SearchSource> logger) : IQueueHandler<SourceSearch>
{
    /// <summary>A search that has taken this long hands the rest of its window on, at the next day it is sure of.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(100);

    public async Task RunAsync(SourceSearch message, CancellationToken cancellationToken)
    {
        var source = sources.FirstOrDefault(candidate => candidate.Name == message.Source)
            ?? throw new InvalidOperationException($"There is no source named '{message.Source}'.");
        var strategy = await strategies.FindAsync(message.Strategy, cancellationToken)
            ?? throw new InvalidOperationException($"There is no strategy {message.Strategy}.");
        var search = new Progress(message, clock.GetUtcNow());
        var pages = new List<RawPage>();
        var transcript = new SearchTranscript(async (answer, token) => pages.Add(await archive.KeepAsync(RunStore.IdOf(message), pages.Count + 1, answer, token)));

        string? fault = null;
        try
        {
            await SearchAsync(source, strategy, search, transcript, cancellationToken);
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

        var certificate = Certificate.Of(transcript, search.Stored, search.New, fault);
        await FinishAsync(search, certificate, transcript, source, strategy, pages, cancellationToken);
    }

    private async Task SearchAsync(ILiteratureSource source, Strategy strategy, Progress search, SearchTranscript transcript, CancellationToken cancellationToken)
    {
        var matcher = StrategyMatcher.For(strategy);
        var window = new SearchWindow(search.Message.From, search.Message.To);
        await foreach (var batch in source.SearchAsync(strategy, window, transcript, cancellationToken))
        {
            await Parallel.ForEachAsync(batch.Articles, AtOnce(cancellationToken), (record, token) => KeepAsync(record, matcher, search, token));

            search.Through = batch.Through ?? search.Through;
            if (batch.Through < window.To && clock.GetUtcNow() - search.StartedAt > LongEnough)
            {
                search.HandsOn = true;
                return;
            }
        }

        search.Through = window.To;
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
                IsBackFill = search.Message.BackFill,
            },
            isLikelyNew: kept == Kept.New,
            cancellationToken);
        search.Count(added);
    }

    // Storage answers in milliseconds and takes many requests at a time; ten thousand records one after another would take minutes.
    private static ParallelOptions AtOnce(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken };

    private async Task FinishAsync(
        Progress search, Certificate certificate, SearchTranscript transcript, ILiteratureSource source, Strategy strategy, IReadOnlyList<RawPage> pages, CancellationToken cancellationToken)
    {
        var message = search.Message;
        var searched = new SearchWindow(message.From, search.Through ?? message.To);
        var now = clock.GetUtcNow();
        await runs.WriteAsync(
            new SearchRun
            {
                Id = RunStore.IdOf(message),
                Strategy = message.Strategy,
                Source = message.Source,
                Window = searched,
                IsBackFill = message.BackFill,
                QueuedAt = message.QueuedAt,
                SearchedAt = search.StartedAt,
                FinishedAt = now,
                Certificate = certificate,
                Queries = source.Queries(strategy),
                TranslatedQueries = transcript.TranslatedQueries,
                Warnings = transcript.Warnings,
                Raw = pages,
                SoftwareVersion = SoftwareVersion.Current,
            },
            cancellationToken);
        LogRun(logger, message.Source, message.Strategy, searched.From, searched.To, certificate.Outcome, certificate.Promised, certificate.Delivered, certificate.New);

        var complete = certificate.Outcome == SearchOutcome.Complete;
        var rest = complete && search.HandsOn ? message with { From = searched.To.AddDays(1), QueuedAt = now } : null;
        if (rest is not null)
        {
            await queues.SendAsync(SourceSearch.Queue, rest, AlertsJson.Default.SourceSearch, cancellationToken);
        }

        await cursors.ChangeAsync(
            message.Strategy,
            message.Source,
            cursor => complete
                ? cursor.Completed(searched, source.Today, now) with { QueuedUntil = rest is null ? null : cursor.QueuedUntil }
                : cursor.NotCompleted(certificate.Outcome, now),
            cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "{Source} {Strategy} {From:yyyy-MM-dd}..{To:yyyy-MM-dd}: {Outcome}, {Promised} promised, {Delivered} delivered, {New} new")]
    private static partial void LogRun(ILogger logger, string source, string strategy, DateOnly from, DateOnly to, SearchOutcome outcome, int promised, int delivered, int @new);

    [LoggerMessage(LogLevel.Information, "{Source} has no free slot for {Wait}: the search is handed back")]
    private static partial void LogHandedBack(ILogger logger, string source, TimeSpan wait);

    private sealed class Progress(SourceSearch message, DateTimeOffset startedAt)
    {
        private int stored;
        private int added;

        public SourceSearch Message { get; } = message;

        public DateTimeOffset StartedAt { get; } = startedAt;

        public int Stored => stored;

        public int New => added;

        /// <summary>The last day up to which everything was delivered.</summary>
        public DateOnly? Through { get; set; }

        public bool HandsOn { get; set; }

        public void Count(bool isNew)
        {
            Interlocked.Increment(ref stored);
            if (isNew)
            {
                Interlocked.Increment(ref added);
            }
        }
    }
}
